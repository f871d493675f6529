"""What runs leave in the archive is judged once, whoever asks; what it says is kept as findings."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive.models import Finding, Run, SourceRun
from archive.store import save
from items import Article, Moment
from monitoring.findings_service import (
    accept_finding,
    end_unread_sources,
    field_shares,
    judge_pending_reports,
)
from monitoring.health import health, is_late
from monitoring.judge import judge
from monitoring.metrics import exposition
from monitoring.rounds import judge_reports

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 1, 19, 30, tzinfo=UTC)
DAY = timedelta(days=1)
LABELS = ("source", "finding", "failure", "field", "detail", "reason", "channel")
FULL = {"title": 10, "date": 10}


def night(number: int, reason: str = "night", finished: bool = True, **sources: dict[str, Any]) -> Run:
    """A run in the night of that number with these reports; ``{}`` is a good one."""
    at = NIGHT + number * DAY
    run = Run.objects.create(
        sources=[*sources],
        started_at=at,
        finished_at=at + timedelta(hours=1) if finished else None,
        reason=reason,
    )
    for source, fields in sources.items():
        values: dict[str, Any] = {
            "ok": True, "complete": True, "finish_reason": "finished", "pages": 12, "listings": 2,
            "articles": 10, "new": 1, "changed": 2, "unchanged": 7, "with_date": 10, "with_byline": 0,
            "with_views": 0, "bytes": 9000, "requests": 14, "seconds": 20.0, "told": FULL,
            "statuses": {"200": 14},
        }  # fmt: skip
        SourceRun.objects.create(
            run=run, source=source.replace("_", "-"), finished_at=at, **{**values, **fields}
        )
    return run


def out(*failures: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("pages", "listings", "articles", "new", "changed", "unchanged"), 0)
    return {**nothing, "ok": False, "told": {}, "statuses": {}, "failures": dict.fromkeys(failures, 1)}


UNDATED = {"told": {"title": 10}}


def keys() -> list[tuple[str, str, str, datetime]]:
    rows = Finding.objects.filter(resolved_at=None).order_by("source", "name")
    return [(row.source, row.name, row.detail, row.since) for row in rows]


def test_history_is_judged_in_its_order_and_since_is_when_it_began() -> None:
    for number, report in enumerate(({}, {}, UNDATED, UNDATED, UNDATED)):
        night(number, lao_cai=report)
    done = judge_pending_reports(at=NIGHT + 9 * DAY)
    assert (done.reports, len(done.opened), done.ended) == (5, 1, ())
    assert keys() == [("lao-cai", "lost field", "date", NIGHT + 2 * DAY)]
    row = Finding.objects.get()
    assert row.evidence["baseline"] == {"date": [20, 20]}
    assert row.last_seen_at == NIGHT + 4 * DAY


def test_each_report_is_judged_once() -> None:
    night(0, lao_cai=out("parked"))
    assert judge_pending_reports(at=NIGHT).reports == 1
    assert judge_pending_reports(at=NIGHT).reports == 0
    assert Finding.objects.count() == 1


def test_a_report_that_nobody_foresaw_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    night(0, a={}, b=out("parked"))

    def fails(visit: Any, past: Any) -> Any:
        if visit.source == "a":
            raise ValueError("a fault of ours")
        return judge(visit, past)

    monkeypatch.setattr("monitoring.findings_service.judge", fails)
    assert judge_pending_reports(at=NIGHT).reports == 1
    assert [row[:2] for row in keys()] == [("a", "judge"), ("b", "parked")]


def test_a_run_that_goes_on_is_left_for_later() -> None:
    run = night(0, finished=False, lao_cai=out("parked"))
    assert judge_pending_reports(at=NIGHT).reports == 0
    Run.objects.filter(pk=run.pk).update(finished_at=NIGHT, interrupted=True)
    assert judge_pending_reports(at=NIGHT).reports == 1


def test_what_broke_goes_on_and_ends_and_may_come_again() -> None:
    for number, report in enumerate(({}, out("parked"), out("parked"), {}, out("parked"))):
        night(number, lao_cai=report)
        judge_pending_reports(at=NIGHT + number * DAY)
    over, again = Finding.objects.order_by("since")
    assert (over.since, over.resolved_at, over.ending) == (NIGHT + DAY, NIGHT + 3 * DAY, "mended")
    assert over.last_seen_at == NIGHT + 2 * DAY
    assert (again.since, again.resolved_at) == (NIGHT + 4 * DAY, None)


def test_a_night_without_a_network_is_no_fault_of_the_sources() -> None:
    night(0, a={}, b={}, c={}, d={})
    night(1, a=out("dns"), b=out("timeout"), c=out("dns"), d=out("connection refused"))
    judge_pending_reports(at=NIGHT + DAY)
    assert keys() == [("", "network", "", NIGHT + DAY)]
    assert Finding.objects.get().evidence["sources"] == [4, 4]
    night(2, a={}, b={}, c=out("dns"), d={})
    judge_pending_reports(at=NIGHT + 2 * DAY)
    assert keys() == [("c", "unreachable", "", NIGHT + 2 * DAY)]


def test_a_source_that_nobody_reads_any_more_is_forgotten() -> None:
    night(0, lao_cai=out("parked"), son_la=out("parked"))
    judge_reports(at=NIGHT, still_read=["son-la"])
    assert [row[0] for row in keys()] == ["son-la"]
    assert Finding.objects.get(source="lao-cai").ending == "not read"
    assert end_unread_sources(["son-la"], at=NIGHT) == 0


def test_what_is_accepted_is_the_usual_from_then_on() -> None:
    for number, report in enumerate(({}, {}, UNDATED)):
        night(number, lao_cai=report)
    judge_pending_reports(at=NIGHT + 2 * DAY)
    parked = Finding.objects.create(
        source="x", name="parked", said="", since=NIGHT, found_at=NIGHT, last_seen_at=NIGHT
    )
    assert accept_finding(parked.pk, at=NIGHT) is None
    parked.delete()
    row = accept_finding(Finding.objects.get().pk, at=NIGHT + 2 * DAY + timedelta(hours=6))
    assert row is not None
    assert accept_finding(row.pk, at=NIGHT) is None
    for number in (3, 4, 5):
        night(number, lao_cai=UNDATED)
    judge_pending_reports(at=NIGHT + 6 * DAY)
    assert keys() == []


def test_the_shares_of_a_report_stand_beside_the_usual_ones() -> None:
    night(0, lao_cai={})
    run = night(1, lao_cai=UNDATED)
    shares = field_shares(run.reports.get())
    assert {name: (now.having, before.rate) for name, (now, before) in shares.items()} == {
        "title": (10, 1.0),
        "date": (0, 1.0),
        "article": (10, 1.0),
    }
    assert field_shares(night(2, lao_cai=out("dns")).reports.get()) == {}


@pytest.mark.parametrize(
    ("last", "at", "late"),
    [
        ("2026-11-20T02:00", "2026-11-20T23:00", False),
        ("2026-11-20T02:00", "2026-11-21T03:00", False),  # the night may still begin
        ("2026-11-20T02:00", "2026-11-21T09:00", True),
        ("2026-11-20T14:00", "2026-11-21T09:00", True),
        ("2026-11-21T06:00", "2026-11-21T09:00", False),  # a catch-up
        (None, "2026-11-21T09:00", False),
    ],
)
def test_a_night_that_never_ran_is_late(last: str | None, at: str, late: bool) -> None:
    from datetime import time

    begun = datetime.fromisoformat(f"{last}+07:00") if last else None
    assert is_late(begun, at=datetime.fromisoformat(f"{at}+07:00"), night=time(2)) is late


def test_health_says_what_is_broken_since_when() -> None:
    from datetime import time

    night(0, lao_cai=out("parked"), son_la={})
    judge_pending_reports(at=NIGHT)
    result = health(at=NIGHT + timedelta(hours=2), night=time(2))
    assert not result.late
    assert result.last_run is not None
    assert (result.last_run["sources"], result.last_run["well"]) == (2, 1)
    [broken] = result.broken
    assert (broken["source"], broken["finding"], broken["nothing_comes"]) == ("lao-cai", "parked", True)
    assert broken["since"] == "2026-11-01T19:30:00+00:00"


def test_metrics_are_read_from_the_archive() -> None:
    from prometheus_client.parser import text_string_to_metric_families

    night(0, lao_cai={}, son_la={})
    night(1, lao_cai=out("parked"), son_la=UNDATED)
    judge_pending_reports(at=NIGHT + DAY)
    metrics = {
        (
            sample.name.removeprefix("tincongdoan_"),
            *(sample.labels[n] for n in LABELS if n in sample.labels),
        ): (sample.value)
        for family in text_string_to_metric_families(exposition().decode())
        for sample in family.samples
    }
    assert metrics["source_up", "lao-cai"] == 0
    assert metrics["source_up", "son-la"] == 1
    assert metrics["source_failures", "lao-cai", "parked"] == 1
    assert metrics["source_success_timestamp_seconds", "lao-cai"] == NIGHT.timestamp()
    assert metrics["source_field_ratio", "lao-cai", "date"] == 1
    assert metrics["finding_since_timestamp_seconds", "lao-cai", "parked", ""] == (NIGHT + DAY).timestamp()
    assert metrics["run_duration_seconds", "night"] == 3600
    assert metrics["source_requests", "son-la"] == 14
    assert not [name for name, *_ in metrics if "view" in name or name.startswith(("python_", "process_"))]


def test_pages_that_are_taken_for_lists_are_named_with_examples() -> None:
    lists = [f"https://a.example/tin/{number}.html" for number in range(9)]
    misread = {
        "articles": 6,
        "failures": {"no article: listing": 14},
        "examples": {"no article: listing": lists[:3]},
    }
    for number, report in enumerate(({}, {}, {}, misread)):
        night(number, lao_cai=report)
    judge_pending_reports(at=NIGHT + 5 * DAY)
    row = Finding.objects.get()
    assert (row.name, row.detail, row.evidence["now"]) == ("lost field", "article", [6, 20])
    assert row.evidence["examples"] == lists[:3]
    assert "trang đọc ra bài viết" in row.said


def test_texts_that_shrink_are_named_with_addresses_of_short_articles() -> None:
    counted = {"told": {**FULL, "text": 10, "long text": 8}}
    shrunk = {"told": {**FULL, "text": 1, "long text": 0}}
    for number, report in enumerate((counted, counted, counted, shrunk)):
        night(number, lao_cai=report)
    short = Article(url="https://a.example/tin/7.html", source="lao-cai", kind="article", title="Tin ngắn")
    save(short, key="7", run_id=None, at=NIGHT + 3 * DAY)
    judge_pending_reports(at=NIGHT + 5 * DAY)
    result = {row.detail: row.evidence for row in Finding.objects.all()}
    assert set(result) == {"text", "long text"}
    assert result["text"]["examples"] == ["https://a.example/tin/7.html"]


def test_a_report_that_cannot_be_judged_is_a_finding_until_a_later_one_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night(0, lao_cai=out("parked"))
    night(1, lao_cai={})
    with monkeypatch.context() as patch:
        patch.setattr("monitoring.findings_service.judge", lambda *_: {}["a fault of ours"])
        assert judge_pending_reports(at=NIGHT).reports == 0
        assert judge_pending_reports(at=NIGHT).opened == ()
        [finding] = Finding.objects.all()
        assert (finding.name, finding.resolved_at) == ("judge", None)
        assert finding.said == "không đánh giá được kết quả thu thập (KeyError)"
        assert SourceRun.objects.filter(judged=False).count() == 2
    assert judge_pending_reports(at=NIGHT).reports == 2
    assert not SourceRun.objects.filter(judged=False).exists()
    endings = sorted(Finding.objects.values_list("name", "ending"))
    assert endings == [("judge", "mended"), ("parked", "mended")]


def test_an_old_report_that_breaks_the_judgement_gives_way_to_one_that_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night(0, lao_cai=out("parked"))
    night(1, lao_cai={})

    def fails(visit: Any, past: Any) -> Any:
        if visit.at == NIGHT:
            raise ValueError("a fault of ours")
        return judge(visit, past)

    monkeypatch.setattr("monitoring.findings_service.judge", fails)
    assert judge_pending_reports(at=NIGHT).reports == 1
    assert not SourceRun.objects.filter(judged=False).exists()
    assert list(Finding.objects.values_list("name", "ending")) == [("judge", "mended")]


def test_two_processes_that_judge_at_the_same_time_judge_each_report_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night(0, lao_cai=out("parked"))

    def other_process_was_faster(visits: Any) -> Any:
        SourceRun.objects.update(judged=True)
        return None

    monkeypatch.setattr("monitoring.findings_service._offline", other_process_was_faster)
    assert judge_pending_reports(at=NIGHT).reports == 0
    assert not Finding.objects.exists()


def test_a_source_that_fails_alone_is_reported_on_its_second_failure() -> None:
    """Also where it is the only one, and crawled by hand or by cron; whatever kept it each time."""
    night(0, reason="by hand", lao_cai={})
    night(1, reason="by hand", lao_cai=out("timeout"))
    judge_pending_reports(at=NIGHT)
    assert keys() == []
    night(2, reason="by hand", lao_cai=out("connection refused"))
    judge_pending_reports(at=NIGHT)
    assert keys() == [("lao-cai", "unreachable", "", NIGHT + DAY)]


@pytest.mark.parametrize("failures", [("timeout",), ("http 503",), ("maintenance",), ("no page",)])
def test_a_source_that_fails_in_its_first_night_is_named_at_once(failures: tuple[str, ...]) -> None:
    night(0, lao_cai={"requests": 2, **out(*failures)}, lai_chau={})
    judge_pending_reports(at=NIGHT)
    name = "maintenance" if failures == ("maintenance",) else "unreachable"
    assert [row[:2] for row in keys()] == [("lao-cai", name)]


def test_by_a_clock_that_is_weeks_ahead_nobody_is_silent() -> None:
    for number in range(12):
        moment = Moment(NIGHT - number * DAY, "minute", "x", "line")
        url = f"https://a.example/{number}"
        article = Article(url=url, source="lao-cai", kind="article", published=moment)
        save(article, key=str(number), run_id=None, at=NIGHT)
    ahead = {"sight": {"skew": 40 * 86_400}}
    night(40, lao_cai=ahead, lai_chau=ahead)
    judge_pending_reports(at=NIGHT + 40 * DAY)
    assert keys() == []
    # One source alone says the same as both did the night before.
    night(41, lao_cai=ahead)
    judge_pending_reports(at=NIGHT + 41 * DAY)
    assert keys() == []
    right = {"sight": {"skew": 1}}
    night(42, lao_cai=right, lai_chau=right)
    judge_pending_reports(at=NIGHT + 42 * DAY)
    assert [row[:2] for row in keys()] == [("lao-cai", "stale")]
