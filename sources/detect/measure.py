"""Measure how well a source's articles are extracted: for each field its share, an example and its proof."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from items import TEXT_SIZES, Article, Candidate
from items.raw import Field

_EXAMPLE_LENGTH = 60  # characters


@dataclass(frozen=True, slots=True)
class FieldMeasure:
    """A field that ``found`` of ``of`` articles have; ``proof`` says where on the page ``example`` is."""

    field: str
    found: int
    of: int
    example: str = ""
    proof: str = ""

    @property
    def share(self) -> float:
        """The share of articles with the field, 0 to 1."""
        return self.found / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class TextSizes:
    """The lengths of lead and text together: the ``median`` in characters of ``of`` articles.

    ``short`` of them have fewer than 200 characters, ``lead_only`` of them have only a lead.
    """

    median: int = 0
    short: int = 0
    lead_only: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Measurement:
    """``rows``: a measure for each field, in the order of the record; ``texts``: the lengths of the texts;
    ``doubts``: sentences about values that look wrong.
    """

    rows: tuple[FieldMeasure, ...] = ()
    doubts: tuple[str, ...] = ()
    texts: TextSizes = TextSizes()

    def row(self, field: str) -> FieldMeasure | None:
        """The measure of a field, or None."""
        return next((row for row in self.rows if row.field == field), None)


def measure(articles: Iterable[Article], at: datetime) -> Measurement:
    """Measure the articles and documents among ``articles``, fetched at ``at`` (aware)."""
    sample = [article for article in articles if article.kind in ("article", "document")]
    rows = tuple(_measure_field(name, sample, value, proof) for name, value, proof in _FIELDS)
    return Measurement(rows, tuple(_doubts(sample, at)), _text_sizes(sample))


def _text_sizes(sample: Sequence[Article]) -> TextSizes:
    if not sample:
        return TextSizes()
    sizes = [article.text_size for article in sample]
    short = sum(size < TEXT_SIZES["text"] for size in sizes)
    lead_only = sum(bool(article.summary) and not article.body_text for article in sample)
    return TextSizes(round(median(sizes)), short, lead_only, len(sample))


def _measure_field(
    name: str,
    sample: Sequence[Article],
    value: Callable[[Article], str],
    proof: Callable[[Article], str],
) -> FieldMeasure:
    pairs = [(value(article), proof(article)) for article in sample]
    values = [(text, place) for text, place in pairs if text]
    places = Counter(place for _, place in values if place)
    common = places.most_common(1)
    example = values[0][0] if values else ""
    shown = (
        f"{common[0][0]}" + (f" ({common[0][1]} of {len(values)})" if len(places) > 1 else "")
        if common
        else ""
    )
    return FieldMeasure(name, len(values), len(sample), _shorten(example), shown)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXAMPLE_LENGTH else line[: _EXAMPLE_LENGTH - 1].rstrip() + "…"


def _proof(article: Article, field: Field, raw: str) -> str:
    """Origin and place of the candidate that a value comes from, or ""."""
    taken: Candidate | None = next(
        (
            candidate
            for candidate in article.proofs
            if candidate.field == field and candidate.refused is None and candidate.raw == raw
        ),
        None,
    ) or next(
        (candidate for candidate in article.proofs if candidate.field == field and candidate.refused is None),
        None,
    )
    return f"{taken.origin}: {taken.place}" if taken is not None and taken.place else ""


def _authors(article: Article) -> str:
    return ", ".join(dict.fromkeys(author.name for author in article.authors))


_FIELDS: Sequence[tuple[str, Callable[[Article], str], Callable[[Article], str]]] = (
    (
        "title",
        lambda article: article.title or "",
        lambda article: _proof(article, "title", article.title or ""),
    ),
    (
        "summary",
        lambda article: article.summary or "",
        lambda article: _proof(article, "summary", article.summary or ""),
    ),
    (
        "text",
        lambda article: article.body_text,
        lambda article: f"{_length_class(len(article.body_text))} characters",
    ),
    (
        "published",
        lambda article: article.published.iso() if article.published else "",
        lambda article: _proof(article, "published", article.published.raw) if article.published else "",
    ),
    ("authors", _authors, lambda article: _proof(article, "authors", "")),
    ("section", lambda article: " › ".join(article.section), lambda article: _proof(article, "section", "")),
    (
        "views",
        lambda article: str(article.views.value) if article.views else "",
        lambda article: _proof(article, "views", article.views.raw) if article.views else "",
    ),
    ("images", lambda article: article.images[0].url if article.images else "", lambda _: ""),
    ("attachments", lambda article: article.attachments[0].name if article.attachments else "", lambda _: ""),
    (
        "document",
        lambda article: (article.document.number or article.document.type or "") if article.document else "",
        lambda article: _proof(article, "document", ""),
    ),
)
FIELDS = tuple(name for name, _, _ in _FIELDS)


def _length_class(number: int) -> str:
    return "under 300" if number < 300 else f"{number // 1000 * 1000}+" if number >= 1000 else "300+"


def _doubts(sample: Sequence[Article], at: datetime) -> Iterable[str]:
    """Signs that a page clock, a visitor counter or a site's slogan was taken for a value."""
    if len(sample) < 3:
        return
    days = {_day(article) for article in sample if article.published}
    dated = sum(article.published is not None for article in sample)
    if dated >= 3 and days == {at.date()}:
        yield "every article is dated today: this may be the page's clock"
    views = [article.views.value for article in sample if article.views]
    if len(views) >= 3 and len(set(views)) == 1:
        yield f"every article has {views[0]} views: this may be a visitor counter"
    titles = Counter(article.title for article in sample if article.title)
    common = titles.most_common(1)
    if common and common[0][1] * 2 > len(sample):
        yield f"{common[0][1]} of {len(sample)} articles have one title: {_shorten(str(common[0][0]))}"


def _day(article: Article) -> date | None:
    moment = article.published
    if moment is None:
        return None
    return moment.value.date() if isinstance(moment.value, datetime) else moment.value
