"""Extraction of all fields compared with peers and with parsing alone: pages a second, CPU time a page.

The tools take turns in one process, so that other load affects all alike; only the ratios hold on other
machines. Each tool reads each page once, so that caches help only with what pages of a site share.
``benchmarks.site_pages`` makes pages like those of Vietnamese portals, and link lists, which have the most
lines that fit into 40 KB.

The last table is our own cost for pages of 10 KB to 10 MB, which must grow linearly.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import lxml.html

from benchmarks.site_pages import SHAPES, pages, shape_of
from extraction import extract
from pipelines.decide import decide

AT = datetime(2026, 1, 1, tzinfo=UTC)
SIZES = (40_000, 170_000)
PAGES = 45
GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)


def ours(page: bytes) -> None:
    """Extraction and decision of this project."""
    decide(extract(page, "http://example.vn/tin/bai-1.html", at=AT))


def bare_parse(page: bytes) -> None:
    """Parsing by lxml only."""
    lxml.html.document_fromstring(page.decode())


def trafilatura(page: bytes) -> None:
    """Trafilatura, with its metadata."""
    import trafilatura as peer

    peer.bare_extraction(page.decode(), fast=True, with_metadata=True)


def readability(page: bytes) -> None:
    """Readability: title and text."""
    from readability import Document

    document = Document(page.decode())
    document.title()
    document.summary()


def newspaper4k(page: bytes) -> None:
    """Newspaper4k."""
    import newspaper

    article = newspaper.Article("http://example.vn/tin/bai-1.html", fetch_images=False, language="vi")
    article.download(input_html=page.decode())
    article.parse()


def goose3(page: bytes) -> None:
    """Goose3."""
    _goose().extract(raw_html=page.decode())


_GOOSE: list[Any] = []


def _goose() -> Any:
    if not _GOOSE:
        from goose3 import Goose

        _GOOSE.append(Goose({"enable_image_fetching": False}))
    return _GOOSE[0]


ALL: tuple[Callable[[bytes], None], ...] = (bare_parse, ours, trafilatura, readability, newspaper4k, goose3)


def compare(shape: str, size: int) -> None:
    """Print the cost of each tool for pages of one shape and size."""
    sample = list(pages(shape, size, PAGES))
    spent: dict[str, list[float]] = {tool.__name__: [] for tool in ALL}
    for page in pages(shape, 10_000, 2):
        for tool in ALL:
            tool(page)  # warm-up: imports
    for page in sample:
        for tool in ALL:
            begun = time.process_time()
            tool(page)
            spent[tool.__name__].append(time.process_time() - begun)
    base, own = (statistics.median(spent[name]) for name in ("bare_parse", "ours"))
    print(f"{shape}, {size // 1000} KB ({shape_of(sample[0])})")
    for name, seconds in spent.items():
        median = statistics.median(seconds)
        print(
            f"  {name:14}{median * 1000:9.2f} ms CPU a page{1 / median:9.0f} pages/s"
            f"{median / base:8.1f} x parse{median / own:8.2f} x ours"
        )


def growth() -> None:
    """Print our cost by size of page."""
    print("our cost by size")
    for size in GROWTH:
        page = next(pages("portal", size, 1))
        begun = time.process_time()
        ours(page)
        seconds = time.process_time() - begun
        print(f"  {len(page) // 1000:6} KB{seconds * 1000:10.1f} ms{seconds / len(page) * 1e9:10.1f} ms a MB")


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    for shape in SHAPES:
        for size in SIZES:
            compare(shape, size)
    growth()


if __name__ == "__main__":
    main()
