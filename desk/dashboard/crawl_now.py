"""“Crawl now”: one source crawled on request, in a process that outlives the request."""

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

# A site is not crawled again sooner.
PAUSE = timedelta(minutes=10)
# A run without an end that began longer ago was killed; the next run marks it as interrupted.
MAX_DURATION = timedelta(hours=3)


class NotNowError(Exception):
    """The source cannot be crawled now; the message says why, in the visitor's language."""


def is_running(slug: str) -> bool:
    """Whether an unfinished run has this source without its report yet. Raises django.db.Error."""
    since = timezone.now() - MAX_DURATION
    for run in Run.objects.filter(finished_at=None, started_at__gte=since):
        if slug in run.sources and not run.reports.filter(source=slug).exists():
            return True
    return False


def start(slug: str) -> None:
    """Start the crawl. Raises NotNowError where one runs or has just ended, or no process can be started."""
    if is_running(slug):
        raise NotNowError(_("Nguồn này đang được thu thập."))
    last = SourceRun.objects.filter(source=slug).order_by("-finished_at").first()
    if last is not None and timezone.now() - last.finished_at < PAUSE:
        raise NotNowError(_("Nguồn này vừa được thu thập; hãy đợi vài phút rồi thử lại."))
    logs = Path(settings.TCD.home) / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        with (logs / "checks.log").open("ab") as log:
            # Its own session, so that it survives the end of the server.
            process = subprocess.Popen(  # noqa: S603 (our own command; the slug is a known source)
                [sys.executable, "-m", "cli", "crawl", slug],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
            )
    except OSError as error:
        raise NotNowError(_("Không khởi động được việc thu thập.")) from error
    # Waits for the process, which would otherwise stay a zombie until the server ends.
    threading.Thread(target=process.wait, name=f"check {slug}", daemon=True).start()


def _environment() -> dict[str, str]:
    home = str(Path(settings.TCD.home).absolute())
    return {**os.environ, "TCD_HOME": home, "TCD_DATABASE_URL": settings.TCD.database_url}
