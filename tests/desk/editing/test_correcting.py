"""Correcting: saved with author and reason, kept as a draft, two editors at once, the source's word."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from archive.models import Article, Correction
from archive.store import save
from desk.editing import fields
from desk.editing.correcting import values_of
from desk.models import AuditEntry, Draft, Hold
from desk.roles import Role
from items import Article as Found
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Client:
    return signed_in(Role.EDITOR, "lan")[0]


@pytest.fixture
def minh() -> Client:
    return signed_in(Role.EDITOR, "minh")[0]


@pytest.fixture
def row() -> Article:
    return put("1", title="Tên cũ", summary="Lời dẫn", body_text="Đoạn một.\nĐoạn hai.")


def form(row: Article, **typed: str) -> dict[str, str]:
    """The form as it stands in the page, with what somebody typed into it."""
    row.refresh_from_db()
    boxes = fields.all_boxes(values_of(row))
    marks = {f"was-{name}": fields.mark(text) for name, text in boxes.items()}
    return {**boxes, **marks, "version": str(row.version), "reason": "", **typed}


def correct(client: Client, row: Article, sent: dict[str, str]) -> Any:
    return client.post(f"/desk/articles/{row.pk}/correct/", sent)


def test_a_correction_is_published_with_author_and_reason_and_the_source_s_word_beside_it(
    lan: Client, row: Article
) -> None:
    sent = form(row, title="Tên đúng", reason="Sai chính tả")
    sent["published-time"] = "09:15"
    assert correct(lan, row, sent).status_code == 302
    row.refresh_from_db()
    assert row.title == "Tên đúng"
    assert row.published == {
        "value": "2026-11-01T09:15:00+07:00",
        "precision": "minute",
        "raw": "2026-11-01 09:15",
        "from": "editor",
        "relative": False,
    }
    made = {correction.field: correction for correction in Correction.objects.all()}
    assert set(made) == {"title", "published"}
    assert (made["title"].author, made["title"].reason) == ("lan", "Sai chính tả")
    page = lan.get(f"/desk/articles/{row.pk}/").content.decode()
    assert "<del>Tên cũ" in page
    assert "Sai chính tả" in page
    entry = AuditEntry.objects.get(action="correct")
    assert (entry.after["fields"], entry.reason) == (["title", "published"], "Sai chính tả")


def test_a_correction_without_a_reason_is_not_saved_and_nothing_typed_is_lost(
    lan: Client, row: Article
) -> None:
    answer = correct(lan, row, form(row, title="Tên đúng"))
    assert answer.status_code == 400
    assert 'value="Tên đúng"' in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"published-day": "2026-13-01"}, {"images": "javascript:alert(1)"}, {"topics": "<b>"}]
)
def test_what_cannot_be_is_not_saved_and_nothing_typed_is_lost(
    lan: Client, row: Article, typed: dict[str, str]
) -> None:
    answer = correct(lan, row, {**form(row, title="Tên đúng", reason="x"), **typed})
    assert answer.status_code == 400
    assert 'value="Tên đúng"' in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_crawl_leaves_a_correction_alone_and_it_can_be_withdrawn(lan: Client, row: Article) -> None:
    correct(lan, row, form(row, title="Tên đúng", reason="x"))
    revised = Found(url=row.url, source=row.source, kind="article", title="Nguồn đổi tên")
    save(revised, key="1", run_id=None, at=timezone.now())
    row.refresh_from_db()
    assert row.title == "Tên đúng"
    lan.post(f"/desk/articles/{row.pk}/withdraw/", {"field": "title"})
    row.refresh_from_db()
    assert row.title == "Nguồn đổi tên"
    assert AuditEntry.objects.filter(action="withdraw").count() == 1


def test_a_correction_can_be_undone_and_an_earlier_one_stands_again(lan: Client, row: Article) -> None:
    correct(lan, row, form(row, title="Lần một", reason="a"))
    correct(lan, row, form(row, title="Lần hai", summary="Khác", reason="b"))
    batch = AuditEntry.objects.filter(action="correct").latest("id").batch
    lan.post("/desk/undo/", {"batch": str(batch)})
    row.refresh_from_db()
    assert (row.title, row.summary) == ("Lần một", "Lời dẫn")


def test_who_saves_second_gets_409_with_both_values_and_only_their_own_boxes_changed(
    lan: Client, minh: Client, row: Article
) -> None:
    mine = form(row, title="Của Lan", summary="Lời dẫn của Lan", reason="x")
    theirs = form(row, title="Của Minh", body_text="Đoạn của Minh.", reason="y")
    assert correct(minh, row, theirs).status_code == 302
    answer = correct(lan, row, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Của Minh" in page
    assert 'value="Của Lan"' in page
    assert "Đoạn của Minh." in page
    row.refresh_from_db()
    assert row.title == "Của Minh"
    # Having seen both, she saves again: the text of the other stays.
    again = form(row, title="Của Lan", summary="Lời dẫn của Lan", reason="x")
    assert correct(lan, row, again).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.summary, row.body_text) == ("Của Lan", "Lời dẫn của Lan", "Đoạn của Minh.")


def test_an_article_somebody_edits_is_held_and_can_be_taken_over(
    lan: Client, minh: Client, row: Article
) -> None:
    address = f"/desk/articles/{row.pk}"
    assert lan.post(f"{address}/hold/")["Location"] == f"{address}/correct/"
    page = minh.get(f"{address}/").content.decode()
    assert "lan đang sửa" in page
    assert minh.post(f"{address}/hold/")["Location"] == f"{address}/"
    assert correct(minh, row, form(row, title="Của Minh", reason="x")).status_code == 409
    assert minh.post(f"{address}/hold/", {"over": "1"})["Location"] == f"{address}/correct/"
    assert correct(lan, row, form(row, title="Của Lan", reason="x")).status_code == 409
    assert Draft.objects.get(user__username="lan").values == {"title": "Của Lan", "reason": "x"}
    assert correct(minh, row, form(row, title="Của Minh", reason="x")).status_code == 302
    assert not Hold.objects.exists()
    assert AuditEntry.objects.get(action="take-over").before == {"user": "lan"}


def test_a_hold_lapses_after_a_quarter_of_an_hour(lan: Client, minh: Client, row: Article) -> None:
    lan.post(f"/desk/articles/{row.pk}/hold/")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert minh.post(f"/desk/articles/{row.pk}/hold/")["Location"].endswith("/correct/")


def test_a_draft_keeps_what_was_typed_for_its_author_alone(lan: Client, minh: Client, row: Article) -> None:
    address = f"/desk/articles/{row.pk}"
    sent = form(row, title="Đang gõ dở")
    answer = lan.post(f"{address}/draft/", sent, headers={"accept": "application/json"})
    assert answer.json()["message"].startswith("Đã lưu nháp")
    assert Draft.objects.get().values == {"title": "Đang gõ dở"}
    assert 'value="Đang gõ dở"' in lan.get(f"{address}/correct/").content.decode()
    assert "Đang gõ dở" not in minh.get(f"{address}/correct/").content.decode()
    minh.post(f"{address}/draft/", {"drop": "1"})
    assert Draft.objects.exists()
    lan.post(f"{address}/draft/", {"drop": "1"})
    assert not Draft.objects.exists()


def test_a_draft_shows_the_article_as_it_is_now_in_all_boxes_that_were_not_typed_into(
    lan: Client, minh: Client, row: Article
) -> None:
    lan.post(f"/desk/articles/{row.pk}/draft/", form(row, title="Đang gõ dở"))
    Hold.objects.all().delete()
    correct(minh, row, form(row, summary="Lời dẫn của Minh", reason="x"))
    page = lan.get(f"/desk/articles/{row.pk}/correct/").content.decode()
    assert 'value="Đang gõ dở"' in page
    assert "Lời dẫn của Minh" in page
    assert "Bài đã thay đổi từ đó." in page


def test_a_form_that_nobody_touched_saves_nothing(lan: Client, row: Article) -> None:
    before = row.version
    assert correct(lan, row, form(row)).status_code == 302
    row.refresh_from_db()
    assert row.version == before
    assert not Correction.objects.exists()


def test_a_value_that_the_archive_refuses_is_named_in_vietnamese(lan: Client, row: Article) -> None:
    answer = correct(lan, row, form(row, images="javascript:alert(1) | chú thích", reason="x"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Giá trị của trường “ảnh” không hợp lệ." in page
