"""The nightly run: crawl every due source, then publish. ``python -m scheduler``, ``tincongdoan schedule``.

The runs are remembered in the archive, not by APScheduler: its persistent stores lose missed nights.
"""

import logging
import signal
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from archive.ready import ready
from crawler.run import crawl, due_now, end_all
from feeds.publish import publish_all

logger = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR = 2
# A machine that slept through the night runs once, when it is awake again.
LATE_SECONDS = 20 * 3600


def night(on_progress: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """One whole run now. What fails is logged: the next night comes all the same."""
    settings: Any = import_module("config.settings").load()
    try:
        ready()
        for report in crawl(due_now(), on_progress=on_progress):
            logger.info("%s", report)
    except Exception:
        logger.exception("the crawl failed")
    # What was fetched before it failed is published too.
    try:
        publish_all(Path(settings.home), settings.base_url)
    except Exception:
        logger.exception("publishing failed")


def make(job: Callable[[], None] = night, *, run_now: bool = False) -> BlockingScheduler:
    """A scheduler that runs ``job`` each night at 02:00 in Việt Nam, and now if asked to; not yet started."""
    scheduler = BlockingScheduler(timezone=ZONE)
    first = {"next_run_time": datetime.now(ZONE)} if run_now else {}
    scheduler.add_job(
        job,
        CronTrigger(hour=HOUR, minute=0, timezone=ZONE),
        id="night",
        max_instances=1,
        coalesce=True,
        misfire_grace_time=LATE_SECONDS,
        **first,
    )
    return scheduler


def main(*, run_now: bool = False) -> None:
    """Run until Ctrl-C or SIGTERM, which end a running crawl in order."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    scheduler = make(run_now=run_now)
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        end_all()
        scheduler.shutdown(wait=True)


if __name__ == "__main__":
    main()
