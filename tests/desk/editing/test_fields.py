"""A field's value as the boxes of a form and back: what nobody touched comes back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record import checked
from desk.editing import fields
from desk.editing.fields import FieldError
from feeds.names import topics

# What a line of a box can hold: a bar cuts a line, and spaces at its ends are not kept.
WORDS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters="|"), min_size=1, max_size=20)
DAY = {"value": "2026-11-20", "precision": "day", "raw": "2026-11-20", "from": "editor", "relative": False}
MINUTE = {
    "value": "2026-11-20T08:30:00+07:00", "precision": "minute", "raw": "2026-11-20 08:30", "from": "editor",
    "relative": False,
}  # fmt: skip
OFFICIAL = {
    "number": "334/KH-LĐLĐ", "type": "Kế hoạch", "issued_on": "2026-11-20", "place": None, "issuer": None,
    "signer": "Lò Thị Mai", "signer_title": None, "recipients": ["Như trên", "Lưu VT"],
}  # fmt: skip
SAMPLES: list[tuple[str, Any]] = [
    ("title", "Hội nghị lần thứ 12"),
    ("title", None),
    ("summary", "Một dòng\nvà một dòng nữa"),
    ("body_text", "Đoạn một.\n\nĐoạn hai."),
    ("published", DAY),
    ("published", MINUTE),
    ("updated", None),
    ("authors", [{"name": "Lò Thị Mai", "role": "photographer", "organisation": "LĐLĐ tỉnh"}]),
    ("authors", []),
    ("province", {"slug": "quang-nam", "name": "Quảng Nam", "current": "da-nang"}),
    ("topics", list(topics())[:2]),
    ("section", ["Tin tức", "Hoạt động"]),
    ("images", [{"url": "https://a.example/1.jpg", "caption": None, "credit": "Mai"}]),
    ("attachments", [{"url": "https://a.example/1.pdf", "name": "Kế hoạch", "media_type": None}]),
    ("document", OFFICIAL),
    ("document", None),
    ("documents_cited", ["12/KH-LĐLĐ"]),
    ("kind", "document"),
    ("language", "vi"),
    ("organisation", None),
]


@pytest.mark.parametrize(("field", "value"), SAMPLES)
def test_what_is_written_into_boxes_is_read_out_of_them(field: str, value: Any) -> None:
    assert fields.value(field, fields.boxes(field, value)) == value
    assert checked(field, value) == value


@given(st.lists(st.tuples(WORDS, st.sampled_from(["writer", "editor", "source"]), WORDS | st.none())))
def test_authors_of_any_name_come_back(people: list[tuple[str, str, str | None]]) -> None:
    value = [{"name": name, "role": role, "organisation": body} for name, role, body in people]
    assert fields.value("authors", fields.boxes("authors", value)) == value


@pytest.mark.parametrize(
    "sent",
    [
        {"published-day": "2026-02-30"},
        {"published-time": "08:30"},
        {"published-day": "0026-02-03"},
        {"published-day": "2026-11-20", "published-time": "25:00"},
        {"authors": "Mai | nhà văn"},
        {"authors": "| writer"},
        {"authors": "a | writer | c | d"},
        {"province": "khong-co"},
        {"topics": "Chuyện không có"},
        {"document-issued_on": "hôm qua"},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(sent: dict[str, str]) -> None:
    field = next(iter(sent)).partition("-")[0]
    with pytest.raises(FieldError, match=r"\w"):
        fields.value(field, sent)


def test_roles_and_topics_are_read_by_name_with_or_without_accents_or_by_code() -> None:
    for role in ("ảnh", "anh", "photographer"):
        (author,) = fields.value("authors", {"authors": f"Mai | {role}"})
        assert author["role"] == "photographer"
    slug, name = next(iter(topics().items()))
    for text in (slug, name, name.upper()):
        assert fields.value("topics", {"topics": text}) == [slug]


def values(**other: Any) -> dict[str, Any]:
    lists = ("authors", "topics", "section", "images", "attachments", "documents_cited")
    empty: dict[str, Any] = {"body_text": "", "kind": "", **{name: [] for name in lists}}
    return dict.fromkeys(fields.FIELDS) | empty | other


def form(shown: dict[str, Any]) -> dict[str, str]:
    boxes = fields.all_boxes(shown)
    return {**boxes, **{f"was-{name}": fields.mark(text) for name, text in boxes.items()}}


def test_a_form_that_nobody_touched_changes_nothing_whatever_the_article_says_by_now() -> None:
    sent = form(values(title="Cũ"))
    assert fields.changed_values(values(title="Mới"), sent) == {}


def test_only_the_boxes_that_were_touched_are_taken() -> None:
    sent = form(values(title="Cũ", summary="Lời dẫn")) | {"title": "Tên của tôi"}
    assert fields.changed_values(values(title="Cũ", summary="Nguồn vừa sửa"), sent) == {
        "title": "Tên của tôi"
    }


def test_line_ends_of_browsers_are_no_change() -> None:
    sent = form(values(summary="Một\nhai")) | {"summary": "Một\r\nhai\r\n"}
    assert fields.changed_values(values(summary="Một\nhai"), sent) == {}


def test_one_box_of_two_is_enough() -> None:
    sent = form(values(published=DAY)) | {"published-time": "08:30"}
    assert fields.changed_values(values(published=DAY), sent) == {"published": MINUTE}
