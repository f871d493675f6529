"""The survey itself: which pages of an unknown site are asked for, and what is made of them."""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit

from extraction import extract
from items import RawArticle, Select, Source
from sources import authorities, start_addresses
from sources.detect.identity import identify
from sources.detect.learn import views_selector
from sources.detect.measure import measure
from sources.detect.page import Page
from sources.detect.platform import Detected, detect
from spiders.address import address_key, clean_address
from spiders.anchors import anchors, parse
from spiders.discovery import Found, Link, authority, discover
from spiders.keys import page_key
from spiders.survey import verdict
from spiders.survey.values import Listing, Read, Sample, Survey, Syndicate
from spiders.syndication import Syndicated, read_syndication

Asking = Generator[str, Page, Survey]
_SECTIONS = 6  # that list articles; so many more may be asked that turn out to list none
_SECTION_TRIES = 10
_FEEDS = 2
_SCRIPTED = re.compile(
    r"__doPostBack\(|onclick=[\"'][^\"']{0,60}(?:page|trang|loadmore|xemthem)|(?:load-?more|xem-?them)[\"' ]",
    re.IGNORECASE,
)


def survey(address: str, *, read: Read, at: datetime, samples: int = 8) -> Asking:
    """Yields the addresses to fetch, is sent each one's page, returns the ``Survey``.

    ``at`` is aware. ``samples`` articles are read, of as many sections as there are. Raises UnfitError where
    the address can't become a source.
    """
    return (yield from _Surveyor(address, read, at, samples).run())


def survey_known(source: Source, *, read: Read, at: datetime, samples: int = 8) -> Asking:
    """The same of a source that has its file: its own rules are used, its own lists asked for."""
    [first, *rest] = start_addresses(source)
    return (yield from _Surveyor(first, read, at, samples, given=source, starts=tuple(rest)).run())


