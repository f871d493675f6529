"""The official document's own data and the documents that a text cites."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from items import Candidate, OfficialDocument, RawArticle
from pipelines.documents import cited, decide_documents
from pipelines.draft import begin

OWN = OfficialDocument(
    number="334/KH-LĐLĐ", type="Kế hoạch", issuer="Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu"
)


def decided(body: str, *candidates: Candidate) -> Any:
    raw = RawArticle("https://example.vn/1", None, "document", datetime.now(UTC), candidates, body_text=body)
    return decide_documents(begin(raw)).article


def test_cited_numbers_come_in_the_order_of_the_text_each_once() -> None:
    body = "Căn cứ Kế hoạch số 12/KH-LĐLĐ và Nghị quyết 20-NQ/TW; thực hiện 12/KH-LĐLĐ."
    assert cited("Về Chỉ thị 03/CT-TLĐ", None, body) == ("03/CT-TLĐ", "12/KH-LĐLĐ", "20-NQ/TW")


def test_a_documents_own_number_is_not_cited() -> None:
    assert cited(None, None, "Số: 334/KH-LĐLĐ, theo 12/KH-LĐLĐ", OWN) == ("12/KH-LĐLĐ",)


def test_years_periods_and_holidays_are_no_documents() -> None:
    assert cited(None, None, "Giai đoạn 2016-2020, ngày 8/3, tăng 20-25%, công đoàn 24/7.") == ()


def test_the_issuer_is_the_organisation_without_its_committee() -> None:
    article = decided("", Candidate("document", OWN, "", "line", "document.text", "div", 0.9))
    assert article.document == OWN
    assert article.organisation == "LĐLĐ tỉnh Lai Châu"


def test_news_that_cites_documents_is_none() -> None:
    article = decided("Thực hiện Kế hoạch số 12/KH-LĐLĐ.")
    assert article.document is None
    assert article.documents_cited == ("12/KH-LĐLĐ",)
