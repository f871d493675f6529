"""The baseline of a source: stored, read back and compared."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.detect.baseline import Baseline, BaselineError, changes

FIELDS = {"title": (8, 8), "published": (8, 8), "authors": (5, 8), "views": (0, 8)}
WELL = Baseline(
    at="2026-11-21T09:00:00+07:00",
    platform="nukeviet",
    version="4.3",
    home="http://a.example",
    start=("/tin",),
    paged=True,
    fields=FIELDS,
    proofs={"published": "line: div > span.h5"},
    listings={"http://a.example/tin": 10, "http://a.example/": 12},
    syndication={"rss": 30},
)


def test_an_unchanged_source_has_no_changes() -> None:
    assert changes(WELL, replace(WELL, at="2026-11-22T09:00:00+07:00")) == ()


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (replace(WELL, platform="wordpress"), "the system was nukeviet and is wordpress now"),
        (replace(WELL, version="4.5"), "nukeviet 4.3 became 4.5"),
        (replace(WELL, home="https://b.example"),
         "the home page was http://a.example and is https://b.example now"),
        (replace(WELL, start=()), "the list /tin is gone"),
        (replace(WELL, paged=False), "no list goes on to a second page any more"),
        (replace(WELL, listings={"http://a.example/": 3}), "the lists name 3 articles, 22 before"),
        (replace(WELL, syndication={}), "the feed names no article any more (30 before)"),
        (replace(WELL, syndication={"rss": 30, "sitemap": 9}), "there is a sitemap now (9 articles)"),
        (replace(WELL, fields={**FIELDS, "published": (1, 8)}),
         "published: found in 1 of 8, 8 of 8 before (it stood at line: div > span.h5)"),
        (replace(WELL, fields={**FIELDS, "views": (8, 8)}), "views: found in 8 of 8 now, 0 of 8 before"),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(now: Baseline, sentence: str) -> None:
    assert changes(WELL, now) == (sentence,)


def test_small_differences_are_no_changes() -> None:
    now = replace(
        WELL, fields={**FIELDS, "authors": (3, 8), "title": (7, 8)}, listings={"http://a.example/": 12}
    )
    assert changes(WELL, now) == ()


def test_a_baseline_of_stored_articles_has_no_feeds_and_a_small_sample_no_fields() -> None:
    of_archive = Baseline(at="", platform="nukeviet", home="http://a.example", fields={"views": (20, 20)})
    assert changes(of_archive, replace(WELL, version="", start=(), fields=FIELDS))[0].startswith(
        "views: found in 0"
    )
    few = replace(of_archive, fields={"views": (2, 2), "title": (2, 2)})
    assert changes(few, replace(WELL, version="", start=(), fields=FIELDS)) == ()


def test_a_field_without_a_sample_is_not_compared() -> None:
    bare = Baseline(at="", platform="nukeviet", home="http://a.example", fields={"title": (0, 0)})
    assert changes(bare, replace(bare, fields=FIELDS)) == ()


counts = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(
    st.builds(
        Baseline,
        at=st.text(),
        platform=st.text(),
        home=st.text(),
        start=st.lists(st.text()).map(tuple),
        fields=st.dictionaries(st.text(), counts),
        listings=st.dictionaries(st.text(), st.integers()),
        syndication=st.dictionaries(st.text(), st.integers()),
    )
)
def test_json_round_trip(baseline: Baseline) -> None:
    assert Baseline.from_json(baseline.to_json()) == baseline


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"at": 1}', '{"fields": {"title": 3}}', "null", '{"new": 1}']
)
def test_other_text_is_refused_with_one_line(text: str) -> None:
    with pytest.raises(BaselineError, match="cannot be read"):
        Baseline.from_json(text)
