"""What travels through the stages: the page as found, the article as far as it is decided."""

from dataclasses import dataclass

from items import Article, RawArticle, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """``key`` is the article's stable key within its source (see ``spiders.keys``)."""

    raw: RawArticle
    article: Article
    source: Source | None = None
    key: str = ""


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
