"""The texts of 396 real English articles (WCXB, in the gold folder), ours beside trafilatura's in one run.

The measure is the folder's own: word F1 of lead and text against the truth, averaged over the pages.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import mean

from extraction import extract
from pipelines.decide import decide

AT = datetime(2026, 1, 1, tzinfo=UTC)
EMPTY = 0.1  # F1 below which next to nothing of a text was found
_ADDRESS = "https://example.com/a/1.html"  # of a page whose own is not known


def run(gold: Path) -> tuple[float, int, list[str]]:
    """(F1 of all pages together, pages, the worst pages)."""
    scores = _scores(gold)
    peer = _peer(gold)
    beside = f", trafilatura's {mean(peer.values()):.4f}" if peer else " (trafilatura is not installed)"
    print(f"WCXB: {len(scores)} articles, word F1 {mean(scores.values()):.4f}{beside}")  # noqa: T201
    worst = sorted(scores, key=scores.__getitem__)[:10]
    return sum(scores.values()), len(scores), [f"{page}: {scores[page]:.3f}" for page in worst]


def found(gold: Path) -> tuple[float, int, list[str]]:
    """(pages of which a text was found, pages, the others)."""
    scores = _scores(gold)
    empty = [f"{page}: {score:.3f}" for page, score in scores.items() if score < EMPTY]
    return len(scores) - len(empty), len(scores), empty


@cache
def _scores(gold: Path) -> dict[str, float]:
    return {page: f1(_text(markup, url), text) for page, markup, url, text in _pages(gold)}


def _peer(gold: Path) -> dict[str, float]:
    """The same for trafilatura, where ``make accuracy`` could install it."""
    try:
        import trafilatura
    except ImportError:
        return {}
    read: Callable[..., str | None] = trafilatura.extract
    return {
        page: f1(read(markup, include_comments=False) or "", text) for page, markup, _, text in _pages(gold)
    }


def _pages(gold: Path) -> Iterator[tuple[str, bytes, str, str]]:
    """(page, markup, address, text) of every article."""
    folder = gold / "wcxb"
    for truth in sorted((folder / "truth").glob("*.json")):
        told = json.loads(truth.read_text(encoding="utf-8"))
        markup = gzip.decompress((folder / "html" / f"{truth.stem}.html.gz").read_bytes())
        yield truth.stem, markup, told["url"] or _ADDRESS, told["text"]


def _text(markup: bytes, url: str) -> str:
    article = decide(extract(markup, url, at=AT))
    lead, text = article.summary or "", article.body_text
    return text if not lead or lead in text else f"{lead}\n{text}"


def f1(got: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over the multisets of words."""
    one, two = (Counter(re.findall(r"\w+", text.lower())) for text in (got, wanted))
    both = sum((one & two).values())
    if not one or not two:
        return float(not one and not two)
    return 2 * both / (sum(one.values()) + sum(two.values()))
