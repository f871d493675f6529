"""What holds on SQLite holds on PostgreSQL: the tests that touch the database, a second time."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATABASE_TESTS = (
    "tests/archive",
    "tests/feeds/test_publish.py",
    "tests/feeds/test_editors_word.py",
    "tests/pipelines/test_store.py",
    "tests/desk/test_pages.py",
    "tests/monitoring/test_findings_service.py",
)
# They bring databases of their own, or touch none.
ELSEWHERE = (
    "tests/archive/test_locks_on_postgresql.py",
    "tests/archive/test_on_postgresql.py",
    "tests/archive/test_backup.py",
    "tests/archive/test_moving.py",
    "tests/archive/test_bodies.py",
    "tests/archive/test_readings.py",
    "tests/archive/search/test_both_databases.py",
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
            *(f"--ignore={path}" for path in ELSEWHERE),
            *DATABASE_TESTS,
        ],
        cwd=ROOT,
        env={**os.environ, "TCD_TEST_DATABASE": postgres_url},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert result.returncode == 0, result.stdout + result.stderr
