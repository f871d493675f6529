"""A large archive moves in the memory of a small one, and is the same afterwards.

``TCD_PROVE_ARTICLES`` says how many articles the large one has: 20,000 if unset.
"""

import os
import subprocess
import sys
from pathlib import Path

SMALL = 2_000
LARGE = int(os.environ.get("TCD_PROVE_ARTICLES", "20000"))
# What a larger database's own caches may add.
MORE = 1.5
FILL = "from benchmarks.archive.generate import main; main()"
MOVE = """
import resource, sys
from cli.main import main
sys.argv = ["tincongdoan", "archive", "move", "--from", sys.argv[1], "--to", sys.argv[2]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def run(home: Path, code: str, *words: str) -> list[str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**told, "TCD_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def moved(folder: Path, number: int) -> int:
    """How many kilobytes moving an archive of so many articles takes at most."""
    home = folder / str(number)
    run(home, FILL, str(number))
    urls = [f"sqlite:///{home}/{name}.sqlite3" for name in ("archive", "second")]
    told = run(home, MOVE, *urls)
    assert told[-2].startswith(f"{number} articles, equal to the byte")
    return int(told[-1])


def test_a_large_archive_takes_no_more_memory_to_move_than_a_small_one(tmp_path: Path) -> None:
    small, large = moved(tmp_path, SMALL), moved(tmp_path, LARGE)
    sys.stdout.write(f"{small / 1024:.0f} MB for {SMALL} articles, {large / 1024:.0f} MB for {LARGE}\n")
    assert large <= small * MORE
