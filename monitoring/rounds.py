"""Concludes a round: judges its reports, stores findings of this machine, notifies the operators.

Importable without Django; the functions set it up.
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

# The steps of a round that may fail.
STEPS = ("crawl", "judge", "publish")


def judge_reports(*, at: datetime, still_read: Collection[str] | None = None) -> "ReviewResult":
    """Judge all unjudged reports; end the findings of sources not in ``still_read``.

    Raises django.db.Error and what ``archive.ready.ready`` does.
    """
    ready()
    from monitoring.findings_service import check_clock, end_unread_sources, judge_pending_reports

    result = judge_pending_reports(at=at)
    check_clock(at=at)
    if still_read is not None:
        end_unread_sources(still_read, at=at)
    return result


def note_hub(problem: str | None, *, at: datetime) -> None:
    """Store or resolve the finding that the WebSub hub rejected a notification; None: it accepted.

    Raises django.db.Error; Django must be set up.
    """
    from monitoring.findings_service import store_machine_findings

    findings = [ObservedFinding("hub", "", {"problem": problem})] if problem else []
    store_machine_findings(findings, [("hub", "")], at=at)


def notify_operators(
    channels: "AlertChannels",
    problems: Mapping[str, Exception],
    *,
    at: datetime,
    base_url: str | None = None,
    only_missed: bool = False,
) -> list[str]:
    """Store the failed ``STEPS`` as findings, then send the alert; return the channels that delivered it.

    If the archive is unavailable, the alert says only that, every night.
    """
    set_up()
    from django.db import DatabaseError

    from archive.migrate import NotMigratedError
    from monitoring import alerts

    try:
        ready()
        from monitoring.findings_service import store_machine_findings

        findings = [
            ObservedFinding("night", step, {"problem": type(error).__name__})
            for step, error in problems.items()
            if step in STEPS
        ]
        store_machine_findings(findings, [("night", step) for step in STEPS], at=at)
        return alerts.alert(channels, at=at, base_url=base_url, only_missed=only_missed)
    except (DatabaseError, NotMigratedError) as error:
        logger.exception("the archive is unavailable")
        return [] if only_missed else alerts.alert_without_archive(channels, type(error).__name__, at=at)
    except Exception:
        logger.exception("the operators could not be notified")
        return []
