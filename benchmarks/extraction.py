"""Pages a second and CPU a page: all our fields against the peers and a bare parse, on the same pages.

Interleaved in one process on one core, so that what else the machine does hits all alike; only the ratios
carry over to another machine. The pages are the replica sites' own, filled up with menus and related lists to
the sizes that real ones have (40 KB and 170 KB).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import lxml.html

from extraction import extract
from pipelines.decide import decide
from replica import SITES, make_site
from replica.site import Request

AT = datetime(2026, 1, 1, tzinfo=UTC)
SIZES = (40_000, 170_000)
PAGES = 15
ROUNDS = 3


def ours(page: bytes) -> None:
    decide(extract(page, "http://example.vn/tin/bai-1.html", at=AT))


def bare_parse(page: bytes) -> None:
    lxml.html.document_fromstring(page.decode())


def trafilatura(page: bytes) -> None:
    import trafilatura as peer

    peer.bare_extraction(page.decode(), fast=True, with_metadata=True)


def readability(page: bytes) -> None:
    from readability import Document

    document = Document(page.decode())
    document.title()
    document.summary()


def newspaper4k(page: bytes) -> None:
    import newspaper

    article = newspaper.Article("http://example.vn/tin/bai-1.html", fetch_images=False, language="vi")
    article.download(input_html=page.decode())
    article.parse()


def goose3(page: bytes) -> None:
    _goose().extract(raw_html=page.decode())


_GOOSE: list[Any] = []


def _goose() -> Any:
    if not _GOOSE:
        from goose3 import Goose

        _GOOSE.append(Goose({"enable_image_fetching": False}))
    return _GOOSE[0]


ALL: tuple[Callable[[bytes], None], ...] = (bare_parse, ours, trafilatura, readability, newspaper4k, goose3)


def pages(size: int) -> Iterator[bytes]:
    """Article pages of all replicas in turn, each filled to ``size`` bytes."""
    sites = [make_site(slug) for slug in SITES]
    for number in range(PAGES):
        site = sites[number % len(sites)]
        truth = site.truth()[number // len(sites)]
        page = site.respond(Request("GET", truth.path)).body.decode()
        items = []
        while len(page.encode()) + sum(map(len, items)) < size:
            title = f"Tin số {len(items)} trong danh mục của trang mẫu"
            items.append(f'<li class="item"><a href="/muc/{len(items)}">{title}</a></li>')
        head, end, tail = page.rpartition("</body>")
        yield f'{head}<div class="sidebar"><ul>{"".join(items)}</ul></div>{end}{tail}'.encode()


def main() -> None:
    for size in SIZES:
        sample = list(pages(size))
        spent: dict[str, list[float]] = {tool.__name__: [] for tool in ALL}
        for tool in ALL:
            tool(sample[0])  # imports and caches
        for _ in range(ROUNDS):
            for page in sample:
                for tool in ALL:
                    begun = time.process_time()
                    tool(page)
                    spent[tool.__name__].append(time.process_time() - begun)
        base = statistics.median(spent["bare_parse"])
        print(f"pages of {size // 1000} KB")
        for name, seconds in spent.items():
            median = statistics.median(seconds)
            rate, ratio = f"{1 / median:9.0f} pages/s", f"{median / base:8.1f} x parse"
            print(f"  {name:14}{median * 1000:9.2f} ms CPU a page{rate}{ratio}")


if __name__ == "__main__":
    main()
