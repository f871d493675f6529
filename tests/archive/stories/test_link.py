"""Stories are the same in whatever order articles came, and follow what becomes of them."""

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import corrections, states, stories
from archive.models import Article, Fingerprint, Reprint, Story, StoryMember, Waiting
from archive.stories.order import components, first_key
from items import Moment, OfficialDocument
from tests.archive.stories.texts import NIGHT, changed, prose, put

pytestmark = pytest.mark.django_db


def told() -> dict[frozenset[str], list[tuple[str, float, tuple[int, ...]]]]:
    """Every story: its members' keys, and in the order of who was first what each shares."""
    found = {}
    for story in Story.objects.all():
        members = stories.of(story.members.get(place=0).article)
        keys = {member.id: Article.objects.get(pk=member.id).key for member in members}
        found[frozenset(keys.values())] = [(keys[m.id], m.share, m.paragraphs) for m in members]
    return found


def test_reprints_become_a_story_that_names_who_was_first() -> None:
    lines = prose(1, 5)
    late = put("late", lines, day=3)
    first = put("first", lines, day=2)
    part = put("part", [*lines[:3], prose(2, 1)[0]], day=4)
    put("other", prose(3), day=1)
    assert stories.link() == 4
    assert [(member.id, member.first) for member in stories.of(part)] == [
        (first.pk, True),
        (late.pk, False),
        (part.pk, False),
    ]
    assert [member.share for member in stories.of(late)][:2] == [1.0, 1.0]
    last = stories.of(first)[-1]
    assert 0.6 < last.share < 0.95
    assert last.paragraphs == (1, 2, 3)
    assert stories.numbers([first.pk, late.pk, 10**6]) == dict.fromkeys(
        [first.pk, late.pk], Story.objects.get().pk
    )
    assert Waiting.objects.count() == 0
    assert stories.link() == 0


PLAN = prose(4)
ARRIVALS: list[tuple[str, list[str], dict[str, Any]]] = [
    ("a1", prose(5), {"day": 3}),
    ("a2", changed(prose(5), 0.1), {"day": 2}),
    ("a3", prose(5)[:4], {"day": 4}),
    ("a4", prose(5)[3:], {"published": Moment(date(2026, 11, 2), "day", "x", "line")}),
    ("b1", prose(6), {"published": None}),
    ("b2", [f"(Dân trí) - {prose(6)[0]}", *prose(6)[1:]], {"published": None}),
    ("d1", PLAN, {"kind": "document", "document": OfficialDocument("1/KH-LĐLĐ", issuer="LĐLĐ tỉnh Lào Cai")}),
    ("d2", PLAN, {"kind": "document", "document": OfficialDocument("2/KH-LĐLĐ", issuer="LĐLĐ tỉnh Lào Cai")}),
    ("d3", PLAN, {"kind": "document", "document": OfficialDocument("1/KH-LĐLĐ", issuer="LĐLĐ tỉnh Lào Cai")}),
    ("c1", prose(7), {}),
]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ARRIVALS), st.lists(st.integers(1, 9), max_size=3))
def test_the_order_of_arrival_changes_nothing(
    django_db_blocker: Any, arrivals: list[tuple[str, list[str], dict[str, Any]]], pauses: list[int]
) -> None:
    Article.objects.all().delete()
    Story.objects.all().delete()
    for number, (key, lines, fields) in enumerate(arrivals):
        if number in pauses:
            stories.link()
        put(key, lines, **fields)
    stories.link()
    found = told()
    assert set(found) == {
        frozenset({"a1", "a2", "a3", "a4"}),
        frozenset({"b1", "b2"}),
        frozenset({"d1", "d3"}),
    }
    assert [key for key, _, _ in found[frozenset({"a1", "a2", "a3", "a4"})]] == ["a2", "a4", "a1", "a3"]
    before = dict(found)
    stories.rebuild()
    assert told() == before


def test_a_story_falls_apart_where_a_text_changes_and_keeps_its_number_where_it_grows() -> None:
    lines = prose(8)
    # The two halves are like the whole, not like each other.
    put("whole", lines, day=1)
    put("begin", lines[:5], day=2)
    put("end", lines[5:], day=3)
    stories.link()
    [story] = Story.objects.all()
    assert set(told()) == {frozenset({"whole", "begin", "end"})}
    put("more", lines, day=4)
    stories.link()
    assert [each.pk for each in Story.objects.all()] == [story.pk]
    assert len(told()) == 1
    put("whole", prose(9), day=1)
    put("more", prose(10), day=4)
    stories.link()
    assert told() == {}
    assert (Story.objects.count(), StoryMember.objects.count(), Reprint.objects.count()) == (0, 0, 0)


def test_a_corrected_text_is_compared_again_and_a_hidden_article_stays() -> None:
    lines = prose(11)
    one, other = put("one", lines), put("other", prose(12))
    stories.link()
    assert stories.of(one) == ()
    corrections.correct(other.pk, {"body_text": "\n".join(lines)}, author="Hà", reason="x", at=NIGHT)
    stories.link()
    assert len(stories.of(one)) == 2
    states.set_state([other.pk], "hidden", by="Hà", at=NIGHT)
    assert [member.public for member in stories.of(one.pk)].count(False) == 1


def test_what_is_removed_leaves_its_story() -> None:
    lines = prose(13)
    one, _, _ = put("1", lines), put("2", lines), put("3", lines)
    stories.link()
    one.delete()
    assert Fingerprint.objects.count() == 2
    put("2", [*lines, prose(14, 1)[0]])
    stories.link()
    assert set(told()) == {frozenset({"2", "3"})}


def test_an_article_of_another_shape_stands_alone_and_holds_up_nobody() -> None:
    lines = prose(15)
    broken, _, one = put("1", lines), put("2", lines), put("3", lines)
    Article.objects.filter(pk=broken.pk).update(authors=[{"nobody": 1}])
    assert stories.link() == 3
    assert len(stories.of(one)) == 2
    assert stories.of(broken) == ()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30), st.randoms())
def test_groups_hang_together_whatever_the_order_of_pairs(
    pairs: list[tuple[int, int]], dice: random.Random
) -> None:
    groups = components(pairs)
    shuffled = [(b, a) for a, b in pairs]
    dice.shuffle(shuffled)
    assert components(shuffled) == groups
    of = {number: place for place, group in enumerate(groups) for number in group}
    assert all(of[one] == of[other] for one, other in pairs)
    assert sorted(of) == sorted({number for pair in pairs for number in pair})


def test_who_is_first_is_told_by_time_then_day_then_sight() -> None:
    at = NIGHT.replace(hour=3)
    guid = Article().guid
    minute = {"value": "x", "precision": "minute"}
    day = {"value": "x", "precision": "day"}
    in_order = [
        first_key(day, at - timedelta(days=1), NIGHT, guid),
        first_key(minute, at, NIGHT, guid),
        first_key(minute, at + timedelta(hours=9), NIGHT, guid),
        first_key(day, at.replace(hour=17) - timedelta(days=1), NIGHT - timedelta(days=1), guid),
        first_key(None, None, at, guid),
        first_key(minute, at + timedelta(days=1), NIGHT, guid),
    ]
    for one, other in itertools.pairwise(in_order):
        assert one < other
