"""``tincongdoan worker`` where it can't work, and what it costs those who need none."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from cli.errors import OneLineError
from cli.main import app
from crawler.runner import Runner
from workers.hands import hands
from workers.living import living

LIGHT = """
import sys
import scheduler, workers.hands
from archive.ready import set_up
set_up()
assert workers.hands.hands() is workers.hands.Runner
assert "procrastinate" not in sys.modules and "croniter" not in sys.modules
"""


def test_on_sqlite_it_says_in_one_line_what_to_do() -> None:
    told = CliRunner().invoke(app, ["worker"])
    assert isinstance(told.exception, OneLineError)
    words = str(told.exception)
    assert "TCD_DATABASE_URL" in words
    assert "'tincongdoan up'" in words
    assert "\n" not in words


def test_on_sqlite_nothing_of_the_queue_is_loaded_and_the_round_crawls_by_itself(tmp_path: Path) -> None:
    environment = {**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", LIGHT], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_where_no_queue_is_nobody_asks_how_many_live() -> None:
    assert living() is None
    assert hands() is Runner
