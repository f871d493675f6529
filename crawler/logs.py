"""Logs as JSON lines, rotated: ``crawl.log`` of the crawls, ``tincongdoan.log`` of what else runs.

A line: ``{"at", "level", "logger", "message"}``, ``source`` where a crawl's spider said it, ``error`` with
the traceback of an exception. Times are Việt Nam's.
"""

import json
import logging
from contextlib import suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from vietnamese.zone import VIETNAM

SIZE, FILES = 5_000_000, 5
OWN_LOG = "tincongdoan.log"
_FIRST = '{"at": '


class JsonLines(logging.Formatter):
    """A record as one line of JSON; one that is such a line already (a child's) is left as it is."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if message.startswith(_FIRST) and message.endswith("}"):
            return message
        at = datetime.fromtimestamp(record.created, VIETNAM).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {
            "at": at,
            "level": record.levelname,
            "logger": record.name,
            "message": message,
        }
        if (spider := getattr(record, "spider", None)) is not None:
            told["source"] = str(getattr(spider, "name", spider))
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class _LogFile(RotatingFileHandler):
    """A log that can't be written (a full disk) is no reason to say so once a line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        pass


def plain(line: str) -> str:
    """The message of a line of JSON, the line itself where it is none."""
    if line.startswith(_FIRST):
        with suppress(ValueError, KeyError, TypeError):
            told = json.loads(line)
            return " ".join([told["message"], *told.get("error", "").splitlines()[-1:]])
    return line


def crawl_log(folder: str | None) -> logging.Logger:
    """The crawls' own log."""
    log = logging.getLogger("crawler.log")
    log.setLevel(logging.INFO)
    log.propagate = False
    _replace(log, folder, "crawl.log")
    return log


def own_log(folder: str | None) -> None:
    """Let this process log into its own file; warnings are on standard error as well."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    _replace(root, folder, OWN_LOG)
    told = logging.StreamHandler()
    told.setLevel(logging.WARNING)
    root.addHandler(told)


def to_standard_error(level: str | int) -> None:
    """Let a crawling process tell its log to its starter."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # Scrapy sets its own loggers to DEBUG, where each page and each item is a record of its own.
    logging.disable(handler.level - 1)


def _replace(log: logging.Logger, folder: str | None, name: str) -> None:
    for handler in tuple(log.handlers):
        if isinstance(handler, _LogFile) or type(handler) is logging.StreamHandler:
            log.removeHandler(handler)
            handler.close()
    if folder:
        with suppress(OSError):
            Path(folder).mkdir(parents=True, exist_ok=True)
            file = _LogFile(Path(folder) / name, maxBytes=SIZE, backupCount=FILES, encoding="utf-8")
            file.setFormatter(JsonLines())
            log.addHandler(file)
