"""What one visit says of a source, from values alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.finding_lifecycle import apply_judgement, merge_evidence
from monitoring.finding_texts import evidence_lines, finding_text
from monitoring.judge import judge
from monitoring.site_fingerprint import SiteFingerprint, sketch
from monitoring.values import NAMES, Judgement, KnownFinding, ObservedFinding, SourceHistory, VisitReport

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
DAY = timedelta(days=1)
FULL = {"title": 10, "date": 10, "body": 10}
LOOK = sketch(f"div.part-{n}" for n in "abcdefghijkl")
OTHER = sketch(f"section.box-{n}" for n in "abcdefghijkl")
UNION = SiteFingerprint("Tin", 900, 40, 0, 0.2, ("a.vn",), LOOK, LOOK, ("http://a.vn/",), 0.2)


def good(days_ago: float = 0, **fields: Any) -> VisitReport:
    values: dict[str, Any] = {"pages": 12, "listings": 2, "articles": 10, "stored": 10, "requests": 14,
                              "field_counts": FULL, "statuses": {"200": 12},
                              "fingerprint": UNION}  # fmt: skip
    return VisitReport("lao-cai", NOW - days_ago * DAY, **{**values, **fields})


def bad(days_ago: float = 0, *names: str, **fields: Any) -> VisitReport:
    failures = dict.fromkeys(names, 1)
    return VisitReport("lao-cai", NOW - days_ago * DAY, requests=1, failures=failures, **fields)


PAST = SourceHistory(tuple(good(n) for n in range(1, 6)))


def names(judgement: Judgement) -> list[str]:
    return [observed.name for observed in judgement.findings]


def test_a_good_visit_finds_nothing_and_speaks_of_nearly_everything() -> None:
    verdict = judge(good(), PAST)
    assert verdict.findings == ()
    for key in (
        ("parked", ""),
        ("certificate", ""),
        ("silent zero", ""),
        ("lost field", "date"),
        ("crawl", ""),
    ):
        assert verdict.covers(key)


@pytest.mark.parametrize(
    ("failure", "finding"),
    [
        ("certificate", "certificate"),
        ("parked", "parked"),
        ("off site", "moved"),
        ("blocked", "blocked"),
        ("login", "blocked"),
        ("http 403", "blocked"),
        ("robots", "robots"),
        ("flood", "flood"),
        ("dns", "unreachable"),
        ("tls", "unreachable"),
        ("http 404", "unreachable"),
        ("address refused", "unreachable"),
        ("SomethingNew", "unreachable"),
    ],
)
def test_what_shuts_us_out_has_its_own_name_at_once(failure: str, finding: str) -> None:
    visit = bad(0, failure, examples={failure: ("http://a.vn/",)})
    [observed] = judge(visit, PAST).findings
    assert observed.name == finding
    assert observed.evidence["examples"] == ["http://a.vn/"]
    assert not judge(visit, PAST).covers(("lost field", "date"))


@pytest.mark.parametrize("failure", ["timeout", "connection refused", "http 503", "maintenance"])
def test_what_passes_by_itself_is_a_finding_in_its_second_night_since_the_first(failure: str) -> None:
    assert judge(bad(0, failure), PAST).findings == ()
    [observed] = judge(bad(0, failure), SourceHistory((bad(1, failure), *PAST.visits))).findings
    assert observed.since == NOW - DAY
    known = KnownFinding(observed.name, "", NOW - DAY)
    [again] = judge(bad(0, failure), SourceHistory(PAST.visits, (known,))).findings
    assert again.key == observed.key


@pytest.mark.parametrize("reason", ["busy", "ended", "shutdown", "not started", "archive"])
def test_what_we_ended_ourselves_tells_nothing(reason: str) -> None:
    assert judge(bad(0, "timeout", finish_reason=reason), PAST) == Judgement()


@pytest.mark.parametrize(
    "fields", [{"finish_reason": "hung"}, {"finish_reason": "crashed"}, {"error": "ValueError"}]
)
def test_a_crawl_that_broke_is_our_own_finding(fields: dict[str, str]) -> None:
    assert names(judge(good(**fields), PAST)) == ["crawl"]


def test_a_broken_source_file_is_named_without_the_path_of_our_machine() -> None:
    visit = bad(
        0, finish_reason="broken file", error="/srv/tin/sources/lao-cai.toml:4: this is not valid TOML"
    )
    [observed] = judge(visit, PAST).findings
    assert (observed.name, observed.evidence) == ("source file", {"problem": "lao-cai.toml:4"})
    assert judge(good(), PAST).covers(("source file", ""))


def test_lists_without_articles_are_a_silent_zero_with_the_last_good_visit() -> None:
    visit = good(articles=0, stored=0, field_counts={}, failures={"silent zero": 1})
    [observed] = judge(visit, PAST).findings
    assert observed.name == "silent zero"
    assert observed.evidence["last"] == {"at": (NOW - DAY).isoformat(), "articles": 10}
    assert observed.evidence["examples"] == ["http://a.vn/"]


def test_answers_with_nothing_in_them_are_a_silent_zero() -> None:
    empty = bad(0, "empty", pages=1, statuses={"200": 2})
    assert names(judge(empty, PAST)) == ["silent zero"]
    told = good(
        articles=0,
        stored=0,
        field_counts={},
        failures={"no article: other": 8},
        fingerprint=SiteFingerprint(),
    )
    assert names(judge(told, PAST)) == ["silent zero"]


def test_lists_that_did_not_change_since_they_were_empty_are_still_empty() -> None:
    same = good(
        pages=0,
        listings=0,
        articles=0,
        stored=0,
        field_counts={},
        statuses={"304": 3},
        fingerprint=SiteFingerprint(),
    )
    verdict = judge(same, PAST)
    for key in (("silent zero", ""), ("redesigned", ""), ("pages fail", ""), ("slow", "answers")):
        assert not verdict.covers(key)
    assert judge(good(articles=0, stored=0, field_counts={}), PAST).covers(("silent zero", ""))


def test_lists_that_did_not_change_are_no_silent_zero() -> None:
    same = good(
        pages=0,
        listings=0,
        articles=0,
        stored=0,
        field_counts={},
        statuses={"304": 3},
        fingerprint=SiteFingerprint(),
    )
    verdict = judge(same, PAST)
    assert verdict.findings == ()
    assert verdict.covers(("unreachable", ""))


def test_a_field_lost_on_the_same_page_is_a_lost_field_on_another_page_a_redesign() -> None:
    without = {"title": 10, "body": 10}
    [observed] = judge(good(field_counts=without), PAST).findings
    assert observed.key == ("lost field", "date")
    moved = replace(UNION, front=OTHER, article=OTHER)
    [observed] = judge(good(field_counts=without, fingerprint=moved), PAST).findings
    assert observed.name == "redesigned"
    assert observed.evidence["baseline"] == {"date": [50, 50]}
    assert observed.evidence["likeness"] == 0


def test_another_look_that_loses_nothing_is_no_finding() -> None:
    assert judge(good(fingerprint=replace(UNION, front=OTHER, article=OTHER)), PAST).findings == ()


def test_a_redesign_is_over_when_its_fields_are_back() -> None:
    without = {"title": 10, "body": 10}
    moved = replace(UNION, front=OTHER, article=OTHER)
    [observed] = judge(good(field_counts=without, fingerprint=moved), PAST).findings
    known = KnownFinding("redesigned", "", NOW, observed.evidence)
    later = good(-1, field_counts=without, fingerprint=moved)
    assert names(judge(later, SourceHistory(PAST.visits, (known,)))) == ["redesigned"]
    back = judge(good(-2, fingerprint=moved), SourceHistory(PAST.visits, (known,)))
    assert back.findings == ()
    assert back.covers(("redesigned", ""))


@pytest.mark.parametrize(
    ("fingerprint", "reason"),
    [
        (replace(UNION, vietnamese=0.0, subject=0), "language"),
        (replace(UNION, spam=90, subject=0), "spam"),
        (replace(UNION, subject=0, front=OTHER), "subject"),
        (replace(UNION, subject=0, hosts=("b.example",)), "hosts"),
    ],
)
def test_another_language_or_subject_is_a_site_taken_over(fingerprint: SiteFingerprint, reason: str) -> None:
    [observed] = judge(good(fingerprint=fingerprint), PAST).findings
    assert observed.name == "taken over"
    assert reason in observed.evidence["reasons"]
    known = KnownFinding("taken over", "", NOW, observed.evidence)
    assert names(
        judge(good(-1, fingerprint=fingerprint), SourceHistory((good(0, fingerprint=fingerprint),), (known,)))
    ) == ["taken over"]
    assert judge(good(-1), SourceHistory((good(0, fingerprint=fingerprint),), (known,))).covers(
        ("taken over", "")
    )


@pytest.mark.parametrize(
    "fingerprint",
    [replace(UNION, subject=0), replace(UNION, words=20, subject=0, vietnamese=0.0), replace(UNION, spam=4)],
)
def test_a_day_of_other_news_is_nobody_elses_site(fingerprint: SiteFingerprint) -> None:
    assert judge(good(fingerprint=fingerprint), PAST).findings == ()


def test_a_site_taken_over_is_one_finding_whatever_else_is_odd_about_it() -> None:
    fingerprint = replace(UNION, spam=90, subject=0, front=OTHER, article=OTHER)
    visit = good(
        fingerprint=fingerprint,
        articles=0,
        stored=0,
        field_counts={},
        failures={"silent zero": 1, "http 500": 9},
    )
    assert names(judge(visit, PAST)) == ["taken over"]
    assert not judge(visit, PAST).covers(("silent zero", ""))


def test_how_a_parked_page_looked_is_no_measure_of_the_owner() -> None:
    parked = bad(1, "parked", pages=1, fingerprint=replace(UNION, subject=0, vietnamese=0.0, hosts=("b.vn",)))
    fingerprint = replace(UNION, spam=90, subject=0)
    assert names(judge(good(fingerprint=fingerprint), SourceHistory((parked, *PAST.visits)))) == [
        "taken over"
    ]


def test_slow_answers_are_measured_by_the_sources_own() -> None:
    assert names(judge(good(fingerprint=replace(UNION, latency=9.0)), PAST)) == ["slow"]
    assert judge(good(fingerprint=replace(UNION, latency=3.0)), PAST).findings == ()
    slow = SourceHistory(tuple(good(n, fingerprint=replace(UNION, latency=8.0)) for n in range(1, 6)))
    assert judge(good(fingerprint=replace(UNION, latency=9.0)), slow).findings == ()
    [observed] = judge(good(finish_reason="closespider_timeout"), PAST).findings
    assert observed.key == ("slow", "time limit")


def test_pages_that_fail_more_often_than_not_are_told() -> None:
    failing = good(articles=3, stored=3, field_counts=dict.fromkeys(FULL, 3), failures={"http 500": 9})
    [observed] = judge(failing, PAST).findings
    assert (observed.name, observed.evidence["reason"]) == ("pages fail", "http 500")
    assert judge(good(failures={"http 500": 6}), PAST).findings == ()


def test_silence_beyond_the_rhythm_is_stale_since_the_last_article() -> None:
    published = tuple(NOW - timedelta(days=40 + n) for n in range(30))
    [observed] = judge(good(), replace(PAST, published=published)).findings
    assert (observed.name, observed.since) == ("stale", NOW - timedelta(days=40))
    fresh = judge(good(), replace(PAST, published=tuple(NOW - n * DAY for n in range(30))))
    assert fresh.findings == ()
    assert fresh.covers(("stale", ""))


def test_what_shows_a_redesign_and_a_silent_zero_is_told_field_by_field_and_answer_by_answer() -> None:
    redesign = {"baseline": {"date": [98, 100], "select.title": [50, 50]}, "now": {"date": [0, 12]}}
    assert evidence_lines("redesigned", redesign) == ["ngày đăng: 0/12, trước đây 98/100"]
    assert evidence_lines("redesigned", redesign, "en") == ["date: 0/12, before 98/100"]
    nothing = {"statuses": {"200": 12}, "last": {"at": "2026-11-20T19:00:00+00:00", "articles": 7}}
    assert evidence_lines("silent zero", nothing) == [
        "lần cuối: 02:00 ngày 21/11/2026, 7 bài",
        "máy chủ trả lời: 12 × 200",
    ]
    assert evidence_lines("silent zero", nothing, "en") == [
        "last: 2026-11-21 02:00, 7 articles",
        "answers: 12 × 200",
    ]
    assert evidence_lines("slow", {"seconds": 3601, "requests": 40}, "en") == [
        "ended after 60 minutes, 40 requests"
    ]
    assert evidence_lines("network", {"sources": [30, 40]}, "vi") == ["30/40 nguồn"]


visits = st.builds(
    good,
    st.floats(0, 3),
    stored=st.integers(0, 12),
    articles=st.integers(0, 12),
    listings=st.integers(0, 3),
    pages=st.integers(0, 20),
    failures=st.dictionaries(st.sampled_from(["dns", "parked", "silent zero", "http 500", "flood", "off site",
                                              "no article: other", "certificate", "spider error"]),
                             st.integers(1, 20), max_size=3),
    statuses=st.dictionaries(st.sampled_from(["200", "304", "500"]), st.integers(1, 9), max_size=2),
    finish_reason=st.sampled_from(["finished", "limit", "crashed", "closespider_timeout", "broken file"]),
    field_counts=st.dictionaries(
        st.sampled_from(["title", "date", "select.title"]), st.integers(0, 12), max_size=3
    ),
)  # fmt: skip


@given(visits)
def test_whatever_comes_each_finding_has_a_name_words_and_one_key(visit: VisitReport) -> None:
    verdict = judge(visit, PAST)
    keys = [observed.key for observed in verdict.findings]
    assert len(keys) == len(set(keys))
    for observed in verdict.findings:
        assert observed.name in NAMES
        for language in ("vi", "en"):
            assert finding_text(observed.name, observed.detail, observed.evidence, language)
            assert all(evidence_lines(observed.name, observed.evidence, language))


@given(st.lists(visits, min_size=1, max_size=6))
def test_over_any_nights_a_finding_is_never_opened_twice_nor_ended_without_word(
    nights: list[VisitReport],
) -> None:
    known: dict[tuple[str, str], KnownFinding] = {}
    seen: list[VisitReport] = list(PAST.visits)
    for number, night in enumerate(nights):
        visit = replace(night, at=NOW + number * DAY)
        change = apply_judgement(
            tuple(known.values()), judge(visit, SourceHistory(tuple(seen), tuple(known.values())))
        )
        for observed in change.opened:
            assert observed.key not in known
            known[observed.key] = KnownFinding(
                observed.name, observed.detail, observed.since or visit.at, observed.evidence
            )
        for known_finding, observed in change.continued:
            known[known_finding.key] = replace(
                known_finding, evidence=merge_evidence(known_finding.evidence, observed.evidence)
            )
        for each, ending in change.ended:
            assert ending in ("mended", "replaced")
            del known[each.key]
        seen.insert(0, visit)


def test_a_finding_that_gives_way_to_another_at_the_door_is_replaced() -> None:
    known = KnownFinding("unreachable", "", NOW - DAY)
    change = apply_judgement((known,), judge(bad(0, "parked"), SourceHistory(PAST.visits, (known,))))
    assert [observed.name for observed in change.opened] == ["parked"]
    assert change.ended == ((known, "replaced"),)


def test_what_nobody_saw_is_left_alone() -> None:
    known = KnownFinding("lost field", "date", NOW - DAY, {"baseline": {"date": [10, 10]}})
    change = apply_judgement((known,), judge(bad(0, "parked"), SourceHistory(PAST.visits, (known,))))
    assert change.ended == ()
    assert [observed.name for observed in change.opened] == ["parked"]


def test_the_baseline_of_a_finding_stays_as_it_was() -> None:
    before = {"baseline": {"date": [98, 100]}, "now": [0, 10]}
    now = {"baseline": {"date": [10, 20], "views": [9, 9]}, "now": [1, 5], "examples": ["a"]}
    assert merge_evidence(before, now) == {
        "baseline": {"date": [98, 100], "views": [9, 9]},
        "now": [1, 5],
        "examples": ["a"],
    }
    assert apply_judgement((), Judgement((ObservedFinding("parked"),))).opened == (ObservedFinding("parked"),)
