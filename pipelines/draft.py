"""What travels through the stages: the page as found, the article as far as it is decided."""

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from items import Article, RawArticle, Source

_FIELDS: Final = tuple(field.name for field in fields(Article))
_PLACES: Final = {name: place for place, name in enumerate(_FIELDS)}
_values_of: Final = attrgetter(*_FIELDS)


@dataclass(frozen=True, slots=True)
class Draft:
    """``key`` is the article's stable key within its source (see ``spiders.keys``); ``moved_from`` the
    archive's id of the article that stood at another address till now (``pipelines.moved``)."""

    raw: RawArticle
    article: Article
    source: Source | None = None
    key: str = ""
    moved_from: int | None = None

    def decided(self, reason: str = "", **told: Any) -> "Draft":
        """The draft with these fields of its article decided, and the reason for them.

        Every stage makes a new article: ``dataclasses.replace`` takes three times as long.
        """
        values = [*_values_of(self.article)]
        for name, value in told.items():
            values[_PLACES[name]] = value
        if reason:
            values[_PLACES["reasons"]] = (*self.article.reasons, reason)
        return Draft(self.raw, Article(*values), self.source, self.key)


def begin(raw: RawArticle, source: Source | None = None, key: str = "") -> Draft:
    """The draft before any stage: what needs no decision is carried over."""
    article = Article(
        url=raw.url,
        source=raw.source,
        kind=raw.kind,
        body_text=raw.body_text,
        body_html=raw.body_html,
        language=raw.language,
        images=raw.images,
        attachments=raw.attachments,
        proofs=raw.candidates,
        warnings=raw.warnings,
    )
    return Draft(raw=raw, article=article, source=source, key=key or raw.url)
