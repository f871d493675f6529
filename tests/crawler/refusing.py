"""The last stage over an archive that refuses one article, for child processes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from items import Source
from items.crawl_result import result_of
from pipelines.draft import Draft
from pipelines.store import Saved, StoreStage


class Writer:
    def open(self) -> None: ...

    def find_former_locations(self, drafts: Sequence[Draft]) -> list[tuple[()]]:
        return [() for _ in drafts]

    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]:
        if any("lần 2" in draft.raw.body_html or "-2.html" in draft.raw.url for draft in drafts):
            raise ValueError("refused")
        return ["new" for _ in drafts]

    def remember(self, source: Source) -> None: ...

    def is_connection_error(self, error: Exception) -> bool:
        return False

    def reconnect(self) -> bool:
        return False

    def close(self) -> None: ...


class Refusing(StoreStage):
    @classmethod
    def from_crawler(cls, crawler: Any) -> "Refusing":
        return cls(Writer(), result_of(crawler.spider))
