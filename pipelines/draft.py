"""The item of the pipeline stages: the extracted page, and the article as far as it is decided."""

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from items import Article, RawArticle, Source

_FIELDS: Final = tuple(field.name for field in fields(Article))
_INDEXES: Final = {name: index for index, name in enumerate(_FIELDS)}
_values_of: Final = attrgetter(*_FIELDS)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way through the pipeline.

    ``key`` is its stable key within its source (``spiders.keys``). ``moved_from`` is the id of the stored
    article that has moved to this URL (``pipelines.moved``), else None.
    """

    raw: RawArticle
    article: Article
    source: Source | None = None
    key: str = ""
    moved_from: int | None = None

    def decided(self, reason: str = "", **decided_fields: Any) -> "Draft":
        """A copy of the draft with these fields of its article set, and ``reason`` added to its reasons.

        Does not use ``dataclasses.replace``, which takes three times as long and is called by every stage.
        """
        values = [*_values_of(self.article)]
        for name, value in decided_fields.items():
            values[_INDEXES[name]] = value
        if reason:
            values[_INDEXES["reasons"]] = (*self.article.reasons, reason)
        return Draft(self.raw, Article(*values), self.source, self.key)


def begin(raw: RawArticle, source: Source | None = None, key: str = "") -> Draft:
    """The draft before the first stage, with the fields that need no decision."""
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