@dataclass(slots=True)
class _Surveyor:
    address: str
    read: Read
    at: datetime
    wanted: int
    pages: list[Page] = field(default_factory=list)
    requests: int = 0
    warnings: list[str] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    links: list[list[Link]] = field(default_factory=list)
    given: Source | None = None
    starts: tuple[str, ...] = ()
    lost: list[str] = field(default_factory=list)
    _source: Source | None = None
    _led_on: str = ""

    def run(self) -> Asking:
        page, raw = yield from self._first()
        platform = detect([page])
        self._source = source = self.given or _tentative(urljoin(page.url, "/"), platform)
        found = discover(page.text, page.url, source, at=self.at)
        home, start, within = yield from self._place(page, raw, found)
        begin = page if start else home
        if self.given is None:
            self._source = source = _tentative(begin.url if not start else urljoin(page.url, "/"), platform)
        found = discover(begin.text, begin.url, source, at=self.at)
        self._take(begin, found)
        syndication = () if start else (yield from self._syndication(home, found))
        yield from self._sections(begin, self.starts if start else found.sections, within=within)
        taken = self._learnt((yield from self._samples()))
        if not any(sample.article for sample in taken):
            raise verdict.nothing(begin, [sample.kind for sample in taken])
        self._language(begin.url, taken)
        platform = detect(self.pages)
        if self.given is None and source.platform not in (platform.name, "general"):
            self.warnings.append(
                f"the pages below the home page say {platform.name}, the home page alone {source.platform}"
            )
        articles = [sample.article for sample in taken if sample.article is not None]
        return Survey(
            address=self.address,
            home=self._home(home.url),
            start=start,
            within=within,
            platform=platform,
            identity=identify(home, self.pages[-2:]),
            listings=tuple(self.listings),
            syndication=syndication,
            samples=taken,
            measurement=measure(articles, self.at),
            requests=self.requests,
            warnings=tuple(dict.fromkeys(self.warnings)),
            sections=named_sections(home, source),
            lost=tuple(self.lost),
            select=self._sure().select if self.given is None else Select(),
        )

    # The address itself

    def _first(self) -> Generator[str, Page, tuple[Page, RawArticle]]:
        page = yield from self._ask(self.address)
        self._led_on = page.url
        if not page.well:
            raise verdict.failed(page, self._extract(page) if page.body.strip() else None)
        root = urljoin(page.url, "/")
        if (
            read_syndication(page.body, page.url, _tentative(root, Detected("general")), at=self.at)
            is not None
        ):
            raise verdict.feed(page, root)
        kind = (page.content_type or "text/html").lower()
        if not any(word in kind for word in ("html", "xml", "text/plain")):
            raise verdict.no_page(page)
        raw = self._extract(page)
        if verdict.is_special(raw):
            raise verdict.special(page, raw)
        return page, raw

    def _place(
        self, page: Page, raw: RawArticle, found: Found
    ) -> Generator[str, Page, tuple[Page, tuple[str, ...], str]]:
        """The home page, the listings to begin with (none: the home page's own), and a sub-site's path."""
        if self.given is not None:
            return page, self.given.start, ""
        if _is_root(page.url) or _is_root(self.address):
            return (yield from self._entrance(page, found)), (), ""
        root_address = urljoin(page.url, "/")
        if verdict.is_single(raw, found):
            raise verdict.single(page, raw, root_address)
        within = _common_path(page, found)
        root = yield from self._ask(root_address)
        if not root.well or self._extract(root).kind in ("error", "blocked", "flood", "login"):
            return (page, (), within) if within or _is_front(found) else (page, (page.url,), "")
        if page_key(root.url) == page_key(page.url) or _same_page(root, page, self._sure()):
            return page if page_key(root.url) == page_key(page.url) else root, (), ""
        if within and sum(urlsplit(one).path.startswith(within) for one in found.sections) >= 2:
            return page, (), within
        return root, (_path(page.url),), ""

    def _entrance(self, page: Page, found: Found) -> Generator[str, Page, Page]:
        """The home page behind a page that only says welcome."""
        if len(found.articles) > 1 or found.sections:
            return page
        for address in _onward(page)[:3]:
            behind = yield from self._ask(address)
            if behind.well:
                leads = discover(behind.text, behind.url, self._sure(), at=self.at)
                if len(leads.articles) > 1 or len(leads.sections) > 1:
                    return behind
        return page

    # What leads on

    def _syndication(self, home: Page, found: Found) -> Generator[str, Page, tuple[Syndicate, ...]]:
        told: list[Syndicate] = []
        own = authorities(self._sure())
        named_maps = [clean_address(one, home.url) for one in home.sitemaps]
        maps = [one for one in named_maps if one and authority(one) in own]
        maps = maps or [urljoin(home.url, "/sitemap.xml")]
        for address in (*found.feeds[:_FEEDS], *maps[:2]):
            named = yield from self._named(address)
            if named is None:
                continue
            form, links = named.form, list(named.links)
            if named.maps:
                child = yield from self._named(named.maps[0])
                links += child.links if child else []
            told.append(Syndicate(address, form, len(links)))
            if links:
                self.links.append(links)
            elif not named.maps:
                self.warnings.append(f"{address} lists nothing of this site")
        return tuple(told)

    def _named(self, address: str) -> Generator[str, Page, Syndicated | None]:
        page = yield from self._ask(address, keep=False)
        return read_syndication(page.body, page.url, self._sure(), at=self.at) if page.well else None

    def _sections(
        self, begin: Page, addresses: tuple[str, ...], *, within: str
    ) -> Generator[str, Page, None]:
        if within:
            addresses = tuple(one for one in addresses if urlsplit(one).path.startswith(within))
        asked, listed = {page_key(begin.url)}, 0
        for address in addresses[: 3 * _SECTION_TRIES]:
            if listed >= _SECTIONS or len(asked) > _SECTION_TRIES:
                break
            if page_key(address) in asked:
                continue
            asked.add(page_key(address))
            page = yield from self._ask(address)
            if page.well:
                listed += self._take(page, discover(page.text, page.url, self._sure(), at=self.at))
            elif address in self.starts:
                self.lost.append(address)
        yield from self._second_page()

    def _take(self, page: Page, found: Found) -> bool:
        """Note a listing; whether it is one."""
        main = [link for link in found.articles if link.place == "main"] or list(found.articles)
        if len(main) < 2 and not found.listings:
            return False
        self.listings.append(Listing(page.url, _title(page), len(main), _paging(page, found)))
        self.links.append(main)
        return bool(main)

    def _second_page(self) -> Generator[str, Page, None]:
        """How the largest listing goes on."""
        by_address = {page.url: page for page in self.pages}
        best = max(
            (one for one in self.listings if one.paging == "links"),
            key=lambda one: one.articles,
            default=None,
        )
        if best is None:
            return
        first = discover(by_address[best.address].text, best.address, self._sure(), at=self.at)
        second = next((one for one in first.listings if one.number > 1), first.listings[0])
        page = yield from self._ask(second.address)
        fresh = 0
        if page.well:
            known = {link.key for link in first.articles}
            new = [
                link
                for link in discover(page.text, page.url, self._sure(), at=self.at).articles
                if link.key not in known
            ]
            fresh = len([link for link in new if link.place == "main"] or new)
            self.links.append(new)
        place = self.listings.index(best)
        self.listings[place] = Listing(best.address, best.title, best.articles, "links", fresh)
        if not fresh:
            self.warnings.append(f"the second page of {best.address} lists nothing new")

    # Articles

    def _samples(self) -> Generator[str, Page, tuple[Sample, ...]]:
        taken: list[Sample] = []
        good = 0
        for link in _spread(self.links):
            if good >= self.wanted or len(taken) >= 2 * self.wanted:
                break
            page = yield from self._ask(link.address)
            if not page.well:
                taken.append(Sample(link.address, None, page.failure or "empty"))
                continue
            article = self.read(page, self._sure())
            is_article = article.kind in ("article", "document")
            good += is_article
            taken.append(Sample(page.url, article if is_article else None, article.kind))
        return tuple(taken)

    def _learnt(self, taken: tuple[Sample, ...]) -> tuple[Sample, ...]:
        """The sample, read once more with what its pages make sure."""
        by_address = {page.url: page for page in self.pages}
        pairs = [
            (by_address[one.address], one.article)
            for one in taken
            if one.article is not None and one.address in by_address
        ]
        if self.given is not None or any(article.views for _, article in pairs):
            return taken
        selector = views_selector(pairs)
        if selector is None:
            return taken
        self._source = replace(self._sure(), select=Select(views=selector))
        again = {page.url: self.read(page, self._sure()) for page, _ in pairs}
        return tuple(replace(one, article=again.get(one.address, one.article)) for one in taken)

    def _language(self, address: str, taken: Sequence[Sample]) -> None:
        told = [one.article.language for one in taken if one.article is not None and one.article.language]
        foreign = [language for language in told if language != "vi"]
        if told and len(foreign) * 2 > len(told):
            raise verdict.foreign(address, max(set(foreign), key=foreign.count))

    # Plumbing

    def _ask(self, address: str, *, keep: bool = True) -> Generator[str, Page, Page]:
        self.requests += 1
        page = yield address
        if keep and page.well:
            self.pages.append(page)
        return page

    def _home(self, url: str) -> str:
        """The home page as the file names it: the root, where the root leads to it by itself."""
        asked = self.given.home if self.given is not None else self.address
        if _is_root(asked) and self._led_on == url and urlsplit(asked).netloc == urlsplit(url).netloc:
            url = asked
        return urljoin(url, "/").rstrip("/") if _is_root(url) else url

    def _extract(self, page: Page) -> RawArticle:
        return extract(page.body, page.url, at=self.at, content_type=page.content_type)

    def _sure(self) -> Source:
        assert self._source is not None
        return self._source


