"""The scheduler: every night it crawls the due sources, judges the reports, publishes and sends alerts.

Started by ``python -m scheduler`` or ``tincongdoan schedule``. The archive remembers the rounds; APScheduler
does not, because its persistent stores lose missed nights.
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
from apscheduler.triggers.interval import IntervalTrigger

from archive.locks import OnlyOne
from archive.ready import ready
from crawler.logs import own_log
from crawler.report import SourceReport
from crawler.run import broken_now, crawl, due_now, end_all
from crawler.source_schedule import is_due, missed
from feeds import websub
from feeds.publish import publish_all
from monitoring.rounds import judge_reports, note_hub, notify_operators
from workers.runner_factory import choose_runner

logger = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A machine that slept through the night runs once when it wakes up.
LATE_SECONDS = 20 * 3600
# Rounds by day look for new articles only: on the first pages, and published since yesterday.
LIGHT: Mapping[str, Any] = {"TCD_MAX_LISTINGS": 3, "TCD_LOOK_BACK_DAYS": 1.0, "TCD_MAX_SITEMAPS": 4}


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """A round at its beginning and, with ``ended``, at its end.

    ``reason`` is "night", "day", "catch-up" or "by hand"; ``sources`` is the number of sources crawled;
    ``problems`` are the steps that failed ("crawl", "judge", "publish"). Times have a time zone.
    """

    reason: str
    begun: datetime
    sources: int = 0
    ended: datetime | None = None
    reports: tuple[SourceReport, ...] = ()
    problems: tuple[str, ...] = ()


# Called when a round begins and when it ends, in the thread that runs it.
RoundListener = Callable[[RoundStatus], None]


def _ignore_round(_: RoundStatus) -> None:
    pass


def _settings() -> Any:
    return import_module("config.settings").load()


def night(
    on_progress: Callable[[Mapping[str, Any]], None] | None = None,
    *,
    reason: str = "night",
    on_round: RoundListener = _ignore_round,
) -> None:
    """Run one round now: crawl, judge the reports, publish, alert the operators.

    A step that fails is logged and reported, and the next steps still run: what was fetched before a crawl
    failed is published. Workers crawl if any is alive (``tincongdoan worker``, on PostgreSQL), otherwise
    processes on this machine. ``reason`` "day" is the lighter round; all others are full ones.
    """
    settings = _settings()
    light = reason == "day"
    status = RoundStatus(reason, datetime.now(ZONE))
    reports: list[SourceReport] = []

    def fetch() -> None:
        ready()
        due = _due(light=light)
        on_round(replace(status, sources=len(due)))
        reports.extend(_crawl(due, on_progress, reason, settings.crawl_minutes * 60.0))

    steps: Mapping[str, Callable[[], object]] = {
        "crawl": fetch,
        "judge": lambda: judge_reports(at=datetime.now(ZONE), still_read=[*due_now(), *broken_now()]),
        "publish": lambda: _publish(settings),
    }
    problems: dict[str, Exception] = {}
    for name, step in steps.items():
        try:
            step()
        except Exception as error:
            logger.exception("the round could not %s", name)
            problems[name] = error
    # By day the alert goes only to channels that missed the night's message.
    notify_operators(
        settings.alerts, problems, at=datetime.now(ZONE), base_url=settings.base_url, only_missed=light
    )
    status = replace(status, sources=len(reports), reports=tuple(reports), problems=tuple(problems))
    on_round(replace(status, ended=datetime.now(ZONE)))


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
        by=choose_runner(),
    )
    for report in reports:
        logger.info("%s", report)
    return reports


def _publish(settings: Any) -> None:
    publish_all(Path(settings.home), settings.base_url)
    if settings.websub_hub is not None:
        pending = websub.read(settings.feeds)
        note_hub(pending.error if pending else None, at=datetime.now(ZONE))


def notify_hub() -> None:
    """Notify the hub of the feeds that it missed, if that is due. What fails is tried again later."""
    settings = _settings()
    before = websub.read(settings.feeds)
    if settings.websub_hub is None or before is None or before.due > (at := datetime.now(ZONE)):
        return
    try:
        pending = websub.retry(settings.feeds, settings.websub_hub, at=at)
        ready()
        note_hub(pending.error if pending else None, at=at)
    except Exception:
        logger.exception("the hub could not be notified")


def _notify_hub_apart() -> None:
    """In a thread of its own, which keeps no connection to the archive until the next time."""
    try:
        notify_hub()
    finally:
        import_module("django.db").connections.close_all()


def day(*, on_round: RoundListener = _ignore_round) -> None:
    """Run the lighter round, for the sources that publish more than once a day."""
    night(reason="day", on_round=on_round)


def _due(*, light: bool) -> list[str]:
    from archive.crawl_history import read_histories

    at = datetime.now(ZONE)
    due = [slug for slug, past in read_histories(due_now()).items() if is_due(past, at=at, light=light)]
    # A source file that can't be used is reported every night until somebody corrects it.
    return due if light else [*due, *broken_now()]


def missed_last_night() -> bool:
    """Return True if, by the archive's runs, the latest night was missed or interrupted."""
    from archive.crawl_history import last_complete_run_start

    now = datetime.now(ZONE)
    return missed(last_complete_run_start(("night", "catch-up"), at=now), at=now, night=_settings().night)


