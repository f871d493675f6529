"""What is wrong with one source stops no other: a broken file, a process that hangs, one that can't start."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from killing import ROOT, Ground
from sites import START, put_site

from replica import Network

BROKEN = 'name = "Hỏng"\npublisher = "Hỏng"\nkind = "federation"\nhome = hong\n'


def test_a_broken_file_among_all_is_reported_and_the_others_are_crawled(
    local_site: Any,
    write_source: Callable[..., Path],
    go: Callable[..., Any],
) -> None:
    put_site(local_site, pages=1)
    own = write_source("thu", local_site.url, START)
    (own / "hong.toml").write_text(BROKEN, encoding="utf-8")
    broken, well = go(["hong", "thu"], own, ["127.0.0.2"], by_name=False)
    assert well.articles == 4
    assert (broken.finish_reason, broken.ok, broken.pages) == ("broken file", False, 0)
    assert str(broken.error).startswith(f"{own}/hong.toml:4: this is not valid TOML")


def test_a_file_that_went_away_stops_no_night(write_source: Any, go: Any) -> None:
    assert go(["vanished"], write_source("thu", "http://a.example"), [], by_name=False, reason="night") == []


NIGHT = """
import sys, scheduler
from archive.ready import ready
ready()
scheduler.due_now = lambda: sys.argv[1:]
scheduler.night()
"""


def test_a_night_beside_a_broken_file_crawls_publishes_and_tells_of_it_everywhere(tmp_path: Path) -> None:
    with Network() as network:
        ground = Ground(tmp_path, network, ["son-la"])
        path = tmp_path / "sources" / "hong.toml"
        path.write_text(BROKEN, encoding="utf-8")

        def call(*words: str) -> "subprocess.CompletedProcess[str]":
            command = [sys.executable, *words]
            return subprocess.run(
                command, cwd=ROOT, env=ground.environment, capture_output=True, text=True, check=False
            )

        done = call("-c", NIGHT, "son-la")
        assert done.returncode == 0, done.stderr
    assert ground.articles() == ground.expected()
    assert "<item>" in (tmp_path / "feeds/source/son-la.rss").read_text(encoding="utf-8")
    assert "sources/hong.toml:4" in (tmp_path / "feeds/trouble.rss").read_text(encoding="utf-8")
    assert str(tmp_path) not in (tmp_path / "feeds/trouble.rss").read_text(encoding="utf-8")
    run = call("-m", "cli", "runs", "1")
    assert f"{path}:4: this is not valid TOML" in run.stdout
    assert "broken source file: sources/hong.toml:4" in call("-m", "cli", "runs").stdout


def test_one_that_hangs_takes_no_other_of_its_process_with_it(
    local_site: Any,
    write_source: Callable[..., Path],
    go: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_site(local_site, pages=1)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr("crawler.crawl_process.SILENCE_SECONDS", 10.0)
    monkeypatch.setattr("crawler.crawl_process.GRACE_SECONDS", 0.5)
    monkeypatch.setattr("crawler.runner.AT_ONCE", 1)
    for slug in ("treo", "thu"):
        own = write_source(slug, local_site.url, START)
    settings = {"TCD_SPIDER": "blocking.Blocking"}
    hung, well = go(["treo", "thu"], own, ["127.0.0.2"], settings=settings)
    assert (hung.finish_reason, hung.ok) == ("hung", False)
    assert (well.finish_reason, well.articles) == ("finished", 4)


def test_a_process_that_cannot_be_started_is_reported(
    write_source: Any,
    go: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    [report] = go(["thu"], write_source("thu", "http://a.example"), [])
    assert (report.finish_reason, report.ok) == ("crashed", False)
    assert "/no/such/python" in str(report.error)


def test_a_source_that_takes_its_time_holds_up_none_of_those_that_wait(
    local_site: Any, other_site: Any, write_source: Any, go: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at a time in one process, which takes three in all: another one takes the rest beside it."""
    monkeypatch.setattr("crawler.runner.AT_ONCE", 1)
    monkeypatch.setattr("crawler.runner.TOGETHER", 2)
    monkeypatch.setattr("crawler.runner.MOST", 3)
    for site in (local_site, other_site):
        put_site(site, pages=1, each=1)
    others_done = threading.Event()
    local_site.wait = lambda path: others_done.wait(60) if path == "/tin" else None  # type: ignore[assignment]
    own = write_source("cham", local_site.url, START)
    quick = [f"nhanh-{n}" for n in range(5)]
    for slug in quick:
        write_source(slug, other_site.url, START)
    done: list[str] = []

    def heard(event: Any) -> None:
        if event["event"] == "report":
            done.append(event["source"])
            if len(done) == len(quick):
                others_done.set()

    reports = go(["cham", *quick], own, ["127.0.0.2", "127.0.0.3"], on_progress=heard)
    assert [report.source for report in reports] == ["cham", *quick]
    assert all(report.ok and report.articles == 1 for report in reports), reports
    assert done[-1] == "cham"