def _tentative(home: str, platform: Detected) -> Source:
    return Source(
        slug="new", name="-", publisher="-", kind="portal", home=home, status="unverified", evidence="-",
        platform=platform.name,
    )  # fmt: skip


def _onward(page: Page) -> tuple[str, ...]:
    """Where a welcome page leads: its refresh, its frames, its links."""
    found: dict[str, None] = {}
    for element in page.root.iter("meta", "frame", "iframe", "a", "area"):
        told = element.get("src") if element.tag in ("frame", "iframe") else element.get("href")
        if element.tag == "meta":
            refresh = re.search(r"url\s*=\s*['\"]?([^'\";]+)", element.get("content") or "", re.IGNORECASE)
            told = refresh[1] if refresh and (element.get("http-equiv") or "").lower() == "refresh" else None
        address = clean_address(told, page.url) if told else None
        if address and urlsplit(address).netloc == urlsplit(page.url).netloc and not _is_root(address):
            found[address] = None
    return tuple(found)


def _spread(groups: Sequence[Sequence[Link]]) -> Iterator[Link]:
    """From each listing the first, the last, then the rest: sections, ages and layouts all come up."""
    waiting = [[*group[:1], *group[-1:], *group[1:-1]] if len(group) > 1 else [*group] for group in groups]
    seen: set[str] = set()
    for number in range(max((len(group) for group in waiting), default=0)):
        for group in waiting:
            if number < len(group) and group[number].key not in seen:
                seen.add(group[number].key)
                yield group[number]


