"""The official document's own data and the documents that the text cites."""

from __future__ import annotations

from typing import Final

from items import OfficialDocument
from pipelines.draft import Draft
from vietnamese.documents import find_document_numbers

_LONGEST: Final = 300_000  # characters in which cited documents are looked for


def decide_documents(draft: Draft) -> Draft:
    offered = [c for c in draft.raw.offered("document") if c.refused is None]
    document: OfficialDocument | None = offered[0].value if offered else None
    article = draft.article
    organisation = article.organisation
    if document is not None and document.issuer and organisation is None:
        organisation = _body_of(document.issuer)
    reason = f"document: {offered[0].rule}" if offered else "document: none"
    return draft.decided(
        reason,
        document=document,
        documents_cited=cited(article.title, article.summary, article.body_text, document),
        organisation=organisation,
    )


def cited(
    title: str | None, summary: str | None, body: str, document: OfficialDocument | None = None
) -> tuple[str, ...]:
    """Normal forms in the order of the text, each once, without the document's own number."""
    text = "\n\n".join(part for part in (title, summary, body) if part)[:_LONGEST]
    own = document.number if document else None
    return tuple(dict.fromkeys(n.text for n in find_document_numbers(text) if n.text != own))


def _body_of(issuer: str) -> str:
    """ "Ban Thường vụ Liên đoàn Lao động tỉnh X" → "LĐLĐ tỉnh X"."""
    for prefix in ("Ban Thường vụ ", "Ban Chấp hành ", "Đoàn Chủ tịch "):
        issuer = issuer.removeprefix(prefix)
    return issuer.replace("Liên đoàn Lao động", "LĐLĐ")


class DocumentsStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_documents(item)
