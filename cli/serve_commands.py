"""``serve``, ``schedule`` and ``up``: what runs until Ctrl-C."""

from __future__ import annotations

import socket
from datetime import datetime
from typing import Annotated

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.quiet import Quiet, Verbose, is_quiet, say
from vietnamese.zone import VIETNAM

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)]


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the public pages and the feeds."""
    from desk.serve import serve as run

    _check_free(host, port)
    with one_line():
        _startable()
        run(host, port, say=lambda address: echo(f"serving at {address}"))


def schedule(
    run_now: Annotated[bool, typer.Option("--run-now", help="Run once at the start, too.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl and publish every night (TCD_NIGHT, 02:00 in Việt Nam) and at the times of TCD_DAY."""
    with one_line():
        _startable()
        _rounds(run_now=run_now, quiet=is_quiet(quiet=quiet, verbose=verbose))


def up(host: Host = "127.0.0.1", port: Port = 8000, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Serve and schedule together, for one machine."""
    import multiprocessing

    _check_free(host, port)
    with one_line():
        _startable()
    # A process of its own: gunicorn forks, and threads do not survive a fork.
    nightly = multiprocessing.get_context("spawn").Process(
        target=_rounds, name="schedule", kwargs={"quiet": is_quiet(quiet=quiet, verbose=verbose)}
    )
    nightly.start()
    try:
        serve(host, port)
    finally:
        nightly.terminate()
        nightly.join(timeout=30)


def _rounds(*, run_now: bool = False, quiet: bool) -> None:
    """The scheduler until it is told to end. It says what comes when, and what each round came to; if it is
    to be quiet, only which step of a round failed."""
    import scheduler
    from cli import rounds
    from config.settings import load
    from crawler.logs import OWN_LOG
    from crawler.run import due_now

    ready()
    settings = load()
    log = str(settings.logs / OWN_LOG)

    def heard(this: scheduler.Round) -> None:
        if not quiet or this.problems:
            for line in rounds.lines(this, scheduler.comes(datetime.now(VIETNAM)), log):
                say(line, err=quiet)

    if not quiet:
        now = datetime.now(VIETNAM)
        say(rounds.plan(settings.night, settings.day, len(due_now())))
        if scheduler.slept_through():
            say("now: the round of the last night, which was missed")
        elif run_now:
            say("now: a first round")
        say(rounds.coming(scheduler.comes(now), now))
        say(f"log: {log}; Ctrl-C ends")

    def waiting() -> None:
        say("another scheduler runs on this archive: this one waits until it ends", err=quiet)

    scheduler.main(run_now=run_now, heard=heard, waiting=waiting)


def _startable() -> None:
    """The archive made usable, and a home that can be written: with an archive on PostgreSQL nothing else
    looks at it before the first visitor. Raises SettingError and what ``ready`` raises."""
    from config.home import need_writable
    from config.settings import load

    need_writable(load().home)
    ready()


def _check_free(host: str, port: int) -> None:
    """Raises OneLineError where another program listens on the port already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or error
            raise OneLineError(
                f"{host}:{port} cannot be served ({reason}); choose another --port or --host"
            ) from error
