"""Sites driven without a network: a survey's pages, and a walk over all lists as the spider does it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from extraction import extract
from items import Article, Source
from pipelines.decide import decide
from replica import Request, Response
from replica.clock import VIETNAM
from sources import start_addresses
from sources.detect.survey_page import SurveyPage
from spiders.discovery import discover
from spiders.keys import page_key
from spiders.listing_walk import ListingWalk
from spiders.postback import POSTED_TYPE, body_of
from spiders.survey import Survey
from spiders.survey.walk import Asking
from spiders.syndication import read_syndication

HOST = "http://a.example"
AT = datetime(2026, 11, 21, 9, 5, 7, tzinfo=VIETNAM)


class Answering(Protocol):
    def respond(self, request: Request) -> Response: ...


def read(page: SurveyPage, source: Source) -> Article:
    return decide(extract(page.body, page.url, source=source, at=AT, content_type=page.content_type), source)


def fetch(site: Answering, url: str, form: tuple[tuple[str, str], ...] = ()) -> SurveyPage:
    """The page as a session would hand it on: redirects followed, failures named."""
    asked, target = url, url
    for _ in range(8):
        parts = urlsplit(target)
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            return SurveyPage(asked, target, failure="off site")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"host": parts.netloc, **({"content-type": POSTED_TYPE} if form else {})}
        answer = site.respond(Request("POST" if form else "GET", path, headers, body_of(form).encode()))
        lower = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status in (301, 302) and "location" in lower:
            target = urljoin(target, lower["location"])
            continue
        failure = f"http {answer.status}" if answer.status >= 400 else None
        return SurveyPage(asked, target, answer.status, answer.body, lower, failure)
    return SurveyPage(asked, target, failure="endless redirect")


def drive(asking: Asking, fetched: Callable[[str], SurveyPage]) -> Survey:
    """Run a survey to its end."""
    try:
        url = next(asking)
        while True:
            url = asking.send(fetched(url))
    except StopIteration as done:
        found: Survey = done.value
        return found


def walk_all(site: Answering, source: Source, *, most: int = 60) -> set[str]:
    """The addresses of all articles that lists, feeds and sitemaps of the source lead to."""
    found: set[str] = set()
    waiting = [(address, 0) for address in start_addresses(source)]
    begun = {page_key(address) for address, _ in waiting}
    maps = [f"{HOST}/sitemap.xml"]
    while waiting and most:
        address, depth = waiting.pop(0)
        most -= 1
        walk, url = ListingWalk(address), address
        forms: dict[str, tuple[tuple[str, str], ...]] = {}
        while url:
            page = fetch(site, url.partition("#")[0], forms.pop(url, ()))
            leads = discover(page.text, url if "#" in url else page.url, source)
            fresh = [link.address for link in leads.articles if link.address not in found]
            found.update(fresh)
            forms |= {
                one.address: one.form for one in leads.listings if one.form and one.address not in forms
            }
            url = walk.after(leads.listings, len(fresh), len(leads.articles)) or ""
            if depth < 2 and not source.start:
                new = [one for one in leads.sections if page_key(one) not in begun]
                begun |= {page_key(one) for one in new}
                waiting += [(one, depth + 1) for one in new]
            maps += leads.feeds if depth == 0 else ()
    for address in dict.fromkeys(maps):
        page = fetch(site, address)
        named = read_syndication(page.body, page.url, source, at=AT) if page.well else None
        for child in named.maps if named else ():
            inner = fetch(site, child)
            listed = read_syndication(inner.body, inner.url, source, at=AT) if inner.well else None
            found.update(link.address for link in (listed.links if listed else ()))
        found.update(link.address for link in (named.links if named else ()))
    return found
