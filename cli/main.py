"""The ``tincongdoan`` command. Each command parses its options, calls one package and prints the result."""

from __future__ import annotations

import sys

import typer

from cli.archive_commands import archive_app, backup, migrate, publish, restore
from cli.article_commands import article_app
from cli.crawl_command import crawl
from cli.demo_command import demo
from cli.doctor_command import doctor
from cli.errors import OneLineError
from cli.extract_command import extract
from cli.fixture_command import fixture_app
from cli.normalize_command import normalize
from cli.reextract_command import reextract
from cli.runs_command import findings, runs
from cli.search_command import search, stories_app
from cli.serve_commands import schedule, serve, up
from cli.sources_commands import sources_app
from cli.transfer_commands import export, import_
from cli.user_commands import user_app
from cli.worker_command import worker

app = typer.Typer(
    name="tincongdoan",
    help="Tin Công Đoàn: collect Vietnamese trade-union news every night and publish it as feeds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    demo,
    crawl,
    extract,
    normalize,
    publish,
    serve,
    schedule,
    up,
    worker,
    runs,
    findings,
    search,
    reextract,
    export,
    backup,
    restore,
    doctor,
    migrate,
):
    app.command()(command)
app.command("import")(import_)
app.add_typer(archive_app, name="archive")
app.add_typer(article_app, name="article")
app.add_typer(fixture_app, name="fixture")
app.add_typer(sources_app, name="sources")
app.add_typer(stories_app, name="stories")
app.add_typer(user_app, name="user")


def main() -> None:
    """Run the command. A wrong option or setting prints one line on standard error and exits with 2."""
    try:
        app(prog_name="tincongdoan")
    except OneLineError as error:
        print(f"tincongdoan: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
