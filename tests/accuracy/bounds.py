"""Hide and bound: the mirrored portal without the dates of a random half of its articles, crawled, exported.

Of each article whose date is hidden, in its page and in the lists, ``published_between`` is compared with the
day that was hidden.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from tests.accuracy.mirror import ADDRESS, LISTING, SOURCE, cli, crawl

# Of each, another half of the dates is hidden.
SEEDS = (1, 2, 3)
CLOSE = 45  # days
KINDS = ("clock", "document", "text", "upload", "neighbour", "number")
_NUMBER = re.compile(r"view_content/(\d+)")
_LISTED = re.compile(r'view_content/(\d+)|(<div class="assetPublishDate[^>]*>)([^<]*)')


class Case(NamedTuple):
    """An article whose date was hidden: the day, the bounds that it got, and all evidence for them."""

    path: str
    day: date
    between: dict[str, Any]
    evidence: list[dict[str, str]]


class Counted(NamedTuple):
    """``given`` intervals of ``number`` cases, ``hold`` of them the day; the median ``width`` in days."""

    number: int
    given: int
    hold: int
    width: float


def holding(gold: Path) -> tuple[int, int, list[str]]:
    """(intervals that hold the hidden day, intervals, those that do not)."""
    cases = _all(gold)
    _print_table(cases)
    given = [case for case in cases if _interval(case.between)]
    misses = [f"{case.path}: {case.day} is not within {case.between}" for case in given if not _holds(case)]
    return len(given) - len(misses), len(given), misses


def given(gold: Path) -> tuple[int, int, list[str]]:
    """(articles with both bounds, articles whose date was hidden, nothing)."""
    counted = count(_all(gold))
    return counted.given, counted.number, []


def close(gold: Path) -> tuple[int, int, list[str]]:
    """(intervals of 45 days or less, intervals, nothing)."""
    widths = [_width(case.between) for case in _all(gold) if _interval(case.between)]
    return sum(width <= CLOSE for width in widths), len(widths), []


def count(cases: list[Case]) -> Counted:
    """Intervals have both bounds; that a page was there when it was fetched is no latest bound here."""
    intervals = [case for case in cases if _interval(case.between)]
    widths = [_width(case.between) for case in intervals]
    return Counted(
        len(cases),
        len(intervals),
        sum(_holds(case) for case in intervals),
        statistics.median(widths) if widths else 0,
    )


def alone(cases: list[Case], kind: str) -> list[Case]:
    """The cases as if there were no evidence but that of one kind."""
    found = []
    for case in cases:
        own = [one for one in case.evidence if one["from"] == kind and not one["value"].startswith("--")]
        sides = {
            "earliest": max(
                (o for o in own if o["side"] == "earliest"), key=lambda o: o["value"], default=None
            ),
            "latest": min((o for o in own if o["side"] == "latest"), key=lambda o: o["value"], default=None),
        }
        found.append(case._replace(between=sides))
    return found


def _print_table(cases: list[Case]) -> None:
    print("hide and bound        articles  earliest  right  latest  right  intervals  hold  median days")  # noqa: T201
    for kind in (*KINDS, "all together"):
        kept = cases if kind == "all together" else alone(cases, kind)
        early = [case for case in kept if case.between["earliest"]]
        late = [case for case in kept if _told(case.between)]
        counted = count(kept)
        print(  # noqa: T201
            f"  {kind:20}{len(kept):8}{len(early):10}"
            f"{sum(_day(case.between['earliest']) <= case.day for case in early):7}{len(late):8}"
            f"{sum(_day(case.between['latest']) >= case.day for case in late):7}{counted.given:11}"
            f"{counted.hold:6}{counted.width:13g}"
        )


def _told(between: dict[str, Any]) -> bool:
    return bool(between["latest"]) and between["latest"]["from"] != "first-seen"


def _interval(between: dict[str, Any]) -> bool:
    return bool(between["earliest"]) and _told(between)


def _holds(case: Case) -> bool:
    return _day(case.between["earliest"]) <= case.day <= _day(case.between["latest"])


def _width(between: dict[str, Any]) -> int:
    return (_day(between["latest"]) - _day(between["earliest"])).days


def _day(bound: dict[str, str]) -> date:
    return date.fromisoformat(bound["value"][:10])


def _all(gold: Path) -> list[Case]:
    return [case for seed in SEEDS for case in _cases(gold, seed)]


@cache
def _cases(gold: Path, seed: int) -> list[Case]:
    records = [json.loads(line) for line in (gold / "mirror/records.jsonl").read_text("utf-8").splitlines()]
    hidden = {
        record["path"] for record in records if random.Random(f"{seed} {record['path']}").random() < 0.5
    }
    with tempfile.TemporaryDirectory(prefix="tcd-bounds-") as folder:
        home, site = Path(folder) / "home", Path(folder) / "site"
        (home / "sources").mkdir(parents=True)
        with tarfile.open(gold / "mirror/hanoi-stttt.tar.xz") as packed:
            packed.extractall(folder, filter="data")
        _hide(site, [record for record in records if record["path"] in hidden])
        with _served(site) as authority:
            (home / "sources/mirror.toml").write_text(
                SOURCE.format(authority=authority, listing=LISTING), encoding="utf-8"
            )
            crawl(home, allow=authority)
            lines = cli(home, "export", allow="").stdout.splitlines()
        told = {line["url"].partition("/hoat-ong")[2]: line for line in map(json.loads, lines)}
    cases = []
    for record in records:
        line = told[record["path"].removeprefix("hoat-ong")]
        if record["path"] in hidden:
            if line["published"] is not None:
                raise AssertionError(f"the date of {record['path']} is not hidden: {line['published']}")
            day = date.fromisoformat(record["published"][:10])
            cases.append(Case(record["path"], day, line["published_between"], line["archive"]["bounds"]))
    return cases


def _hide(site: Path, records: list[dict[str, Any]]) -> None:
    numbers = set()
    for record in records:
        found = _NUMBER.search(record["path"])
        assert found is not None
        numbers.add(found[1])
        page = site / record["path"]
        text = page.read_text("utf-8")
        page.write_text(
            re.sub(rf"^\s*{re.escape(record['printed'])}\s*$", "", text, flags=re.MULTILINE), "utf-8"
        )
    for page in site.glob("*.html"):
        before = ""

        def entry(match: re.Match[str]) -> str:
            nonlocal before
            if match[1]:
                before = match[1]
                return match[0]
            return match[2] if before in numbers else match[0]

        page.write_text(_LISTED.sub(entry, page.read_text("utf-8")), "utf-8")


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Silent."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer((ADDRESS, 0), partial(_Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{ADDRESS}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
