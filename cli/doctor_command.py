"""``tincongdoan doctor``: is everything as it must be?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.database_errors import database_error
from cli.errors import OneLineError, os_error
from cli.plain import echo

if TYPE_CHECKING:
    from config.settings import Settings

_LOW_DISK = 200 * 1024 * 1024  # bytes
Finding = tuple[str, str]
"""What was looked at, and what is wrong with it, "" for nothing."""


def doctor(
    alert: Annotated[
        bool, typer.Option("--alert", help="Send a test message to everybody whom alerts would reach.")
    ] = False,
) -> None:
    """Check settings, sources, database, disk, the last night and alerts; exit 1 where something is wrong."""
    for warning in _misspelt():
        echo(f"{'note':5}  {warning}")
    wrong = 0
    for name, problem in _findings(alert):
        echo(f"{'WRONG' if problem else 'ok':5}  {name}{': ' + problem if problem else ''}")
        wrong += bool(problem)
    if wrong:
        raise typer.Exit(1)


def _misspelt() -> Iterator[str]:
    """Nothing reads such a variable; it may be of another program, so it is no reason to fail."""
    from config.names import unknown
    from config.settings import environment

    for name, meant in unknown(environment()).items():
        yield f"{name} is no setting and has no effect{f'; did you mean {meant}?' if meant else ''}"


def _findings(alert: bool) -> Iterator[Finding]:
    from config.settings import SettingError, load
    from sources import read

    try:
        settings = load()
    except SettingError as error:
        yield "settings", str(error)
        return
    yield f"settings (TCD_HOME {settings.home})", ""
    found = read(settings.own_sources)
    yield f"{len(found.sources)} sources", ""
    for problems in found.broken.values():
        yield "source file", " | ".join(problems.splitlines())
    yield "contact", "" if settings.contact else "set TCD_CONTACT, so that sites can reach you"
    yield from _disk(settings.home)
    try:
        yield from _archive(settings)
    except Exception as error:
        yield "archive", database_error(error)
    yield from _alerts(settings, alert)


def _disk(home: Path) -> Iterator[Finding]:
    """Free space says nothing where nothing can be written: a file is."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
            file.flush()
        free = shutil.disk_usage(home).free
    except OSError as error:
        yield "disk", os_error(error)
        return
    yield f"disk, {free // 2**20} MB free", "" if free > _LOW_DISK else "less than 200 MB are free"


def _archive(settings: Settings) -> Iterator[Finding]:
    from cli.archive_commands import ready

    try:
        ready()
    except OneLineError as error:
        yield "archive", str(error)
        return
    from archive.checks import checks
    from archive.models import Article
    from monitoring.health import health
    from monitoring.keeping import clock_now
    from monitoring.words import said

    yield f"archive with {Article.objects.count()} articles", ""
    yield from checks()
    yield from _workers()
    if (clock := clock_now(at=datetime.now(UTC))) is not None:
        yield "clock", said(clock.name, clock.detail, clock.evidence, "en")
    now = health(at=datetime.now(UTC), night=settings.night)
    if now.late:
        yield "last night", "it never ran: is 'tincongdoan schedule' (or 'up') running?"
    elif now.last_run is not None:
        run = now.last_run
        yield f"last run {run['id']}, {run['well']} of {run['sources']} sources well", ""
    else:
        yield "no run yet", ""
    if now.broken:
        # The sources' trouble is not this machine's: told, and no reason to fail.
        yield f"{len(now.broken)} open findings, see 'tincongdoan findings'", ""


def _workers() -> Iterator[Finding]:
    """None is nothing wrong: the nightly run crawls by itself then."""
    from workers.living import living

    if (number := living()) is not None:
        yield f"{number or 'no'} worker{'' if number == 1 else 's'} alive", ""


def _alerts(settings: Settings, alert: bool) -> Iterator[Finding]:
    told = settings.alerts
    channels = [*(["email"] if told.smtp and told.to else []), *(["webhook"] if told.webhook else [])]
    if not channels:
        problem = (
            "nobody is told: set TCD_SMTP_URL and TCD_ALERT_EMAIL, or TCD_ALERT_WEBHOOK" if alert else ""
        )
        yield "alerts" if problem else "alerts: none set", problem
        return
    if not alert:
        yield f"alerts by {' and '.join(channels)}", ""
        return
    from monitoring.delivery import DeliveryError, post, send_mail

    text = "Tin thử của Tin Công Đoàn: báo lỗi tới được đây."
    for channel in channels:
        problem = ""
        try:
            if channel == "email" and told.smtp is not None:
                send_mail(told.smtp, told.sender, told.to, "Tin Công Đoàn: tin thử", text)
            elif told.webhook:
                post(told.webhook, {"text": text})
        except DeliveryError as error:
            problem = str(error)
        yield f"test message by {channel}", problem
