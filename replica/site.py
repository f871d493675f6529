"""The base class of all replica sites: URLs, responses, validators, the page clock and edits."""

import hashlib
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import ClassVar, Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from replica.answer import BuiltPage as BuiltPage
from replica.answer import Request as Request
from replica.answer import Response as Response
from replica.answer import unchanged
from replica.article import Section, SiteArticle, edited
from replica.clock import VIETNAM as VIETNAM
from replica.clock import Clock as Clock
from replica.clock import local_now as local_now
from replica.clock import weekday as weekday
from replica.clock import weekday_in_words as weekday_in_words
from replica.html import BASE, CLOCK, CLOCK_SECONDS, VIEWS, picture, template
from replica.text.grammar import grouped
from replica.text.newsroom import PERIOD, Period
from replica.truth import Truth

Validators = Literal["listings", "none", "all"]


class ReplicaSite(ABC):
    """A source site. A subclass adds its articles and its markup.

    ``clock`` gives the time that pages print; with ``counting`` every visit adds one view. ``validators``:
    which pages have ETag and Last-Modified and answer 304: "listings" (with the home page), "all", or "none"
    (then HTML has Last-Modified a day ago, as NukeViet sends). ``feeds`` adds the site's sitemaps, RSS or API
    (``feed_pages``), with dates even if its pages print none. ``period``: the days of the events in its news.

    ``edit``, ``publish`` and ``withdraw`` change the site between two crawls. A page is built at its first
    request and kept until the next change. All methods are thread-safe.
    """

    slug: ClassVar[str]
    name: ClassVar[str]
    page_size: ClassVar[int] = 10
    page_parameter: ClassVar[str] = "page"
    identity_parameters: ClassVar[tuple[str, ...]] = ()
    thousands: ClassVar[str] = "."
    everything: ClassVar[Section]
    sections: ClassVar[tuple[Section, ...]]

    def __init__(
        self,
        clock: Clock = local_now,
        *,
        counting: bool = False,
        validators: Validators = "listings",
        feeds: bool = False,
        period: Period = PERIOD,
    ) -> None:
        self.period = period
        self.clock = clock
        self.counting = counting
        self.validators: Validators = validators
        self.feeds = feeds
        self.articles: tuple[SiteArticle, ...] = self.write_articles()
        self._visits: Counter[str] = Counter()
        self._gone: dict[str, int] = {}
        self._changed: dict[str, datetime] = {}
        self._kept: dict[str, BuiltPage] = {}
        self._lock = threading.Lock()
        self._change_lock = threading.RLock()  # so that no page mixes two states of the site
        self._builders: dict[str, Callable[[], BuiltPage]] = dict(self._routes())

    # for subclasses

    @abstractmethod
    def write_articles(self) -> tuple[SiteArticle, ...]:
        """All articles, newest first."""

    @abstractmethod
    def listing_address(self, section: Section, page: int = 1) -> str:
        """The address of a page of a section's listing; the section ``everything`` lists all articles."""

    @abstractmethod
    def home_markup(self) -> str:
        """The home page."""

    @abstractmethod
    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str: ...

    @abstractmethod
    def article_markup(self, article: SiteArticle) -> str: ...

    @abstractmethod
    def plain_markup(self, title: str, body: str) -> str:
        """A page that is no article, in the site's frame: Giới thiệu, Liên hệ, login, 404."""

    @abstractmethod
    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        """The static pages, among them the login: address → (title, markup)."""

    def robots(self) -> str:
        """The text of robots.txt."""
        return "User-agent: *\nDisallow: /dang-nhap\nDisallow: /tim-kiem\n"

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """The sitemaps, feeds and API pages by address, served if ``feeds`` is true."""
        return {}

    def clock_text(self, now: datetime, *, seconds: bool) -> str:
        """The page clock as the site prints it; by default ``Thứ 4, ngày 19/02/2020``."""
        return (
            f"{weekday(now)}, ngày {now:%d/%m/%Y %H:%M:%S}"
            if seconds
            else f"{weekday(now)}, ngày {now:%d/%m/%Y}"
        )

    def fill(self, template_name: str, /, **values: str) -> str:
        """One of the site's templates with its slots filled. Raises KeyError for a slot without a value."""
        return template(f"{self.slug}/{template_name}").substitute(values)

    # queries

    def truth(self) -> tuple[Truth, ...]:
        """The truth of every article, newest first."""
        return tuple(article.truth for article in self.articles)

    def addresses(self) -> tuple[str, ...]:
        """The canonical form of every address that answers 200."""
        return tuple(self._builders)

    def pages_of(self, section: Section) -> int:
        """The number of pages of a section's listing, at least 1."""
        return max(1, -(-len(self.in_section(section)) // self.page_size))

    def in_section(self, section: Section) -> tuple[SiteArticle, ...]:
        """The articles of a section, newest first."""
        if section == self.everything:
            return self.articles
        return tuple(article for article in self.articles if article.section == section)

    def neighbours(self, article: SiteArticle, count: int = 5) -> tuple[SiteArticle, ...]:
        """Articles for a related list: the next older ones, continued with the newest."""
        place = self.articles.index(article)
        return (*self.articles[place + 1 :], *self.articles[:place])[:count]

    # changes

    def find(self, path: str) -> SiteArticle:
        """The article at a path. Raises KeyError if there is none."""
        for article in self.articles:
            if article.path == path:
                return article
        raise KeyError(path)

    def edit(
        self,
        path: str,
        *,
        title: str | None = None,
        paragraphs: Sequence[str] | None = None,
        views: int | None = None,
        at: datetime | None = None,
    ) -> SiteArticle:
        """Change an article at its address; returns the changed article.

        ``at`` (aware) is the time of the edit, for sites that print one (lai-chau). Raises KeyError for an
        unknown path, and ValueError as ``replica.article.edited`` does.
        """
        with self._change_lock:
            article = self.find(path)
            changed = edited(article, title=title, paragraphs=paragraphs, views=views, at=at)
            self._rebuild([changed if known is article else known for known in self.articles], path)
        return changed

    def publish(self, article: SiteArticle) -> None:
        """Add an article, or restore a withdrawn one; listings order it by ``posted_at``.

        Raises ValueError if the address is taken. The truths of other articles stay as they are.
        """
        with self._change_lock:
            if any(known.path == article.path for known in self.articles):
                raise ValueError(f"{article.path} is taken")
            self._gone.pop(article.path, None)
            self._rebuild([*self.articles, article], article.path)

    def withdraw(self, path: str, status: Literal[404, 410] = 404) -> SiteArticle:
        """Remove an article: its address then answers ``status``. Returns the article.

        Raises KeyError for an unknown path.
        """
        with self._change_lock:
            article = self.find(path)
            self._gone[path] = status
            self._rebuild([known for known in self.articles if known is not article], path)
        return article

    def respond(self, request: Request) -> Response:
        """The response to any request; never raises."""
        if request.method not in ("GET", "HEAD"):
            return Response(405, {"Allow": "GET, HEAD", "Content-Type": "text/plain; charset=utf-8"}, b"")
        address = self._canonical(request.target)
        page = self._page(address)
        headers = {"Content-Type": page.media_type, **page.headers}
        if self.validators == "none" and page.media_type.startswith("text/html"):
            day_ago = self.clock().astimezone(UTC) - timedelta(days=1)
            headers["Last-Modified"] = format_datetime(day_ago, usegmt=True)
        elif page.modified is not None:
            headers["ETag"] = f'W/"{hashlib.blake2b(page.markup, digest_size=8).hexdigest()}"'
            headers["Last-Modified"] = format_datetime(page.modified.astimezone(UTC), usegmt=True)
            headers["Cache-Control"] = "max-age=0"
            if unchanged(request.headers, headers["ETag"], page.modified):
                return Response(304, headers)
        return Response(
            page.status,
            headers,
            self._fill_placeholders(page, address, request.headers.get("host", "localhost")),
        )

    # implementation

    def _routes(self) -> dict[str, Callable[[], BuiltPage]]:
        routes: dict[str, Callable[[], BuiltPage]] = {
            "/": lambda: self._revalidated(self.home_markup(), self.articles)
        }
        for section in (self.everything, *self.sections):
            for number in range(1, self.pages_of(section) + 1):
                routes[self.listing_address(section, number)] = self._listing(section, number)
        for article in self.articles:
            routes[article.path] = self._article(article)
            for image in article.pictures:
                routes[image.address] = self._picture(article.number)
        for address, (title, body) in self.static_pages().items():
            routes[address] = self._plain(title, body)
        if self.feeds:
            for address, page in self.feed_pages().items():
                routes[address] = self._constant(page)
        robots = self.robots().encode()
        routes["/robots.txt"] = lambda: BuiltPage(robots, media_type="text/plain; charset=utf-8")
        return routes

    def _listing(self, section: Section, number: int) -> Callable[[], BuiltPage]:
        chosen = self.in_section(section)[(number - 1) * self.page_size : number * self.page_size]
        pages = self.pages_of(section)
        return lambda: self._revalidated(self.listing_markup(section, chosen, number, pages), chosen)

    def _article(self, article: SiteArticle) -> Callable[[], BuiltPage]:
        modified = self._changed.get(article.path, article.posted_at) if self.validators == "all" else None
        return lambda: BuiltPage(self.article_markup(article).encode(), article=article, modified=modified)

    def _picture(self, seed: int) -> Callable[[], BuiltPage]:
        return lambda: BuiltPage(picture(seed), media_type="image/png")

    def _plain(self, title: str, body: str) -> Callable[[], BuiltPage]:
        return lambda: BuiltPage(self.plain_markup(title, body).encode())

    def _constant(self, page: BuiltPage) -> Callable[[], BuiltPage]:
        return lambda: page

    def _revalidated(self, markup: str, articles: tuple[SiteArticle, ...]) -> BuiltPage:
        """A page that can be revalidated.

        Any change counts as its last modification, since it may be a removal.
        """
        newest = max([*(article.posted_at for article in articles), *self._changed.values(), _NO_CHANGE])
        return BuiltPage(markup.encode(), modified=newest)

    def _rebuild(self, articles: Sequence[SiteArticle], path: str) -> None:
        self._changed[path] = self.clock()
        newest_first = sorted(articles, key=lambda article: (article.posted_at, article.number), reverse=True)
        self.articles = tuple(newest_first)
        self._kept = {}
        self._builders = dict(self._routes())

    def _page(self, address: str) -> BuiltPage:
        kept = self._kept.get(address)
        if kept is not None:
            return kept
        with self._change_lock:
            builder = self._builders.get(address)
            if builder is not None:
                kept = self._kept[address] = builder()
                return kept
            if "" not in self._kept:  # one page serves for all missing addresses
                markup = self.plain_markup("Không tìm thấy trang", NOT_FOUND)
                self._kept[""] = BuiltPage(markup.encode(), status=404)
            return replace(self._kept[""], status=self._gone.get(address, 404))

    def _canonical(self, target: str) -> str:
        """The address without parameters that the site ignores, and without the number of a first page."""
        parts = urlsplit("http://site" + target if target.startswith("/") else target)
        known = (*self.identity_parameters, self.page_parameter)
        given = {name: value for name, value in parse_qsl(parts.query) if name in known}
        if given.get(self.page_parameter) == "1":
            del given[self.page_parameter]
        query = urlencode([(name, given[name]) for name in known if name in given])
        return unquote(parts.path or "/") + (f"?{query}" if query else "")

    def _fill_placeholders(self, page: BuiltPage, address: str, host: str) -> bytes:
        body = page.markup.replace(BASE.encode(), b"http://" + host.encode("latin-1", "replace"))
        if page.media_type.startswith("text/html"):
            now = self.clock().astimezone(VIETNAM)
            body = body.replace(CLOCK.encode(), self.clock_text(now, seconds=False).encode())
            body = body.replace(CLOCK_SECONDS.encode(), self.clock_text(now, seconds=True).encode())
        if page.article is not None and page.article.views is not None:
            body = body.replace(
                VIEWS.encode(), grouped(self._views(page.article.views, address), self.thousands).encode()
            )
        return body

    def _views(self, base: int, address: str) -> int:
        if not self.counting:
            return base
        with self._lock:
            self._visits[address] += 1
            return base + self._visits[address]


_NO_CHANGE = datetime(2000, 1, 1, tzinfo=VIETNAM)  # the last change of an empty listing
NOT_FOUND = "<p>Địa chỉ bạn yêu cầu không tồn tại hoặc đã được gỡ bỏ.</p>"
