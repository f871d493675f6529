"""The end of a round: its reports are judged, what broke beside the sources is kept, operators are told.

Can be imported in any process: Django is set up when a round is concluded.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from archive.ready import ready, set_up
from monitoring.values import ObservedFinding

if TYPE_CHECKING:
    from monitoring.alerts import AlertChannels
    from monitoring.findings_service import ReviewResult

logger = logging.getLogger(__name__)

# What a round consists of, and may break in.
STEPS = ("crawl", "judge", "publish")


def judge_reports(*, at: datetime, still_read: Collection[str] | None = None) -> "ReviewResult":
    """Judge what was not judged yet; end the findings of sources that are no longer among ``still_read``.

    Raises django.db.Error and what ``archive.ready.ready`` does.
    """
    ready()
    from monitoring.findings_service import check_clock, end_unread_sources, judge_pending_reports

    done = judge_pending_reports(at=at)
    check_clock(at=at)
    if still_read is not None:
        end_unread_sources(still_read, at=at)
    return done


def note_hub(problem: str | None, *, at: datetime) -> None:
    """Keep why the hub could not be told of news, or that it was told of all (None).

    Raises django.db.Error; Django must be set up.
    """
    from monitoring.findings_service import store_machine_findings

    found = [ObservedFinding("hub", "", {"problem": problem})] if problem else []
    store_machine_findings(found, [("hub", "")], at=at)


def notify_operators(
    channels: "AlertChannels",
    problems: Mapping[str, Exception],
    *,
    at: datetime,
    base_url: str | None = None,
    only_missed: bool = False,
) -> list[str]:
    """Keep which of ``STEPS`` broke and with what, then send the night's message; the channels that took it.

    Where the archive is out of reach, just that is said, every night.
    """
    set_up()
    from django.db import DatabaseError

    from archive.migrate import NotMigratedError
    from monitoring import alerts

    try:
        ready()
        from monitoring.findings_service import store_machine_findings

        found = [
            ObservedFinding("night", step, {"problem": type(error).__name__})
            for step, error in problems.items()
            if step in STEPS
        ]
        store_machine_findings(found, [("night", step) for step in STEPS], at=at)
        return alerts.alert(channels, at=at, base_url=base_url, only_missed=only_missed)
    except (DatabaseError, NotMigratedError) as error:
        logger.exception("the archive is out of reach")
        return [] if only_missed else alerts.alert_without_archive(channels, type(error).__name__, at=at)
    except Exception:
        logger.exception("the operators could not be told")
        return []
