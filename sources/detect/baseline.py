"""What a source was like when it was last well, kept as JSON; and what is different now. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_FALL = 0.34  # of a sample: less is chance
_TELLING = 3  # articles; fewer tell nothing
_FEWER = 0.5  # of the articles that a list names
_SHORTER = 0.4  # of the characters that a text had
_LABELS = {"rss": "feed", "sitemap": "sitemap", "api": "API"}


class BaselineError(ValueError):
    """A kept measurement that can't be read; the message is one line."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """``at`` is ISO 8601 with +07:00; ``fields`` are (found, of) by field, ``proofs`` where they stood.

    ``listings`` are how many articles each list names by address, ``titles`` what it calls itself;
    ``syndication`` entries by form; ``paged`` says that a second page was reached. ``text_median`` is in
    characters, 0 where it was not measured.
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
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Baseline":
        """Raises BaselineError for what ``to_json`` did not write."""
        try:
            data: dict[str, Any] = json.loads(text)
            fields = {name: (int(found), int(of)) for name, (found, of) in data.pop("fields", {}).items()}
            start = tuple(str(one) for one in data.pop("start", ()))
            return cls(**data, fields=fields, start=start)
        except (ValueError, TypeError, AttributeError) as error:
            raise BaselineError("the kept measurement can't be read; --write makes a new one") from error


def changes(old: Baseline, new: Baseline) -> tuple[str, ...]:
    """What is different, a sentence each; nothing where the source is as it was."""
    return (*_system(old, new), *_lists(old, new), *_feeds(old, new), *_fields(old, new), *_texts(old, new))


def _system(old: Baseline, new: Baseline) -> Iterator[str]:
    if old.platform != new.platform:
        yield f"the system was {old.platform} and is {new.platform} now"
    elif old.version and new.version and old.version != new.version:
        yield f"{old.platform} {old.version} became {new.version}"
    if old.home.rstrip("/") != new.home.rstrip("/"):
        yield f"the home page was {old.home} and is {new.home} now"


def _lists(old: Baseline, new: Baseline) -> Iterator[str]:
    for address in old.start:
        if address not in new.start:
            yield f"the list {address} is gone"
    before, after = sum(old.listings.values()), sum(new.listings.values())
    if after < before * _FEWER:
        yield f"the lists name {after} articles, {before} before"
    if old.paged and not new.paged:
        yield "no list goes on to a second page any more"


def _feeds(old: Baseline, new: Baseline) -> Iterator[str]:
    for form, number in old.syndication.items():
        if number and not new.syndication.get(form):
            yield f"the {_LABELS.get(form, form)} names no article any more ({number} before)"
    # What crawls stored tells of articles only, not of lists and feeds.
    for form, number in new.syndication.items() if old.listings else ():
        if number and form not in old.syndication:
            yield f"there is a {_LABELS.get(form, form)} now ({number} articles)"


def _fields(old: Baseline, new: Baseline) -> Iterator[str]:
    for name, (found, of) in old.fields.items():
        now, sample = new.fields.get(name, (0, 0))
        if of < _TELLING or sample < _TELLING:
            continue
        if found / of - now / sample >= _FALL:
            yield f"{name}: found in {now} of {sample}, {found} of {of} before" + _where(name, old)
        elif now / sample - found / of >= 2 * _FALL:
            yield f"{name}: found in {now} of {sample} now, {found} of {of} before"


def _texts(old: Baseline, new: Baseline) -> Iterator[str]:
    if 0 < new.text_median < old.text_median * _SHORTER:
        yield f"the texts have {new.text_median} characters (median), {old.text_median} before"


def _where(name: str, old: Baseline) -> str:
    return f" (it stood at {old.proofs[name]})" if old.proofs.get(name) else ""