def make_scheduler(
    job: Callable[[], None] = night, *, run_now: bool = False, by_day: Callable[[], None] = day
) -> BlockingScheduler:
    """Return a scheduler, not yet started, that never runs two rounds at a time.

    It runs ``job`` every night (``TCD_NIGHT``, 02:00 in Việt Nam), ``by_day`` at the times of ``TCD_DAY``,
    and ``job`` at once if ``run_now``.
    """
    settings = _settings()
    # The hub must not wait for the end of a round.
    one = {"type": "threadpool", "max_workers": 1}
    scheduler = BlockingScheduler(timezone=ZONE, executors={"default": dict(one), "hub": dict(one)})
    options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": LATE_SECONDS}
    first = {"next_run_time": datetime.now(ZONE)} if run_now else {}
    scheduler.add_job(job, _at(settings.night), id="night", **options, **first)
    for at in settings.day:
        scheduler.add_job(by_day, _at(at), id=f"day {at:%H:%M}", **{**options, "misfire_grace_time": 1800})
    if settings.websub_hub and settings.base_url:
        every = IntervalTrigger(minutes=1, timezone=ZONE)
        scheduler.add_job(
            _notify_hub_apart,
            every,
            id="hub",
            executor="hub",
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler


def _at(at: time) -> CronTrigger:
    return CronTrigger(hour=at.hour, minute=at.minute, timezone=ZONE)


def next_rounds(after: datetime) -> dict[str, datetime]:
    """Return when the next round begins after a time, for "night" and, if ``TCD_DAY`` is set, "day"."""
    settings = _settings()
    times = {"night": [settings.night], "day": settings.day}
    return {name: min(_next(at, after) for at in daily) for name, daily in times.items() if daily}


def _next(at: time, after: datetime) -> datetime:
    fire_time: datetime = _at(at).get_next_fire_time(None, after)
    return fire_time


def main(
    *,
    run_now: bool = False,
    on_round: RoundListener = _ignore_round,
    on_waiting: Callable[[], None] = lambda: None,
) -> None:
    """Run until Ctrl-C or SIGTERM, which end a running crawl in order. A missed night is made up for once.

    An archive has one scheduler: if another one runs, ``on_waiting`` is called once, and this one begins when
    that one ends.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    own_log(str(_settings().logs))
    ready()
    only = OnlyOne("scheduler")
    if not only.taken(seconds=1.0):
        logger.warning("another scheduler runs on this archive; this one waits until it ends")
        on_waiting()
        while not only.taken(seconds=3600.0):
            pass
    missed_night = missed_last_night()
    scheduler = make_scheduler(
        partial(night, on_round=on_round),
        run_now=run_now and not missed_night,
        by_day=partial(day, on_round=on_round),
    )
    if missed_night:
        arguments = {"reason": "catch-up", "on_round": on_round}
        scheduler.add_job(night, kwargs=arguments, id="catch-up", misfire_grace_time=None)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        end_all()
        scheduler.shutdown(wait=True)


if __name__ == "__main__":
    main()
