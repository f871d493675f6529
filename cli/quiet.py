"""Who is listening? Cron sends a mail of whatever is printed: there, silence says that all is well."""

import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from cli.plain import echo

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say that all is well in cron, too.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing where all is well, as in cron.")]


def unattended() -> bool:
    """Does nobody watch: no terminal on any side, and none that an output is piped from?

    Cron, systemd and the like set no TERM; a shell whose output goes into a file or a pipe does.
    """
    terminal = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return not terminal and not os.environ.get("TERM")


def is_quiet(*, quiet: bool, verbose: bool) -> bool:
    """Whether only trouble is to be told."""
    return not verbose and (quiet or unattended())


def say(line: str, *, err: bool = False) -> None:
    """A line at once, also into a pipe; a terminal that was closed ends nothing."""
    with suppress(OSError, ValueError):  # ValueError: the stream itself was closed
        echo(line, err=err)
        (sys.stderr if err else sys.stdout).flush()
