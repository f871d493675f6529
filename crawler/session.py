"""Several pages of one site, fetched as a crawl would: politely, through the guard, robots.txt obeyed.

``Session`` starts ``python -m crawler.session``: the first line of its standard input is the job, each
further line an address to fetch; for each it writes one JSON line.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.failures import failure_name
from items.crawl_result import CrawlResult, ReportingSpider

Authority = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """``url`` is where redirects ended; with the failure "off site" where they would have led.

    ``headers`` have lower-case names, several of one name joined by ", ". ``failure`` is a name of
    ``crawler.failures``; ``sitemaps`` are those that robots.txt has named so far.
    """

    asked: str
    url: str
    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    sitemaps: tuple[str, ...] = ()


class SessionError(Exception):
    """The fetching process is gone; the message is one sentence."""


class Session:
    """A context manager. ``authorities`` are the (host, port) pairs that may be asked, redirects included;
    ``delay`` is in seconds between two requests.
    """

    def __init__(self, authorities: Collection[Authority], *, delay: float = 1.0) -> None:
        self._job = {"authorities": sorted(authorities), "delay": delay}
        self._process: subprocess.Popen[str] | None = None
        self._log: IO[str] | None = None

    def __enter__(self) -> Self:
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.session"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        self._write(json.dumps(self._job))
        return self

    def fetch(self, url: str) -> Answer:
        """One page; what goes wrong with it is in the answer. Raises SessionError where nobody answers."""
        assert self._process is not None
        assert self._process.stdout is not None
        self._write(url)
        line = self._process.stdout.readline()
        if not line:
            raise SessionError(f"{url} could not be fetched: {self._last_words()}")
        told: dict[str, Any] = json.loads(line)
        told["body"] = base64.b64decode(told["body"])
        told["sitemaps"] = tuple(told["sitemaps"])
        return Answer(**told)

    def _write(self, line: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise SessionError(f"nothing can be fetched: {self._last_words()}") from error

    def _last_words(self) -> str:
        assert self._log is not None
        self._log.seek(0)
        lines = [line.strip() for line in self._log if line.strip()]
        return lines[-1] if lines else "the fetching process ended without a word"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._log is not None:
            self._log.close()


class _Pages(ReportingSpider, Spider):
    """Asks for what it is told to, one address after the other, until there is no more."""

    name = "session"

    def __init__(self, *, authorities: list[list[Any]]) -> None:
        super().__init__()
        self.authorities = frozenset((str(host), int(port)) for host, port in authorities)
        self.result = CrawlResult()
        self._asked: asyncio.Queue[str | None] = asyncio.Queue()
        self._done = asyncio.Event()

    async def start(self) -> AsyncIterator[Request]:
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop,), daemon=True).start()
        while (url := await self._asked.get()) is not None:
            try:
                request = Request(
                    url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url}
                )
            except ValueError:
                self._tell(Answer(url, url, failure="scheme"))
                continue
            self._done.clear()
            yield request
            await self._done.wait()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(self._asked.put_nowait, line.strip())
        loop.call_soon_threadsafe(self._asked.put_nowait, None)

    def parse(self, response: Response, asked: str) -> None:
        self._tell(_answer(asked, response))

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs["asked"]
        name = failure_name(failure, urlsplit(request.url).hostname or "")
        response = getattr(failure.value, "response", None)
        if isinstance(response, Response):
            self._tell(_answer(asked, response, name))
        else:
            self._tell(Answer(asked, request.url, failure=name))

    def _tell(self, answer: Answer) -> None:
        record = {name: getattr(answer, name) for name in Answer.__slots__}
        record["body"] = base64.b64encode(answer.body).decode("ascii")
        record["sitemaps"] = list(dict.fromkeys(self.result.sitemaps))
        sys.stdout.write(json.dumps(record) + "\n")
        sys.stdout.flush()
        self._done.set()


def _answer(asked: str, response: Response, failure: str | None = None) -> Answer:
    headers: dict[str, str] = {}
    for name, values in response.headers.items():
        text = ", ".join(value.decode("latin-1") for value in values or [])
        headers[name.decode("latin-1").lower()] = text
    return Answer(asked, response.url, response.status, response.body, headers, failure)


def main() -> None:
    job = json.loads(sys.stdin.readline())
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "ITEM_PIPELINES": {},
            "CLOSESPIDER_TIMEOUT": 0,
            "CLOSESPIDER_PAGECOUNT": 0,
            "DOWNLOAD_DELAY": job["delay"],
            "AUTOTHROTTLE_START_DELAY": job["delay"],
            "AUTOTHROTTLE_ENABLED": job["delay"] > 0,
            "DOWNLOAD_TIMEOUT": 30.0,
            "RETRY_TIMES": 1,
            # Somebody is waiting at the terminal.
            "TCD_LONGEST_WAIT": 60.0,
            "TCD_MAX_WAITS": 1,
            # A port that the user wrote is permitted as one in a source file is.
            "TCD_OWN_AUTHORITIES": job["authorities"],
            "LOG_LEVEL": "WARNING",
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    process.crawl(_Pages, authorities=job["authorities"])
    process.start()
    # The thread that listens may still be reading.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
