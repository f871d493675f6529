"""A rule does once what it says to what it means; what an editor does after it stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import corrections, rules, signals, states
from archive.models import Article, Assignment, Rule, SearchEntry
from archive.search import Search, hits
from archive.search.plan import plan
from items import Author
from tests.archive.search.articles import NIGHT, put

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(days=1)


def rule(act: str = "hide", value: str = "", **fields: Any) -> Rule:
    return Rule.objects.create(
        name=f"{act} {fields}", act=act, value=value, made_by="lan", made_at=NIGHT, **fields
    )


def test_what_comes_in_and_matches_is_hidden_before_anybody_sees_it() -> None:
    rule(query='"xổ số"')
    hit, other = put("1", title="Kết quả xổ số hôm nay"), put("2", title="Sổ xố là sai chính tả")
    hit.refresh_from_db()
    assert (hit.state, hit.public, hit.state_by) == ("hidden", False, "quy tắc: hide {'query': '\"xổ số\"'}")
    assert (other.state, other.public) == ("new", True)


def test_all_that_a_rule_names_must_hold() -> None:
    rule(query="thi đua", source="lao-cai", author="Lò Mai")
    writer = (Author("Lò Mai", "writer"),)
    all_three = put("1", title="Thi đua lao động", authors=writer)
    for key, fields in {
        "2": {"title": "Thi đua", "authors": writer, "source": "lai-chau"},
        "3": {"title": "Thi đua"},
        "4": {"title": "Khác", "authors": writer},
    }.items():
        assert put(key, **fields).state == "new"
    all_three.refresh_from_db()
    assert all_three.state == "hidden"


def test_a_topic_is_added_to_the_topics_that_were_found() -> None:
    rule("tag", "nu_cong", query="chị em")
    row = put("1", title="Chị em thi đua", topics=("thi_dua",))
    row.refresh_from_db()
    assert row.topics == ["thi_dua", "nu_cong"]
    assert corrections.source_values(row)["topics"] == ["thi_dua"]


def test_an_article_is_given_to_somebody() -> None:
    rule("assign", "hoa", source="lao-cai")
    row = put("1")
    assert Assignment.objects.get(article=row).assignee == "hoa"


def test_what_an_editor_does_after_a_rule_stands_also_when_the_article_comes_again() -> None:
    rule(query="xổ số")
    row = put("1", title="Xổ số")
    states.set_state([row.pk], "approved", by="lan", at=LATER)
    again = put("1", title="Xổ số, sửa lại")
    again.refresh_from_db()
    assert (again.state, again.title) == ("approved", "Xổ số, sửa lại")


def test_a_rule_that_is_off_and_one_for_something_else_do_nothing() -> None:
    rule(query="xổ số", enabled=False)
    rule(query="bóng đá")
    assert put("1", title="Xổ số").state == "new"


def test_what_was_retracted_is_not_hidden() -> None:
    row = put("1", title="Xổ số")
    states.set_state([row.pk], "retracted", by="lan", at=LATER)
    assert rules.apply(rule(query="xổ số"), at=LATER) == 0
    row.refresh_from_db()
    assert row.state == "retracted"


def test_the_preview_tells_what_applying_then_does_and_changes_nothing_itself() -> None:
    for number in range(5):
        put(str(number), day=number + 1, title="Xổ số")
    put("x", title="Khác")
    states.set_state([Article.objects.get(key="0").pk], "hidden", by="lan", at=NIGHT)
    made = rule(query="xổ số")
    shown = rules.preview(made)
    assert (shown.matching, shown.changing) == (5, 4)
    assert [row.key for row in shown.samples] == ["4", "3", "2", "1"]
    assert Article.objects.filter(state="hidden").count() == 1
    assert rules.apply(made, at=LATER) == 4
    assert rules.preview(made).changing == 0
    assert Article.objects.filter(state="hidden").count() == 5


def test_each_act_is_told_with_what_was_before() -> None:
    told: list[dict[str, Any]] = []

    def hear(**kwargs: Any) -> None:
        told.append(kwargs)

    signals.rule_applied.connect(hear)
    try:
        made = rule(query="xổ số")
        row = put("1", title="Xổ số")
    finally:
        signals.rule_applied.disconnect(hear)
    (one,) = told
    assert (one["rule"], one["article"].pk, one["after"]) == (made, row.pk, {"state": "hidden"})
    assert one["before"]["state"] == "new"


QUERIES = st.lists(
    st.sampled_from(
        ("ban", "bàn", "đà", "nẵng", "334", "na*", "-thi", '"thi đua"', '-"đà nẵng"', "nguon:lao-cai",
         "tu:2026-11-03", "den:2026-11-02", "tacgia:mai", "loai:article", "")
    ),
    max_size=4,
).map(" ".join)  # fmt: skip


@given(QUERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_a_rule_means_exactly_what_the_search_finds(query: str) -> None:
    if not Article.objects.exists():
        titles = ("Bàn thi đua", "Đà Nẵng thi", "đua thi nang", "334 ban", "nẵng đà", "bán Nam Định")
        for number, title in enumerate(titles):
            put(
                str(number),
                day=number % 4 + 1,
                title=title,
                authors=(Author("Lò Mai", "writer"),) * (number % 2),
            )
    wanted = Search(q=query, hidden=True)
    asked = plan(wanted)
    held = {entry.article_id for entry in SearchEntry.objects.all() if asked and rules.matches(asked, entry)}
    assert held == {hit.id for hit in hits(wanted, 100)}


def test_a_rule_acts_at_the_time_that_it_is_told() -> None:
    rule(query="xổ số")
    row = put("1", title="Xổ số")
    row.refresh_from_db()
    assert row.state_at == NIGHT
    assert row.state_at < timezone.now()
