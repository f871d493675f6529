"""``serve``, ``schedule`` and ``up``: what runs until Ctrl-C."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)]


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the public pages and the feeds."""
    from desk.serve import serve as run

    _check_free(host, port)
    with one_line():
        _startable()
        run(host, port, say=lambda address: typer.echo(f"serving at {address}"))


def schedule(
    run_now: Annotated[bool, typer.Option("--run-now", help="Run once at the start, too.")] = False,
) -> None:
    """Crawl and publish every night (TCD_NIGHT, 02:00 in Việt Nam) and at the times of TCD_DAY."""
    import scheduler
    from config.settings import load

    with one_line():
        _startable()
        settings = load()
        times = " and ".join(f"{at:%H:%M}" for at in (settings.night, *settings.day))
        typer.echo(f"crawls at {times} Asia/Ho_Chi_Minh; Ctrl-C ends")
        scheduler.main(run_now=run_now)


def up(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve and schedule together, for one machine."""
    import multiprocessing

    import scheduler

    _check_free(host, port)
    with one_line():
        _startable()
    # A process of its own: gunicorn forks, and threads do not survive a fork.
    nightly = multiprocessing.get_context("spawn").Process(target=scheduler.main, name="schedule")
    nightly.start()
    try:
        serve(host, port)
    finally:
        nightly.terminate()
        nightly.join(timeout=30)


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