def _paging(page: Page, found: Found) -> Literal["links", "form", "script", "none"]:
    if found.listings:
        return "form" if found.listings[0].form else "links"
    return "script" if _SCRIPTED.search(page.text) else "none"


def _title(page: Page) -> str:
    title = page.root.find(".//title")
    return " ".join(("".join(title.itertext()) if title is not None else "").split())[:120]


def _is_root(url: str) -> bool:
    return address_key(clean_address(url) or url) == urlsplit(url).netloc.removeprefix("www.")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _same_page(root: Page, page: Page, source: Source) -> bool:
    """The site's root under another address ("/trang-chu", "/vi/"): it lists the same articles."""
    one, two = (
        {link.key for link in discover(each.text, each.url, source).articles} for each in (root, page)
    )
    return bool(one and two) and len(one & two) * 10 >= 7 * max(len(one), len(two))


def _common_path(page: Page, found: Found) -> str:
    """The first part of the page's path, where nearly all that the page leads to stands below it."""
    parts = [part for part in urlsplit(page.url).path.split("/") if part]
    if not parts or (len(parts) == 1 and "." in parts[-1]):
        return ""
    for depth in range(len([part for part in parts if "." not in part]), 0, -1):
        prefix = f"/{'/'.join(parts[:depth])}/"
        paths = [
            urlsplit(address).path
            for address in (*(link.address for link in found.articles), *found.sections)
        ]
        if paths and sum(path.startswith(prefix) for path in paths) >= 0.8 * len(paths):
            return prefix
    return ""


def _is_front(found: Found) -> bool:
    """A page of several sections: no paging of its own, articles of more than one folder."""
    return not found.listings and len(found.sections) >= 3


def named_sections(page: Page, source: Source) -> tuple[tuple[str, str], ...]:
    """The sections that a page's links name, (address, words), in the order of the page."""
    tree = parse(page.text)
    if tree is None:
        return ()
    known = {page_key(address): address for address in discover(page.text, page.url, source).sections}
    found: dict[str, str] = {}
    for anchor in anchors(tree, page.url):
        address = known.get(page_key(anchor.address))
        if address is not None and (words := anchor.text or anchor.hint):
            found.setdefault(address, words)
    return tuple(found.items())
