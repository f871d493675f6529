"""Runs a survey: fetches the pages it asks for, and prints its result."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from cli.errors import OneLineError
from cli.options import parse_time
from cli.plain import PlainConsole
from items import Article, Source

if TYPE_CHECKING:
    from sources.detect.survey_page import SurveyPage
    from spiders.survey import Survey
    from spiders.survey.walk import Asking

# A name with a dot, an IPv4 or IPv6 address; letters beyond ASCII are written as they are.
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+|localhost|[0-9a-f:.]+", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def run(asking: Asking, address: str, *, delay: float) -> Survey:
    """Fetch what a survey of ``address`` asks for, with ``delay`` seconds between two requests.

    Raises UnfitError as the survey does, and OneLineError if nothing can be fetched at all.
    """
    # It loads Scrapy.
    from crawler.session import Session, SessionError
    from sources.detect.survey_page import SurveyPage

    try:
        with Session(_authorities(address), delay=delay) as session, _status_line() as show_url:
            url = next(asking)
            while True:
                show_url(url)
                answer = session.fetch(url)
                page = SurveyPage(
                    answer.asked,
                    answer.url,
                    answer.status,
                    answer.body,
                    answer.headers,
                    answer.failure,
                    answer.sitemaps,
                )
                url = asking.send(page)
    except StopIteration as done:
        survey: Survey = done.value
        return survey
    except SessionError as error:
        raise OneLineError(str(error)) from error


def read(page: SurveyPage, source: Source) -> Article:
    """Extract a page as a crawl of the source would."""
    from cli.pages import extract_article

    return extract_article(
        page.body, page.url, source=source, at=parse_time(None), content_type=page.content_type
    )


def _authorities(address: str) -> set[tuple[str, int]]:
    """Return (host, port) with and without ``www.``, as sites redirect between them; a port as written."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host) or parts.scheme not in _DEFAULT_PORTS:
        raise OneLineError(f"{address} is no web address: write one such as http://example.vn")
    if port and port not in _DEFAULT_PORTS.values():
        return {(host, port)}
    bare = host.removeprefix("www.")
    return {(name, default) for name in (host, bare, f"www.{bare}") for default in _DEFAULT_PORTS.values()}


@contextmanager
def _status_line() -> Iterator[_StatusLine]:
    line = _StatusLine(PlainConsole(stderr=True))
    try:
        yield line
    finally:
        line.end()


class _StatusLine:
    """Shows the URL that is being fetched: one line on a terminal, nothing elsewhere."""

    def __init__(self, out: Console) -> None:
        self._status = out.status("…") if out.is_terminal else None
        self._number = 0
        if self._status is not None:
            self._status.start()

    def __call__(self, url: str) -> None:
        self._number += 1
        if self._status is not None:
            self._status.update(f"{self._number}  {url[:90]}")

    def end(self) -> None:
        """Remove the line from the terminal."""
        if self._status is not None:
            self._status.stop()


def show_survey(out: Console, survey: Survey) -> None:
    """Print the platform with its proofs, the listings, feeds and fields, and what is doubtful."""
    platform = survey.platform
    proofs = "; ".join(sign.proof for sign in platform.signs) or "no sign of a known platform"
    say(out, f"system    {platform.name} {platform.version}".rstrip() + f"  ({proofs})")
    for field, where in survey.identity.proofs:
        say(out, f"{field:<9} {getattr(survey.identity, field)}  ({where})")
    for listing in survey.listings:
        paging = _PAGING[listing.paging] if listing.second is None else f"{listing.second} more on page 2"
        say(out, f"list      {listing.address}  {listing.articles} articles, {paging}")
    for feed in survey.syndication:
        say(out, f"{feed.form:<9} {feed.address}  {feed.entries} articles")
    out.print(_fields(survey))
    others = [sample for sample in survey.samples if sample.article is None]
    texts = survey.measurement.texts
    say(
        out,
        f"texts     {texts.median:,} characters (median); {texts.short} of {texts.of} under 200, "
        f"{texts.lead_only} of {texts.of} only a lead; "
        f"{len(survey.rejected)} of {len(survey.articles) + len(survey.rejected)} pages no article",
    )
    for sample in others:
        say(out, f"no article: {sample.address} ({sample.kind})", style="yellow")
    for warning in (*survey.measurement.doubts, *survey.warnings):
        say(out, f"look at this: {warning}", style="yellow")


def say(out: Console, line: str, *, style: str = "") -> None:
    """Print a line as it is, without markup and without wrapping."""
    out.print(line, style=style, soft_wrap=True, markup=False, highlight=False)


_PAGING = {
    "links": "paging by links",
    "form": "paging by a form",
    "script": "paging by script only",
    "none": "one page",
}


def _fields(survey: Survey) -> Table:
    table = Table()
    table.add_column("field", no_wrap=True)
    table.add_column("found", justify="right", no_wrap=True)
    table.add_column("example", overflow="fold")
    table.add_column("proof", overflow="fold")
    for row in survey.measurement.rows:
        style = "" if row.found else "dim"
        table.add_row(row.field, f"{row.found} of {row.of}", row.example, row.proof, style=style)
    return table


def is_terminal() -> bool:
    """Return True if a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
