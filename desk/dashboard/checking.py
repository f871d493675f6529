"""“Check now”: one source crawled at somebody's wish, in a process that outlives the answer."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Run, SourceRun

# A site is not asked again before this is over: impatience is no reason to burden it.
PAUSE = timedelta(minutes=10)
# A run that began longer ago and has no end was killed; the next run will say so.
LONGEST = timedelta(hours=3)


class NotNowError(Exception):
    """Why the source is not read now, in words for the one who asked."""


def running(slug: str) -> bool:
    """Whether a run that is to read this source is still going."""
    since = timezone.now() - LONGEST
    for run in Run.objects.filter(finished_at=None, started_at__gte=since):
        if slug in run.sources and not run.reports.filter(source=slug).exists():
            return True
    return False


def start(slug: str) -> None:
    """Start the crawl. Raises NotNowError where one is going or has just ended, or no process starts."""
    if running(slug):
        raise NotNowError(_("Nguồn này đang được thu thập."))
    last = SourceRun.objects.filter(source=slug).order_by("-finished_at").first()
    if last is not None and timezone.now() - last.finished_at < PAUSE:
        raise NotNowError(_("Nguồn này vừa được thu thập; hãy đợi vài phút rồi thử lại."))
    logs = Path(settings.TCD.home) / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        with (logs / "checks.log").open("ab") as log:
            # Its own session: it goes on when the server is told to end.
            process = subprocess.Popen(  # noqa: S603 (our own command; the slug is one that we know)
                [sys.executable, "-m", "cli", "crawl", slug],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
            )
    except OSError as error:
        raise NotNowError(_("Không khởi động được việc thu thập.")) from error
    # Else it would stay behind as a zombie until the server ends.
    threading.Thread(target=process.wait, name=f"check {slug}", daemon=True).start()


def _environment() -> dict[str, str]:
    told = settings.TCD
    return {**os.environ, "TCD_HOME": str(Path(told.home).absolute()), "TCD_DATABASE_URL": told.database_url}
