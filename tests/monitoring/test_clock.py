"""A clock that is wrong, or was, is told: by what servers say, and by runs that are dated in the future."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import AlertDelivery, Finding, Run, SourceRun
from monitoring.clock import clock_fault
from monitoring.finding_texts import finding_text
from monitoring.findings_service import check_clock, current_clock_fault
from monitoring.health import health

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("begun", "skews", "words"),
    [
        ([], [], ""),
        ([NOW - DAY, NOW], [2.0, 1.0, -3.0], ""),
        ([NOW - DAY, NOW], [7200.0], ""),  # that server's own clock, as far as we know
        ([NOW - DAY, NOW], [86_400.0, 3.0, 2.0], ""),
        ([NOW - DAY, NOW], [7200.0, 7205.0, 3.0], "2 hours ahead of the servers"),
        ([NOW - DAY, NOW], [-7200.0, -7205.0], "2 hours behind the servers"),
        ([NOW + 40 * DAY, NOW], [], "it went back by 960 hours"),
        ([NOW + DAY], [1.0, 1.0], "it went back by 24 hours"),
        ([NOW - HOUR / 2, NOW - HOUR], [], ""),
    ],
)
def test_a_wrong_clock_is_known(begun: list[datetime], skews: list[float], words: str) -> None:
    fault = clock_fault(begun, skews, at=NOW)
    text = finding_text(fault.name, fault.detail, fault.evidence, "en") if fault is not None else ""
    assert text == (f"this machine's clock is wrong: {words}" if words else "")


@pytest.mark.django_db
def test_a_clock_that_went_back_is_a_finding_until_enough_runs_came_after_it() -> None:
    Run.objects.create(started_at=NOW + 300 * DAY, finished_at=NOW + 300 * DAY, reason="night")
    for night in range(10):
        Run.objects.create(started_at=NOW + night * DAY, finished_at=NOW + night * DAY, reason="night")
        check_clock(at=NOW + night * DAY + HOUR)
        [finding] = Finding.objects.all()
        assert (finding.name, finding.resolved_at is None) == ("clock", night < 9)
        if night == 0:
            assert finding.said == "đồng hồ máy này sai: đã lùi 7200 giờ"
    assert current_clock_fault(at=NOW + 10 * DAY) is None


@pytest.mark.django_db
def test_what_is_dated_in_the_future_hides_no_missed_night_and_no_news() -> None:
    from datetime import time

    from config.alerts import Alerts
    from monitoring.alerts import _message

    Run.objects.create(started_at=NOW + 300 * DAY, finished_at=NOW + 300 * DAY)
    Run.objects.create(started_at=NOW - 5 * DAY, finished_at=NOW - 5 * DAY)
    assert health(at=NOW, night=time(2)).late
    AlertDelivery.objects.create(
        channel="webhook", at=NOW + 300 * DAY, upto=NOW + 300 * DAY, subject="", delivered=True
    )
    Finding.objects.create(source="a", name="parked", said="x", since=NOW, found_at=NOW, last_seen_at=NOW)
    assert _message("webhook", Alerts(), at=NOW + HOUR, base_url=None, missed="") is not None
    assert SourceRun.objects.count() == 0
