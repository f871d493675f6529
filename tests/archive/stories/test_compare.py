"""What is one text and what is two, and how much of each they share."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article
from archive.stories.compare import same, share
from archive.stories.fingerprint import LEAST_ALIKE, Likeness, bands
from archive.stories.text import Comparable, comparable
from tests.archive.stories.texts import changed, prose

LAO_CAI = "Tỉnh Lào Cai tổ chức."
LAI_CHAU = "Tỉnh Lai Châu tổ chức."


def text(lines: list[str], number: int = 1, **fields: Any) -> Comparable:
    values = {"source": f"nguon-{number}", "kind": "article", "title": lines[0], **fields}
    return comparable(Article(pk=number, body_text="\n".join(lines), **values))


def test_a_reprint_may_change_words_drop_paragraphs_and_open_with_its_agency() -> None:
    lines = prose(1)
    original = text(lines)
    for copy in (
        lines,
        changed(lines, 0.1),
        lines[:5],
        lines[4:],
        changed(lines[:6], 0.1),
        [f"(Dân trí) - {lines[0]}", *lines[1:], "Theo Báo Lao Động"],
        [line.upper() for line in lines],
    ):
        other = text(copy, 2)
        assert same(original, other)
        assert same(other, original)
        assert set(bands(original.words).split()) & set(bands(other.words).split())
        assert Likeness(bands(original.words)).to(bands(other.words)) > LEAST_ALIKE
    assert not same(original, text(prose(2), 2))


def test_what_sites_add_around_a_text_is_left_out() -> None:
    lines = prose(3, 3)
    plain = text(lines)
    dressed = text(
        [f"(LĐTĐ) - {lines[0]}", "Công nhân nhận quà tại buổi lễ", *lines[1:], "Bài, ảnh: Lò Thị Mai"],
        2,
        authors=[{"name": "Lò Thị Mai", "role": "writer", "organisation": None}],
        images=[{"url": "x", "caption": "Công nhân nhận quà tại buổi lễ.", "credit": None}],
    )
    assert dressed.words == plain.words


def test_a_lead_that_stands_apart_counts_as_one_that_stands_in_the_text() -> None:
    lines = prose(4, 3)
    assert text(lines[1:], summary=lines[0]).words == text(lines).words == text(lines, summary=lines[0]).words


def test_a_share_is_told_in_words_and_paragraphs() -> None:
    lines, own = prose(5, 4), prose(6, 4)
    told = share(text([lines[0], own[0], lines[1], own[1]], 2, summary=lines[2]), text(lines))
    assert told.paragraphs == (0, 1, 3)
    assert 0.5 < told.share < 0.7
    assert share(text(lines), text(lines)).share == 1.0


def test_a_plan_of_many_provinces_is_many_stories() -> None:
    plan = prose(7)
    one, other = text([LAO_CAI, *plan]), text([LAI_CHAU, *plan], 2)
    assert not same(one, other)
    assert same(one, text([LAO_CAI, *plan], 2))
    assert not same(text(plan, documents_cited=["1/KH-LĐLĐ"]), text(plan, 2, documents_cited=["2/KH-LĐLĐ"]))


def test_two_events_told_in_the_same_words_are_two() -> None:
    form = (
        "Sáng ngày {}, tại hội trường, đồng chí {} trao quyết định cho đồng chí {} trước toàn thể đoàn viên."
    )
    rest = prose(12, 3)
    one = text([form.format("19/5/2026", "Lò Thị Mai", "Giàng A Páo"), *rest])
    assert not same(one, text([form.format("3/2/2025", "Vũ Văn Hà", "Lê Đình Ân"), *rest], 2))
    assert same(one, text([form.format("19/5/2026", "Lò Thị Mai", "Giàng A Páo"), *rest], 2))


def document(number: int, told: str | None, issuer: str | None, year: int = 2026) -> Comparable:
    values = {"number": told, "issuer": issuer, "issued_on": f"{year}-05-01"}
    return text(prose(8), number, kind="document", document=values)


def test_documents_are_one_where_number_issuer_and_year_are() -> None:
    one = document(1, "05/KH-LĐLĐ", "LĐLĐ tỉnh Lào Cai")
    assert same(one, document(2, "5/KH – LĐLĐ", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI"))
    assert not same(one, document(2, "6/KH-LĐLĐ", "LĐLĐ tỉnh Lào Cai"))
    assert not same(one, document(2, "5/KH-LĐLĐ", "LĐLĐ tỉnh Lai Châu"))
    assert not same(one, document(2, "5/KH-LĐLĐ", "LĐLĐ tỉnh Lào Cai", 2025))
    assert not same(one, text(prose(8), 2))
    assert not same(document(1, None, "LĐLĐ"), document(2, None, "LĐLĐ"))
    # Many provinces print what the centre issued once.
    assert same(document(1, "7/HD-TLĐ", "Tổng Liên đoàn"), document(2, "07/HD-TLĐ", "TỔNG LIÊN ĐOÀN"))


def test_issues_of_a_series_and_short_notices_are_no_reprints() -> None:
    lines = prose(9)
    one, other = text(lines, title="Lịch công tác tuần 12"), text(lines, 2, title="Lịch công tác tuần 13")
    assert not same(one, other)
    assert not same(text(["Thông báo nghỉ lễ"]), text(["Thông báo nghỉ lễ"], 2))
    assert bands(text(["Thông báo nghỉ lễ"]).words) == ""


def test_within_a_source_only_the_same_title_and_nearly_the_same_text() -> None:
    lines = prose(10)
    one = text(lines)
    assert same(one, replace(text(lines, 2), source=one.source))
    assert not same(one, replace(text(changed(lines, 0.2), 2, title=lines[0]), source=one.source))
    assert not same(one, replace(text(lines, 2, title="Bài khác"), source=one.source))


@given(st.integers(0, 50), st.integers(0, 50), st.floats(0, 0.5), st.integers(1, 8))
def test_the_rule_is_the_same_either_way(first: int, second: int, part: float, most: int) -> None:
    one = text(prose(first))
    other = text(changed(prose(second), part)[:most], 2)
    assert same(one, other) == same(other, one)
    if first != second:
        assert not same(one, other)


@pytest.mark.parametrize("told", [{}, {"body_text": ""}, {"title": None, "summary": None}])
def test_an_article_without_text_is_like_nothing(told: dict[str, Any]) -> None:
    empty = comparable(Article(pk=1, source="a", kind="article", **told))
    assert not same(empty, empty)
    assert share(empty, empty).share == 0.0


_NUMBER = st.sampled_from([0, 1, 0x7FFF, 0x8000, 0xFFFF])


@given(st.lists(st.tuples(_NUMBER, _NUMBER), min_size=126, max_size=126))
def test_likeness_is_the_part_of_the_numbers_that_both_have(pairs: list[tuple[int, int]]) -> None:
    one, other = (
        " ".join("".join(f"{pair[side]:04x}" for pair in pairs[at : at + 3]) for at in range(0, 126, 3))
        for side in (0, 1)
    )
    assert Likeness(one).to(other) == pytest.approx(sum(a == b for a, b in pairs) / 126)
