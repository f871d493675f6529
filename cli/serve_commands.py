"""``serve``, ``schedule`` and ``up``: commands that run until Ctrl-C."""

from __future__ import annotations

import socket
from datetime import datetime
from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.output import Quiet, Verbose, is_quiet, print_line
from cli.plain import echo
from config.settings import load
from config.validation import require_writable
from crawler.logs import OWN_LOG
from vietnamese.zone import VIETNAM

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)]


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the public pages, the feeds and the desk."""
    from desk.serve import serve as serve_pages

    _check_port(host, port)
    with one_line():
        _prepare_home()
        serve_pages(host, port, say=lambda address: echo(f"serving at {address}"))


def schedule(
    run_now: Annotated[bool, typer.Option("--run-now", help="Also run a round at the start.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl and publish every night (TCD_NIGHT, 02:00 in Việt Nam) and at the times of TCD_DAY."""
    with one_line():
        _prepare_home()
        _run_scheduler(run_now=run_now, quiet=is_quiet(quiet=quiet, verbose=verbose))


def up(host: Host = "127.0.0.1", port: Port = 8000, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Serve and schedule together, for one machine."""
    import multiprocessing

    _check_port(host, port)
    with one_line():
        _prepare_home()
    # In a process of its own: gunicorn forks, and threads do not survive a fork.
    scheduler_process = multiprocessing.get_context("spawn").Process(
        target=_run_scheduler, name="schedule", kwargs={"quiet": is_quiet(quiet=quiet, verbose=verbose)}
    )
    scheduler_process.start()
    try:
        serve(host, port)
    finally:
        scheduler_process.terminate()
        scheduler_process.join(timeout=30)


def _run_scheduler(*, run_now: bool = False, quiet: bool) -> None:
    """Run the scheduler until it is stopped; print when rounds come and their results.

    If ``quiet``, print only rounds in which a step failed, on standard error.
    """
    # They take 0.1 s to load.
    import scheduler
    from cli import round_messages
    from crawler.run import due_now

    open_archive()
    settings = load()
    log = str(settings.logs / OWN_LOG)

    def print_round(status: scheduler.RoundStatus) -> None:
        if not quiet or status.problems:
            next_rounds = scheduler.next_rounds(datetime.now(VIETNAM))
            for line in round_messages.round_lines(status, next_rounds, log):
                print_line(line, err=quiet)

    def print_waiting() -> None:
        print_line("another scheduler runs on this archive: this one waits until it ends", err=quiet)

    if not quiet:
        now = datetime.now(VIETNAM)
        print_line(round_messages.schedule_line(settings.night, settings.day, len(due_now())))
        if scheduler.missed_last_night():
            print_line("now: the round of the last night, which was missed")
        elif run_now:
            print_line("now: a first round")
        print_line(round_messages.next_round_line(scheduler.next_rounds(now), now))
        print_line(f"log: {log}; Ctrl-C ends")
    scheduler.main(run_now=run_now, on_round=print_round, on_waiting=print_waiting)


def _prepare_home() -> None:
    """Check that TCD_HOME can be written, and open the archive.

    With an archive on PostgreSQL nothing else would notice before the first visitor. Raises SettingError and
    what ``open_archive`` raises.
    """
    require_writable(load().home)
    open_archive()


def _check_port(host: str, port: int) -> None:
    """Raise OneLineError if another program listens on the port already."""
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
