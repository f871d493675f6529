"""``tincongdoan demo``: five replica sources on loopback, crawled, published, served."""

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

from cli.errors import OneLineError, one_line
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from items import Source
    from replica import Network
    from replica.text.newsroom import Period

_READER = "doc-thu"
# What happened is written up within two days; nothing is dated later than yesterday.
_WRITTEN = timedelta(days=3)
_TWELVE_WEEKS = timedelta(weeks=12)  # as many as the desk counts by province
_PORT = 8470  # the replicas' port; kept in the home, so that a second run finds the same addresses


def demo(
    once: Annotated[bool, typer.Option("--once", help="End after publishing instead of serving.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is written; TCD_HOME by default.")
    ] = None,
    port: Annotated[int, typer.Option(help="The port of the public pages.", min=0, max=65535)] = 8000,
) -> None:
    """See the whole chain at work without the internet: replica sites, an embedded archive, feeds, pages."""
    with one_line():
        folder = _prepare(home)
        network = _network(folder)
    try:
        with one_line():
            _alone(folder / "demo" / "sources", network)
            ok = _run(folder, network)
        if not once:
            _serve(port)
    finally:
        network.stop()
    if not ok:
        raise typer.Exit(1)


def _prepare(home: Path | None) -> Path:
    """The settings of this process and of the crawls it starts: an embedded archive in ``home``."""
    if home is not None:
        os.environ["TCD_HOME"] = str(home.expanduser().absolute())
    from config.settings import load

    folder = load().home
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OneLineError(
            f"--home: {folder} cannot be made ({error.strerror}); choose another folder"
        ) from error
    os.environ["TCD_HOME"] = str(folder)
    os.environ["TCD_DATABASE_URL"] = f"sqlite:///{quote(str(folder / 'archive.sqlite3'))}"
    return folder


def _network(home: Path) -> Network:
    """The five sites, at the addresses of the first run on this home: articles keep their addresses."""
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
    """When the invented news happened: mostly in the twelve weeks before the first run on this home, so that
    the desk's lists and charts have something to show.

    Later runs tell of the same time: articles keep their dates and addresses, as they do in a home that was
    made before this was so.
    """
    from replica.text.newsroom import PERIOD, Period

    kept = home / "demo" / "until"
    with suppress(OSError, ValueError):  # not there, or cut short when the machine stopped
        last = date.fromisoformat(kept.read_text().strip())
        return Period(last - _TWELVE_WEEKS, last)
    if (home / "demo" / "port").exists():
        return PERIOD
    last = datetime.now(VIETNAM).date() - _WRITTEN
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(last.isoformat())
    return Period(last - _TWELVE_WEEKS, last)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        return int(probe.getsockname()[1])


def _run(home: Path, network: Network) -> bool:
    from archive.ready import ready
    from cli.progress import progress
    from cli.report_table import console, show_reports
    from config.settings import load
    from crawler.run import crawl
    from feeds.publish import publish_all

    ready()
    slugs = list(network.addresses)
    with progress(slugs) as on_progress:
        reports = crawl(slugs, on_progress=on_progress)
    published = publish_all(home, load().base_url)
    show_reports(reports)
    out = console()
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


def _alone(folder: Path, network: Network) -> None:
    """For this process and what it starts, the desk's "read now" too, the replicas are all sources there are:
    the registry's five, but at the replicas' addresses and without waiting between requests.
    """
    from sources import ALONE, load
    from sources.writing import to_toml

    addresses = network.addresses.values()
    os.environ["TCD_SOURCES"] = str(folder)
    os.environ["TCD_ALLOW_PRIVATE"] = ",".join(address.partition("://")[2] for address in addresses)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ALONE).touch()
    registry = load(None)
    for slug, address in network.addresses.items():
        (folder / f"{slug}.toml").write_text(to_toml(_at(registry[slug], address)), encoding="utf-8")


def _at(source: Source, address: str) -> Source:
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

    account = _reader()

    def say(address: str) -> None:
        typer.echo(f"Pages: {address}\nFeed:  {address}feeds/all.rss\nDesk:  {address}desk/ ({account})")
        typer.echo("Ctrl-C ends.")

    serve("127.0.0.1", _usable(port), say=say)


def _reader() -> str:
    """The account with which a visitor of the demo looks around, and may change nothing."""
    from django.contrib.auth.models import User

    from desk.people import accounts
    from desk.roles import Role

    if User.objects.filter(username=_READER).exists():
        return f"sign in as {_READER}; the password was shown when the account was made"
    password = accounts.random_password()
    accounts.add(_READER, Role.READER, password)
    return f"sign in as {_READER}, password {password}, shown this once"


def _usable(port: int) -> int:
    """The port if nobody listens on it, else any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
