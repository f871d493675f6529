"""What changed in an article can be read: fields, paragraphs, words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bodies import paragraphs
from archive.difference import Paragraph, Piece, difference, words
from archive.history import steps
from archive.models import Article
from archive.store import save
from items import Article as Found

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
TEXT = "Sáng nay hội nghị khai mạc.\nHơn 200 đại biểu dự.\nHội nghị bế mạc."
TEXTS = st.lists(
    st.lists(st.sampled_from("công đoàn họp, 12 người. Tết".split()), max_size=8).map(" ".join), max_size=6
).map("\n".join)


def told(found: list[Paragraph]) -> list[tuple[str, str, str]]:
    return [(each.what, each.before, each.after) for each in found]


def test_a_changed_word_is_shown_in_its_paragraph() -> None:
    found = difference(TEXT, TEXT.replace("200", "300"))
    assert [each.what for each in found] == ["equal", "change", "equal"]
    assert found[1].pieces == (
        Piece("equal", "Hơn "),
        Piece("delete", "200"),
        Piece("insert", "300"),
        Piece("equal", " đại biểu dự."),
    )


def test_a_paragraph_that_came_and_one_that_went_are_whole() -> None:
    after = "Sáng nay hội nghị khai mạc.\nBan tổ chức tặng quà Tết cho công nhân.\nHội nghị bế mạc."
    assert told(difference(TEXT, after)) == [
        ("equal", "Sáng nay hội nghị khai mạc.", "Sáng nay hội nghị khai mạc."),
        ("delete", "Hơn 200 đại biểu dự.", ""),
        ("insert", "", "Ban tổ chức tặng quà Tết cho công nhân."),
        ("equal", "Hội nghị bế mạc.", "Hội nghị bế mạc."),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_their_difference(before: str, after: str) -> None:
    found = difference(before, after)
    assert [each.before for each in found if each.what != "insert"] == paragraphs(before)
    assert [each.after for each in found if each.what != "delete"] == paragraphs(after)
    assert all(each.what == "equal" for each in found) == (paragraphs(before) == paragraphs(after))


@given(st.text(), st.text())
def test_both_lines_can_be_read_off_their_words(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(each.text for each in pieces if each.what != "insert") == before
    assert "".join(each.text for each in pieces if each.what != "delete") == after


def test_huge_lines_are_compared_as_wholes() -> None:
    huge = "từ " * 5000
    assert words(huge, huge + "x") == (Piece("delete", huge), Piece("insert", huge + "x"))


@pytest.mark.django_db
def test_the_history_goes_back_through_every_state_with_what_changed() -> None:
    first = Found(url="https://a.example/1", source="a", kind="article", title="Tin một", body_text=TEXT)
    second = replace(first, title="Tin hai", body_html="<p>x</p>")
    third = replace(second, body_text=TEXT.replace("200", "300"), body_html="<p>y</p>")
    for day, found in enumerate((first, second, third)):
        save(found, key="1", run_id=None, at=NIGHT + timedelta(days=day))
    found_steps = steps(Article.objects.get())
    assert [(step.number, [change.field for change in step.changes]) for step in found_steps] == [
        (2, ["body_text"]),
        (1, ["title", "body_html"]),
    ]
    assert found_steps[1].changes[0].pieces == (
        Piece("equal", "Tin "),
        Piece("delete", "một"),
        Piece("insert", "hai"),
    )
    assert [each.what for each in found_steps[0].changes[0].paragraphs] == ["equal", "change", "equal"]
