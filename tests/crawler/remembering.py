"""A state for child processes: it knows the articles that a JSON file names (``TCD_TEST_KNOWN``)."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.in_memory_state import InMemoryState
from crawler.state import KnownArticle


class State(InMemoryState):
    """The file: ``{"complete": bool, "articles": {key: days since it was first seen}}``."""

    def __init__(self) -> None:
        super().__init__()
        told = json.loads(Path(os.environ["TCD_TEST_KNOWN"]).read_text(encoding="utf-8"))
        now = datetime.now(UTC)
        for key, days in told["articles"].items():
            first = now - timedelta(days=days)
            self.remember("thu", KnownArticle(key, f"http://{key}", first, first))
        if told["complete"]:
            self._complete["thu"] = now


class Broken(InMemoryState):
    """A database that is out of reach once the crawl has begun."""

    def last_complete(self, source: str) -> datetime | None:
        raise OSError("the disk is gone")
