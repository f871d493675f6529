"""The crawls' own log."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path


class _LogFile(RotatingFileHandler):
    """A log that can't be written (a full disk) is no reason to say so once a line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        pass


def crawl_log(folder: str | None) -> logging.Logger:
    """The crawls' own log: ``crawl.log`` in the folder of logs, five files of 5 MB."""
    log = logging.getLogger("crawler.log")
    log.setLevel(logging.INFO)
    log.propagate = False
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()
    if folder:
        with suppress(OSError):
            Path(folder).mkdir(parents=True, exist_ok=True)
            log.addHandler(
                _LogFile(Path(folder) / "crawl.log", maxBytes=5_000_000, backupCount=5, encoding="utf-8")
            )
    return log
