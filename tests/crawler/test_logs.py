"""The logs: a line of JSON each, with the source that it is of, in files that do not grow for ever."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import logs
from crawler.logs import JsonLines, crawl_log, own_log, plain


def record(message: str, **more: Any) -> logging.LogRecord:
    made = logging.LogRecord("crawler", logging.INFO, "x.py", 1, message, None, more.pop("exc_info", None))
    vars(made).update(more)
    return made


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    log = logging.getLogger()
    before = (log.level, tuple(log.handlers))
    yield log
    for handler in tuple(log.handlers):
        if handler not in before[1]:
            log.removeHandler(handler)
            handler.close()
    log.setLevel(before[0])


@given(st.text())
def test_whatever_is_logged_is_one_line_of_json(message: str) -> None:
    line = JsonLines().format(record(message))
    assert "\n" not in line
    assert json.loads(line)["message"] == message or line == message
    assert plain(line) == message or line == message


def test_an_exception_is_in_its_line() -> None:
    try:
        raise ValueError("không đọc được")
    except ValueError as error:
        line = JsonLines().format(record("hỏng", exc_info=(ValueError, error, error.__traceback__)))
    assert json.loads(line)["error"].endswith("ValueError: không đọc được")
    assert plain(line) == "hỏng ValueError: không đọc được"


def test_the_log_of_a_crawl_names_its_source(
    local_site: Any, write_source: Any, go: Callable[..., Any], tmp_path: Path
) -> None:
    local_site.answer("/", "<h1>Tin tức</h1>")
    go(["thu"], write_source("thu", local_site.url), ["127.0.0.0/8"], settings={"LOG_LEVEL": "DEBUG"})
    lines = [
        json.loads(line) for line in (tmp_path / "logs/crawl.log").read_text(encoding="utf-8").splitlines()
    ]
    assert {"at", "level", "logger", "message"} <= set(lines[0])
    assert "thu" in {line.get("source") for line in lines}
    assert all(line["at"].endswith("+07:00") for line in lines)


def test_what_is_below_the_level_is_left_out(
    local_site: Any, write_source: Any, go: Callable[..., Any], tmp_path: Path
) -> None:
    local_site.answer("/", "<h1>Tin tức</h1>")
    go(["thu"], write_source("thu", local_site.url), ["127.0.0.0/8"])
    text = (tmp_path / "logs/crawl.log").read_text(encoding="utf-8")
    assert '"level": "INFO"' in text
    assert '"level": "DEBUG"' not in text


def test_files_are_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "SIZE", 2000)
    log = crawl_log(str(tmp_path))
    for number in range(200):
        log.info("dòng số %d", number)
    crawl_log(None)
    assert len(list(tmp_path.glob("crawl.log*"))) == logs.FILES + 1
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())


def test_a_process_keeps_its_own_log_and_says_warnings_aloud(
    tmp_path: Path, root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    own_log(str(tmp_path))
    logging.getLogger("monitoring").info("đã báo")
    logging.getLogger("monitoring").warning("không báo được")
    lines = [
        json.loads(line) for line in (tmp_path / "tincongdoan.log").read_text(encoding="utf-8").splitlines()
    ]
    assert [line["message"] for line in lines] == ["đã báo", "không báo được"]
    assert capsys.readouterr().err == "không báo được\n"
