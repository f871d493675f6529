"""What holds on SQLite holds on PostgreSQL: the tests that touch the database, a second time."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATABASE_TESTS = (
    "tests/archive",
    "tests/feeds/test_publish.py",
    "tests/pipelines/test_store.py",
    "tests/desk/test_pages.py",
    "tests/monitoring/test_keeping.py",
)


def test_the_database_tests_hold_on_postgresql_too(postgres_url: str) -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--ignore={Path(__file__)}",
            *DATABASE_TESTS,
        ],
        cwd=ROOT,
        env={**os.environ, "TCD_TEST_DATABASE": postgres_url},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
