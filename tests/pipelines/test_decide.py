"""The whole decision: pure, total, with its reasons."""

from __future__ import annotations

from datetime import datetime

from extraction import extract
from items import RawArticle
from pipelines.decide import decide, stages

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
PAGE = (
    "<title>Hội thi tay nghề ngành Xây dựng</title><h1>Hội thi tay nghề ngành Xây dựng</h1><p>12/06/2021</p>"
    "<p>Sáng 5/6, Công đoàn ngành Xây dựng tổ chức hội thi tay nghề cho hơn một trăm thợ giỏi.</p>"
    "<p>Thực hiện Kế hoạch số 12/KH-LĐLĐ, hội thi có hai phần lý thuyết và thực hành, có trao giải.</p>"
    "<p><b>Minh Hà</b></p><p>Lượt xem: 36</p>"
)


def test_every_field_has_its_reason() -> None:
    article = decide(extract(PAGE.encode(), "https://example.vn/1", at=AT))
    fields = {reason.partition(":")[0] for reason in article.reasons}
    assert {"title", "published", "authors", "views", "document", "topics"} <= fields


def test_the_same_page_gives_the_same_article() -> None:
    raw = extract(PAGE.encode(), "https://example.vn/1", at=AT)
    assert decide(raw) == decide(raw)


def test_all_proofs_are_kept_for_the_editors() -> None:
    raw = extract(PAGE.encode(), "https://example.vn/1", at=AT)
    assert decide(raw).proofs == raw.candidates


def test_an_empty_page_gives_an_article_without_fields() -> None:
    record = decide(RawArticle("", None, "other", AT)).to_record()
    assert record["kind"] == "other"
    empty = {"title", "summary", "published", "updated", "views", "document", "province", "language"}
    assert all(record[name] is None for name in empty)
    assert all(record[name] == [] for name in ("authors", "section", "topics", "images", "documents_cited"))


def test_markup_is_sanitised_last() -> None:
    page = PAGE.replace("</h1>", "</h1><script>x</script>").replace("<p>Sáng", "<p onclick='x()'>Sáng")
    article = decide(extract(page.encode(), "https://example.vn/1", at=AT))
    assert "onclick" not in article.body_html
    assert "script" not in article.body_html


def test_a_crawl_decides_in_the_same_order_as_the_pure_function() -> None:
    from crawler import settings

    in_a_crawl = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)[:-1]
    named = [f"{type(stage).__module__}.{type(stage).__qualname__}" for stage in stages()]
    assert in_a_crawl == named
    # Who signed is known before who wrote is decided.
    assert named.index("pipelines.documents.DocumentsStage") < named.index("pipelines.authors.AuthorsStage")
