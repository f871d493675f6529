"""``tincongdoan worker`` without PostgreSQL, and what the queue costs an installation without workers."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from cli.errors import OneLineError
from cli.main import app
from crawler.runner import Runner
from workers.availability import count_active_workers
from workers.runner_factory import choose_runner

LIGHT = """
import sys
import scheduler
from archive.ready import set_up
from crawler.runner import Runner
set_up()
assert scheduler.choose_runner() is Runner
assert "procrastinate" not in sys.modules and "croniter" not in sys.modules
"""


def test_on_sqlite_the_command_says_in_one_line_what_to_do() -> None:
    result = CliRunner().invoke(app, ["worker"])
    assert isinstance(result.exception, OneLineError)
    message = str(result.exception)
    assert "TCD_DATABASE_URL" in message
    assert "'tincongdoan up'" in message
    assert "\n" not in message


def test_on_sqlite_the_queue_is_not_loaded_and_the_round_crawls_by_itself(tmp_path: Path) -> None:
    environment = {**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", LIGHT], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_queue_no_workers_are_counted() -> None:
    assert count_active_workers() is None
    assert choose_runner() is Runner
