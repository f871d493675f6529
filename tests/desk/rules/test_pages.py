"""Rules are made by chief editors, after they saw what a rule would touch; what rules do is in the trail."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.models import Article, Assignment, Rule
from desk.models import AuditEntry
from desk.roles import Role
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db
HIDE = {
    "name": "Xổ số",
    "query": "xổ số",
    "source": "",
    "author": "",
    "act": "hide",
    "topic": "",
    "assignee": "",
}


def test_a_preview_shows_what_would_be_touched_and_keeps_nothing() -> None:
    put("1", title="Kết quả xổ số")
    client, _ = signed_in(Role.CHIEF)
    page = client.post("/desk/rules/new/", {**HIDE, "preview": ""}).content.decode()
    assert "Kết quả xổ số" in page
    assert not Rule.objects.exists()
    assert Article.objects.get().state == "new"


def test_a_saved_rule_acts_on_what_comes_and_on_the_archive_when_applied() -> None:
    before = put("1", title="Xổ số cũ")
    client, _ = signed_in(Role.CHIEF)
    assert client.post("/desk/rules/new/", {**HIDE, "save": ""}).status_code == 302
    rule = Rule.objects.get()
    put("2", title="Xổ số mới")
    assert dict(Article.objects.values_list("key", "state")) == {"1": "new", "2": "hidden"}
    client.post(f"/desk/rules/{rule.pk}/apply/")
    before.refresh_from_db()
    assert before.state == "hidden"
    trail = AuditEntry.objects.exclude(action__startswith="sign").order_by("id")
    assert list(trail.values_list("action", "actor")) == [
        ("rule-save", "mot-chief-editor"),
        ("hide", "quy tắc: Xổ số"),
        ("hide", "quy tắc: Xổ số"),
        ("rule-apply", "mot-chief-editor"),
    ]


def test_what_a_rule_hid_can_be_taken_back() -> None:
    client, _ = signed_in(Role.CHIEF)
    client.post("/desk/rules/new/", {**HIDE, "save": ""})
    row = put("1", title="Xổ số")
    entry = AuditEntry.objects.get(action="hide")
    client.post("/desk/undo/", {"batch": str(entry.batch)})
    row.refresh_from_db()
    assert row.state == "new"


def test_a_rule_adds_a_topic_that_there_is_or_gives_to_somebody_who_may_edit() -> None:
    client, _ = signed_in(Role.CHIEF)
    hoa = signed_in(Role.EDITOR, "hoa")[1]
    signed_in(Role.READER, "doc")
    tag = {**HIDE, "name": "tag", "act": "tag", "topic": "nu_cong_binh_dang_gioi", "save": ""}
    give: dict[str, Any] = {**HIDE, "name": "give", "act": "assign", "assignee": hoa.username, "save": ""}
    assert client.post("/desk/rules/new/", tag).status_code == 302
    assert client.post("/desk/rules/new/", give).status_code == 302
    row = put("1", title="Xổ số")
    row.refresh_from_db()
    assert row.topics == ["nu_cong_binh_dang_gioi"]
    assert Assignment.objects.get().assignee == "hoa"
    for wrong in ({**tag, "topic": "khong-co"}, {**tag, "topic": ""}, {**give, "assignee": "doc"}):
        assert client.post("/desk/rules/new/", {**wrong, "name": "x"}).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [{"query": ""}, {"query": "“…”"}, {"name": ""}, {"act": "delete"}, {"source": "khong-co"}],
)
def test_a_rule_that_means_nothing_is_not_kept(wrong: dict[str, str]) -> None:
    client, _ = signed_in(Role.CHIEF)
    assert client.post("/desk/rules/new/", {**HIDE, **wrong, "save": ""}).status_code == 400
    assert not Rule.objects.exists()


def test_a_rule_is_changed_turned_off_and_removed_and_the_trail_says_so() -> None:
    client, _ = signed_in(Role.CHIEF)
    client.post("/desk/rules/new/", {**HIDE, "save": ""})
    number = Rule.objects.get().pk
    client.post(f"/desk/rules/{number}/", {**HIDE, "query": "bóng đá", "save": ""})
    assert Rule.objects.get().query == "bóng đá"
    client.post(f"/desk/rules/{number}/switch/")
    assert put("1", title="Bóng đá").state == "new"
    assert "đang tắt" in client.get("/desk/rules/").content.decode()
    client.post(f"/desk/rules/{number}/remove/")
    assert not Rule.objects.exists()
    acts = (
        AuditEntry.objects.filter(action__startswith="rule").order_by("id").values_list("action", flat=True)
    )
    assert list(acts) == ["rule-save", "rule-save", "rule-off", "rule-remove"]


def test_who_is_no_chief_sees_and_makes_no_rules() -> None:
    rule = Rule.objects.create(name="x", query="x", act="hide", made_by="x", made_at="2026-11-20T00:00:00Z")
    client, _ = signed_in(Role.EDITOR)
    for path in ("", "new/", f"{rule.pk}/"):
        assert client.get(f"/desk/rules/{path}").status_code == 403
    for path in ("apply/", "switch/", "remove/"):
        assert client.post(f"/desk/rules/{rule.pk}/{path}").status_code == 403
    assert Rule.objects.filter(enabled=True).exists()
    assert User.objects.count() == 1
