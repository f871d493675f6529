"""What all sites share: addresses, answers, validators, the page clock. A site adds its markup."""

import hashlib
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from replica.entry import Entry, Section
from replica.html import CLOCK, CLOCK_SECONDS, VIEWS, picture, template
from replica.text.grammar import grouped
from replica.truth import Truth

VIETNAM = timezone(timedelta(hours=7))
Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Now in Vietnam (+07:00)."""
    return datetime.now(VIETNAM)


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query as on the wire; header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """A built page, kept. ``modified`` is set where the page can be revalidated (home and listings)."""

    markup: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    modified: datetime | None = None
    entry: Entry | None = None


class Site(ABC):
    """A source site. Give ``clock`` to choose the page's today; ``counting`` lets each visit add a view.

    Pages are built on the first request and kept. ``respond`` may be called from many threads.
    """

    slug: ClassVar[str]
    name: ClassVar[str]
    page_size: ClassVar[int] = 10
    page_parameter: ClassVar[str] = "page"
    identity_parameters: ClassVar[tuple[str, ...]] = ()
    thousands: ClassVar[str] = "."
    everything: ClassVar[Section]
    sections: ClassVar[tuple[Section, ...]]

    def __init__(self, clock: Clock = local_now, *, counting: bool = False) -> None:
        self.clock = clock
        self.counting = counting
        self.entries: tuple[Entry, ...] = self.write_entries()
        self._visits: Counter[str] = Counter()
        self._kept: dict[str, Page] = {}
        self._lock = threading.Lock()
        self._builders: dict[str, Callable[[], Page]] = dict(self._routes())

    # what a site adds

    @abstractmethod
    def write_entries(self) -> tuple[Entry, ...]:
        """All articles, newest first."""

    @abstractmethod
    def listing_address(self, section: Section, page: int = 1) -> str:
        """The address of one page of a section's list; ``everything`` is the list of all."""

    @abstractmethod
    def home_markup(self) -> str: ...

    @abstractmethod
    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str: ...

    @abstractmethod
    def article_markup(self, entry: Entry) -> str: ...

    @abstractmethod
    def plain_markup(self, title: str, body: str) -> str:
        """A page with the site's frame and nothing of an article: Giới thiệu, Liên hệ, login, 404."""

    @abstractmethod
    def statics(self) -> Mapping[str, tuple[str, str]]:
        """Address → (title, markup) of static pages; the login page is one of them."""

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /dang-nhap\nDisallow: /tim-kiem\n"

    def clock_text(self, now: datetime, *, seconds: bool) -> str:
        """The page clock as the site prints it: ``Thứ 4, ngày 19/02/2020`` unless the site says otherwise."""
        return (
            f"{weekday(now)}, ngày {now:%d/%m/%Y %H:%M:%S}"
            if seconds
            else f"{weekday(now)}, ngày {now:%d/%m/%Y}"
        )

    def fill(self, piece: str, /, **values: str) -> str:
        """A piece of the site's markup with its names filled; KeyError for a name without a value."""
        return template(f"{self.slug}/{piece}").substitute(values)

    # what everybody asks

    def truth(self) -> tuple[Truth, ...]:
        """The truth of every article, newest first."""
        return tuple(entry.truth for entry in self.entries)

    def addresses(self) -> tuple[str, ...]:
        """Every address that answers 200, each in its canonical form."""
        return tuple(self._builders)

    def pages_of(self, section: Section) -> int:
        """How many pages the section's list has (at least one)."""
        return max(1, -(-len(self.in_section(section)) // self.page_size))

    def in_section(self, section: Section) -> tuple[Entry, ...]:
        if section == self.everything:
            return self.entries
        return tuple(entry for entry in self.entries if entry.section == section)

    def neighbours(self, entry: Entry, count: int = 5) -> tuple[Entry, ...]:
        """Other articles for a related list: the next older ones, from the top again at the end."""
        place = self.entries.index(entry)
        return (*self.entries[place + 1 :], *self.entries[:place])[:count]

    def respond(self, request: Request) -> Response:
        """The answer to any request; never raises for a bad one."""
        if request.method not in ("GET", "HEAD"):
            return Response(405, {"Allow": "GET, HEAD", "Content-Type": "text/plain; charset=utf-8"}, b"")
        address = self._canonical(request.target)
        page = self._page(address)
        headers = {"Content-Type": page.media_type}
        if page.modified is not None:
            headers["ETag"] = f'W/"{hashlib.blake2b(page.markup, digest_size=8).hexdigest()}"'
            headers["Last-Modified"] = format_datetime(page.modified.astimezone(UTC), usegmt=True)
            headers["Cache-Control"] = "max-age=0"
            if _unchanged(request.headers, headers["ETag"], page.modified):
                return Response(304, headers)
        return Response(page.status, headers, self._filled(page, address))

    # how it is done

    def _routes(self) -> dict[str, Callable[[], Page]]:
        routes: dict[str, Callable[[], Page]] = {
            "/": lambda: self._revalidated(self.home_markup(), self.entries)
        }
        for section in (self.everything, *self.sections):
            for number in range(1, self.pages_of(section) + 1):
                routes[self.listing_address(section, number)] = self._listing(section, number)
        for entry in self.entries:
            routes[entry.path] = self._article(entry)
            for image in entry.pictures:
                routes[image.address] = self._picture(entry.number)
        for address, (title, body) in self.statics().items():
            routes[address] = self._plain(title, body)
        robots = self.robots().encode()
        routes["/robots.txt"] = lambda: Page(robots, media_type="text/plain; charset=utf-8")
        return routes

    def _listing(self, section: Section, number: int) -> Callable[[], Page]:
        chosen = self.in_section(section)[(number - 1) * self.page_size : number * self.page_size]
        pages = self.pages_of(section)
        return lambda: self._revalidated(self.listing_markup(section, chosen, number, pages), chosen)

    def _article(self, entry: Entry) -> Callable[[], Page]:
        return lambda: Page(self.article_markup(entry).encode(), entry=entry)

    def _picture(self, seed: int) -> Callable[[], Page]:
        return lambda: Page(picture(seed), media_type="image/png")

    def _plain(self, title: str, body: str) -> Callable[[], Page]:
        return lambda: Page(self.plain_markup(title, body).encode())

    def _revalidated(self, markup: str, entries: tuple[Entry, ...]) -> Page:
        newest = max((entry.posted_at for entry in entries), default=self.entries[-1].posted_at)
        return Page(markup.encode(), modified=newest)

    def _page(self, address: str) -> Page:
        kept = self._kept.get(address)
        if kept is None:
            builder = self._builders.get(address)
            if builder is None:
                kept = Page(self.plain_markup("Không tìm thấy trang", NOT_FOUND).encode(), status=404)
                address = ""  # one page for all that is missing
            else:
                kept = builder()
            self._kept[address] = kept
        return kept

    def _canonical(self, target: str) -> str:
        """The address without the parameters that the site ignores; a first page without its number."""
        parts = urlsplit("http://site" + target if target.startswith("/") else target)
        known = (*self.identity_parameters, self.page_parameter)
        given = {name: value for name, value in parse_qsl(parts.query) if name in known}
        if given.get(self.page_parameter) == "1":
            del given[self.page_parameter]
        query = urlencode([(name, given[name]) for name in known if name in given])
        return unquote(parts.path or "/") + (f"?{query}" if query else "")

    def _filled(self, page: Page, address: str) -> bytes:
        body = page.markup
        if page.media_type.startswith("text/html"):
            now = self.clock().astimezone(VIETNAM)
            body = body.replace(CLOCK.encode(), self.clock_text(now, seconds=False).encode())
            body = body.replace(CLOCK_SECONDS.encode(), self.clock_text(now, seconds=True).encode())
        if page.entry is not None and page.entry.views is not None:
            body = body.replace(
                VIEWS.encode(), grouped(self._views(page.entry.views, address), self.thousands).encode()
            )
        return body

    def _views(self, base: int, address: str) -> int:
        if not self.counting:
            return base
        with self._lock:
            self._visits[address] += 1
            return base + self._visits[address]


NOT_FOUND = "<p>Địa chỉ bạn yêu cầu không tồn tại hoặc đã được gỡ bỏ.</p>"


def weekday(day: datetime) -> str:
    """``Thứ 2`` … ``Thứ 7``, ``Chủ nhật``."""
    return "Chủ nhật" if day.weekday() == 6 else f"Thứ {day.weekday() + 2}"


def weekday_in_words(day: datetime) -> str:
    """``Thứ hai`` … ``Thứ bảy``, ``Chủ nhật``."""
    return ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")[day.weekday()]


def _unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """RFC 9110: If-None-Match is asked first, If-Modified-Since only without it."""
    asked = headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or etag in [tag.strip() for tag in asked.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    if since.tzinfo is None:
        return False
    return modified.replace(microsecond=0) <= since
