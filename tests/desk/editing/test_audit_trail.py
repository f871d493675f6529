"""The trail: looked through by person, act, day and words; taken away for spreadsheets."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from desk.audit import note
from desk.editing import audit_trail
from desk.models import AuditEntry
from desk.roles import Role
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in(Role.CHIEF, "truong-ban")[0]


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/desk/audit.csv{query}")
    text = b"".join(answer).decode()  # type: ignore[arg-type]
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_it_is_searched_by_words_without_accents_by_person_act_and_day(chief: Client) -> None:
    _, lan = signed_in(Role.EDITOR, "lan")
    old = note(lan, "hide", article=put("1", title="Hội nghị Đà Nẵng"))
    AuditEntry.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=3))
    note(lan, "approve", article=put("2", title="Tết sum vầy"), reason="Đã đối chiếu")
    note(None, "sign-in", subject="ai đó", actor="khach")

    def subjects(query: str) -> list[str]:
        page = chief.get(f"/desk/audit/?{query}").content.decode()
        return [name for name in ("Hội nghị Đà Nẵng", "Tết sum vầy", "ai đó") if name in page]

    assert subjects("q=da+nang") == ["Hội nghị Đà Nẵng"]
    assert subjects("q=doi+chieu") == ["Tết sum vầy"]
    assert subjects("actor=lan") == ["Hội nghị Đà Nẵng", "Tết sum vầy"]
    assert subjects("act=sign-in") == ["ai đó"]
    assert subjects(f"since={timezone.localdate()}") == ["Tết sum vầy", "ai đó"]
    assert subjects(f"until={timezone.localdate() - timedelta(days=1)}") == ["Hội nghị Đà Nẵng"]
    assert [row["subject"] for row in rows(chief, "?actor=lan&act=hide")] == ["Hội nghị Đà Nẵng"]


def test_a_formula_in_a_title_stays_a_text(chief: Client) -> None:
    _, lan = signed_in(Role.EDITOR, "lan")
    note(
        lan,
        "hide",
        article=put("1", title='=HYPERLINK("https://evil.example")'),
        reason="+1",
        after={"state": "hidden"},
    )
    (row,) = rows(chief, "?act=hide")
    assert row["subject"].startswith("'=")
    assert row["reason"] == "'+1"
    assert row["after"] == '{"state": "hidden"}'


def test_that_somebody_took_it_away_is_in_it(chief: Client) -> None:
    rows(chief)
    assert AuditEntry.objects.get(action="export-audit").actor == "truong-ban"


def test_it_goes_on_over_pages(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_trail, "PAGE", 2)
    for number in range(5):
        note(None, "hide", subject=f"bài {number}", actor="x")
    page = chief.get("/desk/audit/?act=hide").content.decode()
    assert "bài 4" in page
    assert "bài 2" not in page
    last = AuditEntry.objects.get(subject="bài 3").pk
    assert f"act=hide&amp;before={last}" in page
    assert "bài 2" in chief.get(f"/desk/audit/?act=hide&before={last}").content.decode()


def test_what_was_done_stays_when_its_person_is_gone(chief: Client) -> None:
    _, lan = signed_in(Role.EDITOR, "lan")
    note(lan, "hide", subject="bài")
    lan.delete()
    assert AuditEntry.objects.get(subject="bài").actor == "lan"


def test_acts_roles_and_rules_are_vietnamese_in_the_trail(chief: Client) -> None:
    user = User.objects.get(username="truong-ban")
    note(user, "invite", subject="lan", after={"role": "chief-editor"})
    note(user, "rule-save", subject="Thể thao", after={"act": "hide", "query": "x"})
    note(user, "rule-apply", subject="Thể thao", after={"articles": 3})
    page = chief.get("/desk/audit/").content.decode()
    for text in ("lưu quy tắc", "ẩn bài", "áp dụng quy tắc cho kho", "3 bài", "trưởng ban biên tập"):
        assert text in page
    for code in ("rule-save", "rule-apply", "chief-editor", ">hide<"):
        assert code not in page.partition("<tbody>")[2]
