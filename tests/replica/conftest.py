"""The five sites with a fixed clock, and the visible text of a page."""

from collections.abc import Callable, Mapping
from datetime import datetime
from html.parser import HTMLParser

import pytest

from replica import SITES, ReplicaSite, Request, make_site
from replica.site import VIETNAM
from replica.text.damage import plain

TODAY = datetime(2026, 11, 18, 9, 5, 7, tzinfo=VIETNAM)


class Reader(HTMLParser):
    """Collects the words and links of a page; script, style and attributes are not words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.pictures: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.words.append(" ")
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.append((given["href"] or "", given.get("rel") or ""))
        if tag == "img" and given.get("src"):
            self.pictures.append(given["src"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.words.append(" ")
        if tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return plain("".join(self.words))


def read(site: ReplicaSite, address: str) -> Reader:
    answer = site.respond(Request("GET", address))
    assert answer.status == 200, address
    reader = Reader()
    reader.feed(answer.body.decode("utf-8"))
    reader.close()
    return reader


@pytest.fixture(scope="session")
def sites() -> Mapping[str, ReplicaSite]:
    return {slug: make_site(slug, clock=lambda: TODAY) for slug in SITES}


@pytest.fixture(params=tuple(SITES))
def site(request: pytest.FixtureRequest, sites: Mapping[str, ReplicaSite]) -> ReplicaSite:
    return sites[request.param]


@pytest.fixture(scope="session")
def reader() -> Callable[[ReplicaSite, str], Reader]:
    return read
