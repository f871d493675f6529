"""Approving, hiding, retracting, taking back: what readers then see, and the trail of it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from archive.models import Article
from desk.models import AuditEntry
from desk.roles import Role
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in(Role.EDITOR, "bien-tap")[0]


@pytest.fixture
def chief() -> Client:
    return signed_in(Role.CHIEF, "truong-ban")[0]


def pick(row: Article) -> str:
    return f"{row.pk}.{Article.objects.get(pk=row.pk).version}"


def act(client: Client, name: str, *picks: str, **other: Any) -> dict[str, Any]:
    data = {"act": name, "pick": list(picks), **other}
    answer = client.post("/desk/act/", data, headers={"accept": "application/json"})
    # What is refused is answered with a page.
    record = answer.json() if answer["Content-Type"].startswith("application/json") else {}
    return {"status": answer.status_code, **record}


def undo(client: Client, batch: str) -> dict[str, Any]:
    answer = client.post("/desk/undo/", {"batch": batch}, headers={"accept": "application/json"})
    return {"status": answer.status_code, **answer.json()}


def state(row: Article) -> str:
    return Article.objects.get(pk=row.pk).state


def test_an_act_on_many_is_one_batch_and_each_is_in_the_trail(editor: Client) -> None:
    rows = [put(str(day), day, title=f"Tin {day}") for day in (1, 2)]
    answer = act(editor, "hide", *map(pick, rows))
    assert answer["done"] == [row.pk for row in rows]
    assert [state(row) for row in rows] == ["hidden", "hidden"]
    assert not Article.objects.filter(public=True).exists()
    entries = AuditEntry.objects.filter(batch=UUID(answer["batch"])).order_by("article")
    shown = [
        (entry.actor, entry.action, entry.subject, entry.before["state"], entry.after["state"])
        for entry in entries
    ]
    assert shown == [
        ("bien-tap", "hide", "Tin 1", "new", "hidden"),
        ("bien-tap", "hide", "Tin 2", "new", "hidden"),
    ]


def test_a_form_without_a_script_does_the_same_and_leads_back(editor: Client) -> None:
    row = put("1")
    answer = editor.post(
        "/desk/act/", {"only": f"approve:{pick(row)}", "back": "/desk/?source=lao-cai"}, follow=True
    )
    assert answer.redirect_chain == [("/desk/?source=lao-cai", 302)]
    assert state(row) == "approved"
    page = answer.content.decode()
    assert "Đã duyệt 1 bài." in page
    assert 'name="batch" value="' in page


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/feeds/", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(editor: Client, back: str) -> None:
    answer = editor.post("/desk/act/", {"only": f"approve:{pick(put('1'))}", "back": back})
    assert answer["Location"] == "/desk/"


def test_what_changed_since_the_page_was_shown_is_left_alone_and_said(editor: Client, chief: Client) -> None:
    row, other = put("1", 1), put("2", 2)
    seen, other_seen = pick(row), pick(other)
    act(chief, "hide", seen)
    answer = act(editor, "approve", seen, other_seen)
    assert (answer["done"], answer["stale"]) == ([other.pk], [row.pk])
    assert "thay đổi" in answer["message"]
    assert state(row) == "hidden"


def test_undo_brings_back_what_was_and_is_an_act_itself(editor: Client) -> None:
    rows = [put(str(day), day) for day in (1, 2)]
    batch = act(editor, "hide", *map(pick, rows))["batch"]
    assert undo(editor, batch)["done"] == [rows[1].pk, rows[0].pk]
    assert [state(row) for row in rows] == ["new", "new"]
    assert AuditEntry.objects.filter(action="undo").count() == 2
    assert undo(editor, batch)["status"] == 400


def test_undo_leaves_alone_what_somebody_did_something_to_since(editor: Client, chief: Client) -> None:
    row = put("1")
    batch = act(editor, "hide", pick(row))["batch"]
    act(chief, "approve", pick(row))
    assert undo(editor, batch)["stale"] == [row.pk]
    assert state(row) == "approved"


def test_an_editor_takes_back_only_their_own_acts_a_chief_all(editor: Client, chief: Client) -> None:
    row = put("1")
    batch = act(chief, "hide", pick(row))["batch"]
    assert undo(editor, batch)["status"] == 400
    assert state(row) == "hidden"
    batch = act(editor, "approve", pick(row))["batch"]
    assert undo(chief, batch)["done"] == [row.pk]
    assert state(row) == "hidden"


def test_only_a_chief_retracts_and_brings_back(editor: Client, chief: Client) -> None:
    row = put("1")
    assert act(editor, "retract", pick(row))["status"] == 403
    batch = act(chief, "retract", pick(row), reason="Sai tên người")["batch"]
    assert state(row) == "retracted"
    assert act(editor, "approve", pick(row))["done"] == []
    assert act(editor, "reopen", pick(row))["done"] == []
    assert state(row) == "retracted"
    assert undo(chief, batch)["done"] == [row.pk]
    assert state(row) == "new"
    assert AuditEntry.objects.get(action="retract").reason == "Sai tên người"


@pytest.mark.parametrize(
    ("name", "vietnamese", "one", "many"),
    [
        ("approve", "Đã duyệt {} bài.", "1 article approved.", "2 articles approved."),
        ("hide", "Đã ẩn {} bài.", "1 article hidden.", "2 articles hidden."),
        ("retract", "Đã rút {} bài.", "1 article retracted.", "2 articles retracted."),
        (
            "reopen",
            "Đã đưa {} bài trở lại hàng chờ.",
            "1 article put back into the queue.",
            "2 articles put back into the queue.",
        ),
    ],
)
def test_what_was_done_is_said_in_a_whole_sentence_of_each_language(
    chief: Client, name: str, vietnamese: str, one: str, many: str
) -> None:
    rows = [put(str(day), day) for day in (1, 2, 3)]
    assert act(chief, name, pick(rows[0]))["message"] == vietnamese.format(1)
    answer = act(chief, name, *map(pick, rows[1:]))
    assert answer["message"] == vietnamese.format(2)
    assert undo(chief, answer["batch"])["message"] == "Đã hoàn tác thao tác với 2 bài."
    chief.post("/desk/language/", {"language": "en"})
    assert act(chief, name, pick(rows[0]))["message"] == one
    assert act(chief, name, *map(pick, rows[1:]))["message"] == many


@pytest.mark.parametrize(
    "data",
    [{}, {"act": "burn"}, {"act": "hide"}, {"act": "hide", "pick": "x"}, {"act": "hide", "pick": "1"},
     {"only": "hide:9.9.9"}, {"act": "hide", "pick": f"{10**30}.0"}, {"act": "hide", "pick": ["1.0"] * 501}],
)  # fmt: skip
def test_what_means_nothing_does_nothing_and_says_so(editor: Client, data: dict[str, Any]) -> None:
    row = put("1")
    answer = editor.post("/desk/act/", data, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert state(row) == "new"


@pytest.mark.parametrize("batch", ["", "x", "6f1d9c0e-5b1a-4c65-9d0e-3a1f0b7c2d48"])
def test_there_may_be_nothing_to_undo(editor: Client, batch: str) -> None:
    assert undo(editor, batch)["status"] == 400
