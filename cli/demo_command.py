"""``tincongdoan demo``: crawls, publishes and serves five replica sources on loopback."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from archive.ready import ready
from cli.errors import OneLineError, one_line
from cli.output import make_console
from cli.plain import echo
from cli.report_table import show_reports
from config.settings import load
from feeds.publish import publish_all
from sources import ONLY_OWN_FILE, load_sources
from sources.writing import to_toml
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from items import Source
    from replica import Network
    from replica.text.newsroom import Period

_READER = "doc-thu"
# Replica articles appear up to two days after the event; none should be dated later than yesterday.
_NEWEST_EVENT_AGE = timedelta(days=3)
_TWELVE_WEEKS = timedelta(weeks=12)  # the period that the desk counts by province
_PORT = 8470  # of the replicas; stored in the home, so that later runs use the same addresses


def demo(
    once: Annotated[bool, typer.Option("--once", help="Exit after publishing instead of serving.")] = False,
    home: Annotated[Path | None, typer.Option(help="The folder to write to; by default TCD_HOME.")] = None,
    port: Annotated[int, typer.Option(help="The port of the public pages.", min=0, max=65535)] = 8000,
) -> None:
    """Show everything at work without the internet: replica sites, an embedded archive, feeds, pages."""
    with one_line():
        folder = _prepare(home)
        network = _network(folder)
    try:
        with one_line():
            _use_replicas_only(folder / "demo" / "sources", network)
            ok = _crawl_and_publish(folder, network)
        if not once:
            _serve(port)
    finally:
        network.stop()
    if not ok:
        raise typer.Exit(1)


def _prepare(home: Path | None) -> Path:
    """Set this process, and the crawls it starts, to an embedded archive in ``home``; return the folder."""
    if home is not None:
        os.environ["TCD_HOME"] = str(home.expanduser().absolute())
    folder = load().home
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OneLineError(
            f"--home: {folder} cannot be created ({error.strerror}); choose another folder"
        ) from error
    os.environ["TCD_HOME"] = str(folder)
    os.environ["TCD_DATABASE_URL"] = f"sqlite:///{quote(str(folder / 'archive.sqlite3'))}"
    return folder


def _network(home: Path) -> Network:
    """Start the five sites, at the addresses of the first run on this home: articles keep their URLs."""
    # The replicas take 0.1 s to load.
    from replica import Network

    kept = home / "demo" / "port"
    port = int(kept.read_text()) if kept.exists() else _PORT
    period = _period(home)
    try:
        network = Network(port=port, period=period).start()
    except OSError as error:
        if kept.exists():
            raise OneLineError(
                f"port {port} of 127.0.0.2 to 127.0.0.6 is taken ({error.strerror}): end the other demo first"
            ) from error
        network = Network(port=_free_port(), period=period).start()
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(str(next(iter(network.servers.values())).port))
    return network


def _period(home: Path) -> Period:
    """Return the period of the invented news: the twelve weeks before the first run on this home.

    The desk's lists and charts then have something to show. Later runs use the same period, so that articles
    keep their dates and URLs; a home that has no period yet keeps the fixed one of earlier versions.
    """
    from replica.text.newsroom import PERIOD, Period

    kept = home / "demo" / "until"
    with suppress(OSError, ValueError):  # missing, or incomplete since the machine stopped
        last = date.fromisoformat(kept.read_text().strip())
        return Period(last - _TWELVE_WEEKS, last)
    if (home / "demo" / "port").exists():
        return PERIOD
    last = datetime.now(VIETNAM).date() - _NEWEST_EVENT_AGE
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(last.isoformat())
    return Period(last - _TWELVE_WEEKS, last)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        return int(probe.getsockname()[1])


def _crawl_and_publish(home: Path, network: Network) -> bool:
    """Crawl the replicas, publish, and print reports and feeds; return whether every crawl succeeded."""
    # They load asyncio, which takes 0.1 s.
    from cli.progress import show_progress
    from crawler.run import crawl

    ready()
    slugs = list(network.addresses)
    with show_progress(slugs) as on_progress:
        reports = crawl(slugs, on_progress=on_progress)
    published = publish_all(home, load().base_url)
    show_reports(reports)
    out = make_console()
    paths = {*published.written, *published.unchanged}
    first = [home / "feeds" / name for name in ("all.rss", "all.atom", "all.json", "index.opml")]
    first += [home / "feeds" / "source" / f"{slug}.rss" for slug in slugs]
    out.print("Feeds:")
    for path in first:
        if path in paths:
            out.print(f"  {path}", soft_wrap=True, markup=False, highlight=False)
    rest = len(paths.difference(first))
    out.print(
        f"  and {rest} more: provinces, topics, documents, most read, archives by month", highlight=False
    )
    return all(report.ok for report in reports)


def _use_replicas_only(folder: Path, network: Network) -> None:
    """Make the replicas the only sources, also of the processes that this one and its desk start.

    They are five sources of the registry, at the replicas' addresses and without a delay between requests.
    """

    addresses = network.addresses.values()
    os.environ["TCD_SOURCES"] = str(folder)
    os.environ["TCD_ALLOW_PRIVATE"] = ",".join(address.partition("://")[2] for address in addresses)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ONLY_OWN_FILE).touch()
    registry = load_sources(None)
    for slug, address in network.addresses.items():
        (folder / f"{slug}.toml").write_text(to_toml(_moved_to(registry[slug], address)), encoding="utf-8")


def _moved_to(source: Source, address: str) -> Source:
    return replace(
        source,
        home=address,
        start=(),
        status="verified",
        evidence="a replica on loopback, for the demo",
        politeness=replace(source.politeness, delay=0.0, concurrency=4),
    )


def _serve(port: int) -> None:
    from desk.serve import serve

    account = _reader_account()

    def say(address: str) -> None:
        echo(f"Pages: {address}\nFeed:  {address}feeds/all.rss\nDesk:  {address}desk/ ({account})")
        echo("Ctrl-C ends.")

    serve("127.0.0.1", _free_or_zero(port), say=say)


def _reader_account() -> str:
    """Create the account with which a visitor of the demo can look around, and say how to sign in."""
    from django.contrib.auth.models import User

    from desk.people import accounts
    from desk.roles import Role

    if User.objects.filter(username=_READER).exists():
        return f"sign in as {_READER}; the password was shown when the account was made"
    password = accounts.random_password()
    accounts.add(_READER, Role.READER, password)
    return f"sign in as {_READER}, password {password}, shown this once"


def _free_or_zero(port: int) -> int:
    """Return the port if no program listens on it, else 0, which stands for any free port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
