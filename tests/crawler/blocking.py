"""A spider for child processes that blocks its event loop for good, where its source is called "treo"."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from spiders.source_spider import SourceSpider


class Blocking(SourceSpider):
    async def start(self) -> AsyncIterator[Any]:
        if self.name == "treo":
            await asyncio.sleep(1.0)  # so that the process has said that it lives
            time.sleep(3600)
        async for request in super().start():
            yield request
