"""The measures of a source when it was last fine, kept as JSON, and what differs from them now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_MIN_DIFFERENCE = 0.34  # of a sample; smaller differences are chance
_MIN_SAMPLE = 3  # articles; a smaller sample is not compared
_FEWER_ARTICLES = 0.5  # of the articles that the listings named
_SHORTER_TEXTS = 0.4  # of the median length of the texts
_LABELS = {"rss": "feed", "sitemap": "sitemap", "api": "API"}


class BaselineError(ValueError):
    """A stored baseline that cannot be read; the message is one line."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The measures of a source at a time: ``at``, ISO 8601 with +07:00.

    ``fields``: (articles with the field, articles) by field; ``proofs``: the place of a field on the page.
    ``listings``: the number of articles by URL of a listing; ``titles``: the title of each listing.
    ``syndication``: the number of entries by form ("rss", "sitemap", "api"). ``paged``: a second page was
    reached. ``text_median``: the median length of texts in characters, 0 if not measured.
    """

    at: str
    platform: str
    home: str
    version: str = ""
    start: tuple[str, ...] = ()
    paged: bool = False
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    proofs: Mapping[str, str] = field(default_factory=dict)
    listings: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    syndication: Mapping[str, int] = field(default_factory=dict)
    text_median: int = 0

    def to_json(self) -> str:
        """The baseline as JSON, which ``from_json`` reads."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Baseline":
        """The baseline in a text of ``to_json``. Raises BaselineError for any other text."""
        try:
            data: dict[str, Any] = json.loads(text)
            fields = {name: (int(having), int(of)) for name, (having, of) in data.pop("fields", {}).items()}
            start = tuple(str(url) for url in data.pop("start", ()))
            return cls(**data, fields=fields, start=start)
        except (ValueError, TypeError, AttributeError) as error:
            raise BaselineError("the stored baseline cannot be read; --write makes a new one") from error


def changes(old: Baseline, new: Baseline) -> tuple[str, ...]:
    """A sentence for each difference; empty if nothing changed."""
    return (
        *_platform_changes(old, new),
        *_listing_changes(old, new),
        *_syndication_changes(old, new),
        *_field_changes(old, new),
        *_text_changes(old, new),
    )


def _platform_changes(old: Baseline, new: Baseline) -> Iterator[str]:
    if old.platform != new.platform:
        yield f"the system was {old.platform} and is {new.platform} now"
    elif old.version and new.version and old.version != new.version:
        yield f"{old.platform} {old.version} became {new.version}"
    if old.home.rstrip("/") != new.home.rstrip("/"):
        yield f"the home page was {old.home} and is {new.home} now"


def _listing_changes(old: Baseline, new: Baseline) -> Iterator[str]:
    for address in old.start:
        if address not in new.start:
            yield f"the list {address} is gone"
    before, after = sum(old.listings.values()), sum(new.listings.values())
    if after < before * _FEWER_ARTICLES:
        yield f"the lists name {after} articles, {before} before"
    if old.paged and not new.paged:
        yield "no list goes on to a second page any more"


def _syndication_changes(old: Baseline, new: Baseline) -> Iterator[str]:
    for form, number in old.syndication.items():
        if number and not new.syndication.get(form):
            yield f"the {_LABELS.get(form, form)} names no article any more ({number} before)"
    # A baseline from stored articles has no listings and no feeds, so nothing in it is new.
    for form, number in new.syndication.items() if old.listings else ():
        if number and form not in old.syndication:
            yield f"there is a {_LABELS.get(form, form)} now ({number} articles)"


def _field_changes(old: Baseline, new: Baseline) -> Iterator[str]:
    for name, (before, of) in old.fields.items():
        now, sample = new.fields.get(name, (0, 0))
        if of < _MIN_SAMPLE or sample < _MIN_SAMPLE:
            continue
        if before / of - now / sample >= _MIN_DIFFERENCE:
            yield f"{name}: found in {now} of {sample}, {before} of {of} before" + _former_place(name, old)
        elif now / sample - before / of >= 2 * _MIN_DIFFERENCE:
            yield f"{name}: found in {now} of {sample} now, {before} of {of} before"


def _text_changes(old: Baseline, new: Baseline) -> Iterator[str]:
    if 0 < new.text_median < old.text_median * _SHORTER_TEXTS:
        yield f"the texts have {new.text_median} characters (median), {old.text_median} before"


def _former_place(name: str, old: Baseline) -> str:
    return f" (it stood at {old.proofs[name]})" if old.proofs.get(name) else ""
