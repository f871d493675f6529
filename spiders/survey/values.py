"""What a survey comes to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from items import Article, Select, Source
from sources.detect.baseline import Baseline
from sources.detect.measure import Measurement
from sources.detect.owner import SiteOwner
from sources.detect.platform import DetectedPlatform
from sources.detect.survey_page import SurveyPage

# How a page becomes an article; handed in, as the decisions stand in another room (``pipelines.decide``).
Read = Callable[[SurveyPage, Source], Article]

_NO_ARTICLE = ("listing", "home", "search", "other")


class UnfitError(Exception):
    """The address can't become a source; the message is one line that says why and what to do instead.

    ``name`` is a word for it: unreachable, dns, parked, blocked, flood, login, article, language, private, …;
    ``target`` the home page that it names instead, or None.
    """

    def __init__(self, name: str, message: str, target: str | None = None) -> None:
        super().__init__(message)
        self.name, self.target = name, target


@dataclass(frozen=True, slots=True)
class Listing:
    """``articles`` is how many it lists; ``paging`` how it goes on: "links", "form", "script" or "none";
    ``second`` how many articles its second page lists that the first does not, None where it was not asked.
    """

    address: str
    title: str
    articles: int
    paging: Literal["links", "form", "script", "none"] = "none"
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Syndicate:
    """A feed, sitemap or API: ``entries`` articles of the site; 0 where it speaks of other things."""

    address: str
    form: str
    entries: int


@dataclass(frozen=True, slots=True)
class Sample:
    """An address that was listed as an article, and what it is."""

    address: str
    article: Article | None
    kind: str


@dataclass(frozen=True, slots=True)
class Survey:
    """``home`` is the site's or the sub-site's, ``start`` the listings where only a part of it is wanted;
    ``within`` is the path that all of a sub-site's pages share, "" for a whole site. ``sections`` are the
    lists that the menu names, (address, words); ``lost`` those of a known source that answer no more;
    ``select`` what the sample's pages make sure and no general rule may take.
    """

    address: str
    home: str
    start: tuple[str, ...]
    within: str
    platform: DetectedPlatform
    identity: SiteOwner
    listings: tuple[Listing, ...]
    syndication: tuple[Syndicate, ...]
    samples: tuple[Sample, ...]
    measurement: Measurement
    requests: int
    warnings: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    select: Select = field(default_factory=Select)

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(sample.article for sample in self.samples if sample.article is not None)

    @property
    def rejected(self) -> tuple[Sample, ...]:
        """Pages that were listed as articles, answered, and are none."""
        return tuple(one for one in self.samples if one.article is None and one.kind in _NO_ARTICLE)

    def baseline(self, at: datetime) -> Baseline:
        """What is kept of it to compare with later; ``at`` is aware."""
        rows, entries = self.measurement.rows, Counter[str]()
        for one in self.syndication:
            entries[one.form] += one.entries
        return Baseline(
            at=at.isoformat(timespec="seconds"),
            platform=self.platform.name,
            version=self.platform.version,
            home=self.home,
            start=self.start,
            paged=any(listing.second for listing in self.listings),
            fields={row.field: (row.found, row.of) for row in rows} | self._shares(),
            proofs={row.field: row.proof for row in rows if row.proof},
            listings={listing.address: listing.articles for listing in self.listings},
            titles={listing.address: listing.title for listing in self.listings},
            syndication=dict(entries),
            text_median=self.measurement.texts.median,
        )

    def _shares(self) -> dict[str, tuple[int, int]]:
        """Pages that were read as articles, and articles with a text of 200 characters or more."""
        texts, read = self.measurement.texts, len(self.articles)
        return {
            "pages read as articles": (read, read + len(self.rejected)),
            "texts of 200 characters": (texts.of - texts.short, texts.of),
            "text below the lead": (texts.of - texts.lead_only, texts.of),
        }
