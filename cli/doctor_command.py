"""``tincongdoan doctor``: checks that everything works."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import OneLineError, describe_database_error, describe_os_error
from cli.plain import echo
from config.settings import SettingError, Settings, environment, load, unknown_names
from sources import read_registry

_LOW_DISK = 200 * 1024 * 1024  # bytes
Check = tuple[str, str]
"""What was checked, and what is wrong with it, "" for nothing."""


def doctor(
    alert: Annotated[
        bool, typer.Option("--alert", help="Send a test message through every alert channel.")
    ] = False,
) -> None:
    """Check settings, sources, database, disk, the last night and alerts; exit 1 if something is wrong."""
    for warning in _misspelt():
        echo(f"{'note':5}  {warning}")
    wrong = 0
    for name, problem in _findings(alert):
        echo(f"{'WRONG' if problem else 'ok':5}  {name}{': ' + problem if problem else ''}")
        wrong += bool(problem)
    if wrong:
        raise typer.Exit(1)


def _misspelt() -> Iterator[str]:
    """Name variables that nothing reads. They may be another program's, so they are no reason to fail."""
    for name, meant in unknown_names(environment()).items():
        yield f"{name} is no setting and has no effect{f'; did you mean {meant}?' if meant else ''}"


def _findings(alert: bool) -> Iterator[Check]:
    try:
        settings = load()
    except SettingError as error:
        yield "settings", str(error)
        return
    yield f"settings (TCD_HOME {settings.home})", ""
    registry = read_registry(settings.own_sources)
    yield f"{len(registry.sources)} sources", ""
    for problems in registry.broken.values():
        yield "source file", " | ".join(problems.splitlines())
    yield "contact", "" if settings.contact else "set TCD_CONTACT, so that sites can reach you"
    yield from _disk(settings.home)
    try:
        yield from _archive(settings)
    except Exception as error:
        yield "archive", describe_database_error(error)
    yield from _alerts(settings, alert)


def _disk(home: Path) -> Iterator[Check]:
    """Write a file: free space says nothing about a read-only file system."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
            file.flush()
        free = shutil.disk_usage(home).free
    except OSError as error:
        yield "disk", describe_os_error(error)
        return
    yield f"disk, {free // 2**20} MB free", "" if free > _LOW_DISK else "less than 200 MB are free"


def _archive(settings: Settings) -> Iterator[Check]:
    try:
        open_archive()
    except OneLineError as error:
        yield "archive", str(error)
        return
    from archive.checks import checks
    from archive.models import Article
    from monitoring.finding_texts import finding_text
    from monitoring.findings_service import current_clock_fault
    from monitoring.health import health

    yield f"archive with {Article.objects.count()} articles", ""
    yield from checks()
    yield from _workers()
    if (clock := current_clock_fault(at=datetime.now(UTC))) is not None:
        yield "clock", finding_text(clock.name, clock.detail, clock.evidence, "en")
    now = health(at=datetime.now(UTC), night=settings.night)
    if now.late:
        yield "last night", "the round never ran: is 'tincongdoan schedule' (or 'up') running?"
    elif now.last_run is not None:
        run = now.last_run
        yield f"last run {run['id']}, {run['well']} of {run['sources']} sources successful", ""
    else:
        yield "no run yet", ""
    if now.broken:
        # Problems of sources are none of this machine: a note, and no reason to fail.
        yield f"{len(now.broken)} open findings, see 'tincongdoan findings'", ""


def _workers() -> Iterator[Check]:
    """No workers is no problem: the nightly run then crawls by itself."""
    from workers.availability import count_active_workers

    if (number := count_active_workers()) is not None:
        yield f"{number or 'no'} worker{'' if number == 1 else 's'} alive", ""


def _alerts(settings: Settings, send: bool) -> Iterator[Check]:
    alerts = settings.alerts
    channels = [*(["email"] if alerts.smtp and alerts.to else []), *(["webhook"] if alerts.webhook else [])]
    if not channels:
        problem = (
            "alerts reach nobody: set TCD_SMTP_URL and TCD_ALERT_EMAIL, or TCD_ALERT_WEBHOOK" if send else ""
        )
        yield "alerts" if problem else "alerts: none set", problem
        return
    if not send:
        yield f"alerts by {' and '.join(channels)}", ""
        return
    from monitoring.delivery import DeliveryError, post, send_mail

    text = "Tin thử của Tin Công Đoàn: báo lỗi tới được đây."
    for channel in channels:
        problem = ""
        try:
            if channel == "email" and alerts.smtp is not None:
                send_mail(alerts.smtp, alerts.sender, alerts.to, "Tin Công Đoàn: tin thử", text)
            elif alerts.webhook:
                post(alerts.webhook, {"text": text})
        except DeliveryError as error:
            problem = str(error)
        yield f"test message by {channel}", problem
