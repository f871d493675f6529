"""The end of a round: its reports are judged, what broke beside the sources is kept, operators are told.

Can be imported in any process: Django is set up when a round is concluded.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from archive.ready import ready, set_up
from monitoring.values import Found

if TYPE_CHECKING:
    from monitoring.alerts import Ways
    from monitoring.keeping import Reviewed

logger = logging.getLogger(__name__)

# What a round consists of, and may break in.
STEPS = ("crawl", "judge", "publish")


def judge_reports(*, at: datetime, still_read: Collection[str] | None = None) -> "Reviewed":
    """Judge what was not judged yet; end the findings of sources that are no longer among ``still_read``.

    Raises django.db.Error and what ``archive.ready.ready`` does.
    """
    ready()
    from monitoring.keeping import forget, look_at_the_clock, review

    done = review(at=at)
    look_at_the_clock(at=at)
    if still_read is not None:
        forget(still_read, at=at)
    return done


def note_hub(problem: str | None, *, at: datetime) -> None:
    """Keep why the hub could not be told of news, or that it was told of all (None).

    Raises django.db.Error; Django must be set up.
    """
    from monitoring.keeping import keep_machine

    found = [Found("hub", "", {"problem": problem})] if problem else []
    keep_machine(found, [("hub", "")], at=at)


def tell(
    ways: "Ways",
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
        from monitoring.keeping import keep_machine

        found = [
            Found("night", step, {"problem": type(error).__name__})
            for step, error in problems.items()
            if step in STEPS
        ]
        keep_machine(found, [("night", step) for step in STEPS], at=at)
        return alerts.alert(ways, at=at, base_url=base_url, only_missed=only_missed)
    except (DatabaseError, NotMigratedError) as error:
        logger.exception("the archive is out of reach")
        return [] if only_missed else alerts.say_without_archive(ways, type(error).__name__, at=at)
    except Exception:
        logger.exception("the operators could not be told")
        return []
