"""The survey itself: which pages of an unknown site are asked for, and what is made of them."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from extraction import extract
from items import RawArticle, Select, Source
from sources import authorities, start_addresses
from sources.detect.measure import measure
from sources.detect.owner import identify_owner
from sources.detect.platform import DetectedPlatform, detect_platform
from sources.detect.survey_page import SurveyPage
from sources.detect.views_selector import find_views_selector
from spiders.address import clean_address
from spiders.discovery import Found, Link, authority, discover
from spiders.keys import page_key
from spiders.survey import verdict
from spiders.survey.looks import (
    common_path,
    is_front,
    is_root,
    named_sections,
    onward,
    paging_of,
    path_of,
    same_page,
    spread,
    tentative,
    title_of,
)
from spiders.survey.values import Listing, Read, Sample, Survey, Syndicate
from spiders.syndication import Syndicated, read_syndication

Asking = Generator[str, SurveyPage, Survey]
_SECTIONS = 6  # that list articles; so many more may be asked that turn out to list none
_SECTION_TRIES = 10
_FEEDS = 2


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
    pages: list[SurveyPage] = field(default_factory=list)
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
        platform = detect_platform([page])
        self._source = source = self.given or tentative(urljoin(page.url, "/"), platform)
        found = discover(page.text, page.url, source, at=self.at)
        home, start, within = yield from self._place(page, raw, found)
        begin = page if start else home
        if self.given is None:
            self._source = source = tentative(begin.url if not start else urljoin(page.url, "/"), platform)
        found = discover(begin.text, begin.url, source, at=self.at)
        self._take(begin, found)
        syndication = () if start else (yield from self._syndication(home, found))
        yield from self._sections(begin, self.starts if start else found.sections, within=within)
        taken = self._learnt((yield from self._samples()))
        if not any(sample.article for sample in taken):
            raise verdict.nothing(begin, [sample.kind for sample in taken])
        self._language(begin.url, taken)
        platform = detect_platform(self.pages)
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
            identity=identify_owner(home, self.pages[-2:]),
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

    def _first(self) -> Generator[str, SurveyPage, tuple[SurveyPage, RawArticle]]:
        page = yield from self._ask(self.address)
        self._led_on = page.url
        if not page.well:
            raise verdict.failed(page, self._extract(page) if page.body.strip() else None)
        root = urljoin(page.url, "/")
        if (
            read_syndication(page.body, page.url, tentative(root, DetectedPlatform("general")), at=self.at)
            is not None
        ):
            raise verdict.feed(page, root)
        kind = (page.content_type or "text/html").lower()
        if not any(word in kind for word in ("html", "xml", "text/plain")):
            raise verdict.no_page(page)
        raw = self._extract(page)
        if self.given is None and (led := verdict.script_redirect(page)) is not None:
            raise led
        if verdict.is_special(raw):
            raise verdict.special(page, raw)
        return page, raw

    def _place(
        self, page: SurveyPage, raw: RawArticle, found: Found
    ) -> Generator[str, SurveyPage, tuple[SurveyPage, tuple[str, ...], str]]:
        """The home page, the listings to begin with (none: the home page's own), and a sub-site's path."""
        if self.given is not None:
            return page, self.given.start, ""
        if is_root(page.url) or is_root(self.address):
            return (yield from self._entrance(page, found)), (), ""
        root_address = urljoin(page.url, "/")
        if verdict.is_single(raw, found):
            raise verdict.single(page, raw, root_address)
        within = common_path(page, found)
        root = yield from self._ask(root_address)
        if not root.well or self._extract(root).kind in ("error", "blocked", "flood", "login"):
            return (page, (), within) if within or is_front(found) else (page, (page.url,), "")
        if page_key(root.url) == page_key(page.url) or same_page(root, page, self._sure()):
            return page if page_key(root.url) == page_key(page.url) else root, (), ""
        if within and sum(urlsplit(one).path.startswith(within) for one in found.sections) >= 2:
            return page, (), within
        return root, (path_of(page.url),), ""

    def _entrance(self, page: SurveyPage, found: Found) -> Generator[str, SurveyPage, SurveyPage]:
        """The home page behind a page that only says welcome."""
        if len(found.articles) > 1 or found.sections:
            return page
        for address in onward(page)[:3]:
            behind = yield from self._ask(address)
            if behind.well:
                leads = discover(behind.text, behind.url, self._sure(), at=self.at)
                if len(leads.articles) > 1 or len(leads.sections) > 1:
                    return behind
        return page

    # What leads on

    def _syndication(
        self, home: SurveyPage, found: Found
    ) -> Generator[str, SurveyPage, tuple[Syndicate, ...]]:
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

    def _named(self, address: str) -> Generator[str, SurveyPage, Syndicated | None]:
        page = yield from self._ask(address, keep=False)
        return read_syndication(page.body, page.url, self._sure(), at=self.at) if page.well else None

    def _sections(
        self, begin: SurveyPage, addresses: tuple[str, ...], *, within: str
    ) -> Generator[str, SurveyPage, None]:
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

    def _take(self, page: SurveyPage, found: Found) -> bool:
        """Note a listing; whether it is one."""
        main = [link for link in found.articles if link.place == "main"] or list(found.articles)
        if len(main) < 2 and not found.listings:
            return False
        self.listings.append(Listing(page.url, title_of(page), len(main), paging_of(page, found)))
        self.links.append(main)
        return bool(main)

    def _second_page(self) -> Generator[str, SurveyPage, None]:
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

    def _samples(self) -> Generator[str, SurveyPage, tuple[Sample, ...]]:
        taken: list[Sample] = []
        good = 0
        for link in spread(self.links):
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
        selector = find_views_selector(pairs)
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

    def _ask(self, address: str, *, keep: bool = True) -> Generator[str, SurveyPage, SurveyPage]:
        self.requests += 1
        page = yield address
        if keep and page.well:
            self.pages.append(page)
        return page

    def _home(self, url: str) -> str:
        """The home page as the file names it: the root, where the root leads to it by itself."""
        asked = self.given.home if self.given is not None else self.address
        if is_root(asked) and self._led_on == url and urlsplit(asked).netloc == urlsplit(url).netloc:
            url = asked
        return urljoin(url, "/").rstrip("/") if is_root(url) else url

    def _extract(self, page: SurveyPage) -> RawArticle:
        return extract(page.body, page.url, at=self.at, content_type=page.content_type)

    def _sure(self) -> Source:
        assert self._source is not None
        return self._source
