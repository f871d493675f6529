"""Reasons, warnings and refusals are Vietnamese at the desk, whatever the code writes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.editing.explanations import TRANSLATIONS, translate
from extraction.page import extract
from pipelines.decide import decide
from tests.desk.editing.explanations_in_code import Code
from vietnamese.dates.values import DateRole

LAYOUTS = Path(__file__).parents[2] / "extraction/layouts"
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


def test_every_text_of_the_code_has_its_vietnamese() -> None:
    texts = Code().texts()
    # Some that come by a variable, a constant, a function's return, a parameter and a list.
    assert texts >= {
        "stands outside the article",
        "weekday contradicts the date",
        "a page clock: far above the headline or in the page's head",
        "month or day first: nobody can tell",
        "select.body found nothing: {}",
        ", {} more agree",
    }
    filled = {text.replace("{}", "1") for text in texts}
    assert {text for text in filled if translate(text) is None and translate(f"1{text}") is None} == set()


def test_every_translation_names_the_values_of_its_text_and_is_vietnamese() -> None:
    for english, vietnamese in TRANSLATIONS.items():
        assert len(re.findall(r"\{\w*\}", english)) == len(re.findall(r"\{\w*\}", vietnamese)), english
        assert VIETNAMESE.search(vietnamese), english


def test_what_a_label_says_of_a_date_has_its_vietnamese() -> None:
    for role in set(get_args(DateRole)) - {"", "published"}:
        assert translate(f"its label says {role}, not published") != translate(
            "its label says nothing known, not published"
        )
        assert role in TRANSLATIONS


def test_everything_that_is_decided_of_real_layouts_is_explained() -> None:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    pages = sorted(LAYOUTS.glob("*.html"))[::3]
    texts: set[str] = set()
    for path in pages:
        article = decide(extract(path.read_bytes(), "https://a.example.vn/tin", at=at))
        texts |= {*article.reasons, *article.warnings}
        texts |= {proof.refused for proof in article.proofs if proof.refused}
    assert len(texts) > 100
    assert [text for text in texts if translate(text) is None] == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("views: the page tells none", "lượt xem: trang không ghi"),
        (
            "published: date.meta at div > p: 'Thứ Hai, 12/3/2026', 2 more agree; told by metadata only",
            "ngày đăng: quy tắc date.meta tại div > p: 'Thứ Hai, 12/3/2026'; 2 giá trị khác trùng khớp; "
            "chỉ có trong siêu dữ liệu của trang",
        ),
        ("another date on the page disagrees: an account", "trang còn ghi ngày khác: an account"),
        ("its label says deadline, not published", "nhãn cho biết đây là hạn chót, không phải ngày đăng"),
    ],
)
def test_a_text_put_together_is_translated_part_by_part(english: str, vietnamese: str) -> None:
    assert translate(english) == vietnamese


@pytest.mark.parametrize("text", ["", "dates disagree", "a note: of an older version", "x" * 10_000])
def test_a_text_of_another_version_has_none(text: str) -> None:
    assert translate(text) is None


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    translate(text)
    translate(f"published: {text}, 3 more agree")
