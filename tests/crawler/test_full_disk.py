"""A disk that takes no more: told in plain words, nothing damaged, and the next run brings the rest."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from killing import ROOT, Ground

from replica import Network

# No file of the process may grow beyond so many kilobytes: SQLite meets that as a disk that is full.
LIMITED = 'ulimit -f {kilobytes}; exec "$0" "$@"'


def call(ground: Ground, *words: str, kilobytes: int | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cli", *words]
    if kilobytes is not None:
        command = ["bash", "-c", LIMITED.format(kilobytes=kilobytes), *command]
    return subprocess.run(
        command, cwd=ROOT, env=ground.environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_full_disk_is_told_and_nothing_is_damaged_or_lost(tmp_path: Path) -> None:
    with Network() as network:
        ground = Ground(tmp_path, network, ["son-la"])
        assert call(ground, "migrate").returncode == 0
        size = (tmp_path / "archive.sqlite3").stat().st_size // 1024
        full = call(ground, "crawl", "son-la", kilobytes=size + 60)
        assert full.returncode != 0
        told = full.stdout + full.stderr
        assert "disk" in told, told
        assert "Traceback" not in told
        with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        well = call(ground, "crawl", "son-la")
        assert well.returncode == 0, well.stdout + well.stderr
        assert ground.articles() == ground.expected()
        assert ground.pending() == 0
