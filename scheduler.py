"""The nightly run: crawl every due source, then publish. ``python -m scheduler``, ``tincongdoan schedule``.

The runs are remembered in the archive, not by APScheduler: its persistent stores lose missed nights.
"""

import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from archive.locks import OnlyOne
from archive.ready import ready
from crawler.logs import own_log
from crawler.report import SourceReport
from crawler.rhythm import is_due, missed
from crawler.run import broken_now, crawl, due_now, end_all
from feeds.publish import publish_all
from monitoring.rounds import judge_reports, tell
from workers.hands import hands

logger = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A machine that slept through the night runs once, when it is awake again.
LATE_SECONDS = 20 * 3600
# By day only the newest is looked for: the first pages, and what appeared since yesterday.
LIGHT: Mapping[str, Any] = {"TCD_MAX_LISTINGS": 3, "TCD_LOOK_BACK_DAYS": 1.0, "TCD_MAX_SITEMAPS": 4}


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it begins and, with ``ended``, as it is over.

    ``reason`` is why ("night", "day", "catch-up"), ``sources`` how many are asked; ``problems`` are the steps
    that failed ("crawl", "judge", "publish").
    """

    reason: str
    begun: datetime
    sources: int = 0
    ended: datetime | None = None
    reports: tuple[SourceReport, ...] = ()
    problems: tuple[str, ...] = ()


# Who is told that a round begins and ends.
Heard = Callable[[Round], None]


def _nobody(_: Round) -> None:
    pass


def _settings() -> Any:
    return import_module("config.settings").load()


def night(
    on_progress: Callable[[Mapping[str, Any]], None] | None = None,
    *,
    reason: str = "night",
    heard: Heard = _nobody,
) -> None:
    """One whole round now: crawl, judge what came, publish, tell the operators. What fails is logged and
    told, and the rest is done all the same: what was fetched before a crawl failed is published, too.

    Workers crawl where any live (``tincongdoan worker``, on PostgreSQL), else processes of this machine.
    ``reason`` "day" is the lighter round; "night", "catch-up" and "by hand" are whole ones.
    """
    settings = _settings()
    light = reason == "day"
    this = Round(reason, datetime.now(ZONE))
    reports: list[SourceReport] = []

    def fetch() -> None:
        ready()
        due = _due(light=light)
        heard(replace(this, sources=len(due)))
        reports.extend(_crawl(due, on_progress, reason, settings.crawl_minutes * 60.0))

    steps: Mapping[str, Callable[[], object]] = {
        "crawl": fetch,
        "judge": lambda: judge_reports(at=datetime.now(ZONE), still_read=[*due_now(), *broken_now()]),
        "publish": lambda: publish_all(Path(settings.home), settings.base_url),
    }
    problems: dict[str, Exception] = {}
    for name, step in steps.items():
        try:
            step()
        except Exception as error:
            logger.exception("the round could not %s", name)
            problems[name] = error
    # By day only who missed the night's message is told.
    tell(settings.alerts, problems, at=datetime.now(ZONE), base_url=settings.base_url, only_missed=light)
    over = replace(this, sources=len(reports), reports=tuple(reports), problems=tuple(problems))
    heard(replace(over, ended=datetime.now(ZONE)))


def _crawl(
    due: list[str], on_progress: Callable[[Mapping[str, Any]], None] | None, reason: str, seconds: float
) -> list[SourceReport]:
    reports = crawl(
        due,
        on_progress=on_progress,
        settings=LIGHT if reason == "day" else None,
        time_limit=seconds,
        reason=reason,
        by_name=False,
        by=hands(),
    )
    for report in reports:
        logger.info("%s", report)
    return reports


def day(*, heard: Heard = _nobody) -> None:
    """The lighter round, for the sources that publish more than once a day."""
    night(reason="day", heard=heard)


def _due(*, light: bool) -> list[str]:
    from archive.past import pasts

    at = datetime.now(ZONE)
    due = [slug for slug, past in pasts(due_now()).items() if is_due(past, at=at, light=light)]
    # A file that can't be used is reported each night, until somebody mends it.
    return due if light else [*due, *broken_now()]


def slept_through() -> bool:
    """Whether the newest night was missed while nothing ran, or was broken off: the archive's runs say so."""
    from archive.past import last_whole

    now = datetime.now(ZONE)
    return missed(last_whole(("night", "catch-up"), at=now), at=now, night=_settings().night)


def make(
    job: Callable[[], None] = night, *, run_now: bool = False, by_day: Callable[[], None] = day
) -> BlockingScheduler:
    """A scheduler that runs ``job`` each night (``TCD_NIGHT``, 02:00 in Việt Nam) and ``by_day`` at the times
    of ``TCD_DAY``, and ``job`` now if asked to; not yet started. Never two rounds at a time.
    """
    settings = _settings()
    scheduler = BlockingScheduler(
        timezone=ZONE, executors={"default": {"type": "threadpool", "max_workers": 1}}
    )
    options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": LATE_SECONDS}
    first = {"next_run_time": datetime.now(ZONE)} if run_now else {}
    scheduler.add_job(job, _at(settings.night), id="night", **options, **first)
    for at in settings.day:
        scheduler.add_job(by_day, _at(at), id=f"day {at:%H:%M}", **{**options, "misfire_grace_time": 1800})
    return scheduler


def _at(at: time) -> CronTrigger:
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=ZONE)


def comes(after: datetime) -> dict[str, datetime]:
    """When the next round of each sort begins, "night" and, where there are any by day, "day"."""
    settings = _settings()
    times = {"night": [settings.night], "day": settings.day}
    return {name: min(_next(at, after) for at in each) for name, each in times.items() if each}


def _next(at: time, after: datetime) -> datetime:
    found: datetime = _at(at).get_next_fire_time(None, after)
    return found


def main(
    *, run_now: bool = False, heard: Heard = _nobody, waiting: Callable[[], None] = lambda: None
) -> None:
    """Run until Ctrl-C or SIGTERM, which end a running crawl in order. A missed night is caught up once.

    ``heard`` is told of each round as it begins and as it is over, in the thread that runs it. One scheduler
    an archive: where another one runs, ``waiting`` is called once, and this one begins when that one ended.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    own_log(str(_settings().logs))
    ready()
    only = OnlyOne("scheduler")
    if not only.taken(seconds=1.0):
        logger.warning("another scheduler runs on this archive; this one waits until it ends")
        waiting()
        while not only.taken(seconds=3600.0):
            pass
    late = slept_through()
    scheduler = make(
        partial(night, heard=heard), run_now=run_now and not late, by_day=partial(day, heard=heard)
    )
    if late:
        told = {"reason": "catch-up", "heard": heard}
        scheduler.add_job(night, kwargs=told, id="catch-up", misfire_grace_time=None)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        end_all()
        scheduler.shutdown(wait=True)


if __name__ == "__main__":
    main()
