"""How well are a source's articles read? A row a field: found in how many, an example, its proof."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from items import TEXT_SIZES, Article, Candidate
from items.raw import Field

_EXAMPLE = 60  # characters


@dataclass(frozen=True, slots=True)
class FieldRow:
    """``found`` in ``of`` articles; ``example`` as read, ``proof`` where it was read."""

    field: str
    found: int
    of: int
    example: str = ""
    proof: str = ""

    @property
    def share(self) -> float:
        return self.found / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class TextSizes:
    """``median`` characters of lead and text; of ``of`` articles ``short`` ones have less than 200,
    ``lead_only`` ones no text but the lead.
    """

    median: int = 0
    short: int = 0
    lead_only: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Measurement:
    """``rows`` in the order of the record; ``texts`` how long the articles are; ``doubts`` are sentences on
    values that look wrong.
    """

    rows: tuple[FieldRow, ...] = ()
    doubts: tuple[str, ...] = ()
    texts: TextSizes = TextSizes()

    def row(self, field: str) -> FieldRow | None:
        return next((row for row in self.rows if row.field == field), None)


def measure(articles: Iterable[Article], at: datetime) -> Measurement:
    """The rows of a sample of articles and documents, fetched at ``at`` (aware)."""
    sample = [article for article in articles if article.kind in ("article", "document")]
    rows = tuple(_row(name, sample, value, proof) for name, value, proof in _FIELDS)
    return Measurement(rows, tuple(_doubts(sample, at)), _texts(sample))


def _texts(sample: Sequence[Article]) -> TextSizes:
    if not sample:
        return TextSizes()
    sizes = [article.text_size for article in sample]
    short = sum(size < TEXT_SIZES["text"] for size in sizes)
    lead_only = sum(bool(article.summary) and not article.body_text for article in sample)
    return TextSizes(round(median(sizes)), short, lead_only, len(sample))


def _row(
    name: str,
    sample: Sequence[Article],
    value: Callable[[Article], str],
    proof: Callable[[Article], str],
) -> FieldRow:
    told = [(value(article), proof(article)) for article in sample]
    found = [(text, where) for text, where in told if text]
    places = Counter(where for _, where in found if where)
    common = places.most_common(1)
    example = found[0][0] if found else ""
    shown = (
        f"{common[0][0]}" + (f" ({common[0][1]} of {len(found)})" if len(places) > 1 else "")
        if common
        else ""
    )
    return FieldRow(name, len(found), len(sample), _short(example), shown)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXAMPLE else line[: _EXAMPLE - 1].rstrip() + "…"


def _proof(article: Article, field: Field, raw: str) -> str:
    """Origin and place of the candidate that a value was taken from."""
    taken: Candidate | None = next(
        (one for one in article.proofs if one.field == field and one.refused is None and one.raw == raw), None
    ) or next((one for one in article.proofs if one.field == field and one.refused is None), None)
    return f"{taken.origin}: {taken.place}" if taken is not None and taken.place else ""


def _authors(article: Article) -> str:
    return ", ".join(dict.fromkeys(author.name for author in article.authors))


_FIELDS: Sequence[tuple[str, Callable[[Article], str], Callable[[Article], str]]] = (
    ("title", lambda one: one.title or "", lambda one: _proof(one, "title", one.title or "")),
    ("summary", lambda one: one.summary or "", lambda one: _proof(one, "summary", one.summary or "")),
    ("text", lambda one: one.body_text, lambda one: f"{_round(len(one.body_text))} characters"),
    ("published", lambda one: one.published.iso() if one.published else "",
     lambda one: _proof(one, "published", one.published.raw) if one.published else ""),
    ("authors", _authors, lambda one: _proof(one, "authors", "")),
    ("section", lambda one: " › ".join(one.section), lambda one: _proof(one, "section", "")),
    ("views", lambda one: str(one.views.value) if one.views else "",
     lambda one: _proof(one, "views", one.views.raw) if one.views else ""),
    ("images", lambda one: one.images[0].url if one.images else "", lambda _: ""),
    ("attachments", lambda one: one.attachments[0].name if one.attachments else "", lambda _: ""),
    ("document", lambda one: (one.document.number or one.document.type or "") if one.document else "",
     lambda one: _proof(one, "document", "")),
)  # fmt: skip
FIELDS = tuple(name for name, _, _ in _FIELDS)


def _round(number: int) -> str:
    return "under 300" if number < 300 else f"{number // 1000 * 1000}+" if number >= 1000 else "300+"


def _doubts(sample: Sequence[Article], at: datetime) -> Iterable[str]:
    """What a page clock, a visitors' counter or a site's slogan looks like when it is taken for a value."""
    if len(sample) < 3:
        return
    days = {_day(article) for article in sample if article.published}
    dated = sum(article.published is not None for article in sample)
    if dated >= 3 and days == {at.date()}:
        yield "every article is dated today: this may be the page's clock"
    views = [article.views.value for article in sample if article.views]
    if len(views) >= 3 and len(set(views)) == 1:
        yield f"every article has {views[0]} views: this may be a visitors' counter"
    titles = Counter(article.title for article in sample if article.title)
    common = titles.most_common(1)
    if common and common[0][1] * 2 > len(sample):
        yield f"{common[0][1]} of {len(sample)} articles have one title: {_short(str(common[0][0]))}"


def _day(article: Article) -> date | None:
    moment = article.published
    if moment is None:
        return None
    return moment.value.date() if isinstance(moment.value, datetime) else moment.value
