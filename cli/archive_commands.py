"""``publish`` and ``migrate``: what an operator asks of the archive."""

from __future__ import annotations

from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.quiet import Quiet, Verbose, is_quiet


def publish(quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Render the feeds of what the archive holds."""
    from config.settings import load

    with one_line():
        settings = load()
        ready()
        from feeds.publish import publish_all

        done = publish_all(settings.home, settings.base_url)
    if not is_quiet(quiet=quiet, verbose=verbose):
        echo(f"{len(done.written)} feeds written, {len(done.unchanged)} unchanged: {settings.feeds}")
    for each in done.left_out:
        echo(f"left out: {each.guid}: {each.reason}", err=True)


def migrate() -> None:
    """Bring the archive's tables up to date."""
    with one_line():
        from archive.ready import set_up

        set_up()
        from archive.migrate import migrate as run

        names = run()
    echo(f"applied {len(names)}: {', '.join(names)}" if names else "up to date")


def ready() -> None:
    """The archive made usable. Raises OneLineError where somebody must migrate it first."""
    from archive.migrate import NotMigratedError
    from archive.ready import ready as make

    try:
        make()
    except NotMigratedError as error:
        raise OneLineError(str(error)) from error
