"""``tincongdoan sources add``: an address in, a source file out, for a person to accept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cli.errors import OneLineError, one_line
from cli.plain import echo
from items import Source

if TYPE_CHECKING:
    from spiders.survey import Survey


def add(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A home page, or a section of a portal.")],
    slug: Annotated[str | None, typer.Option(help="The file's name; else from province and kind.")] = None,
    province: Annotated[str | None, typer.Option(metavar="SLUG", help="Where the site tells none.")] = None,
    samples: Annotated[int, typer.Option(min=1, max=30, help="How many articles to read.")] = 8,
    delay: Annotated[float, typer.Option(min=0.0, max=60.0, help="Seconds between two requests.")] = 1.0,
    yes: Annotated[bool, typer.Option("--yes", help="Write the file without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the file, write nothing.")] = False,
) -> None:
    """Look at an unknown site and propose its source file; exit 1 where it can't become a source.

    Finds the system, lists, paging, feeds and sitemaps, reads some articles and shows how well each field is
    found. The file is written to TCD_HOME/sources with the status "unverified".
    """
    from cli.report_table import console
    from cli.sources_commands import registry
    from cli.sources_files import keep_baseline, write_source
    from cli.sources_survey import is_terminal, say, show_survey
    from cli.times import moment
    from config.settings import load
    from sources.writing import to_toml
    from spiders.survey import propose, unknown

    with one_line():
        home, folder = load().home, load().own_sources
        known = registry()
    taken = {*known.sources, *known.broken}
    _check_words(slug, province, taken)
    survey = _survey(address, known.sources, samples=samples, delay=delay)
    out, at = console(), moment(None)
    show_survey(out, survey)
    source = propose(survey, at=at, taken=taken, slug=slug, province=province)
    for missing in unknown(survey, source):
        say(out, f"not told: {missing}", style="yellow")
    say(out, f"\n# {folder / source.slug}.toml\n{to_toml(source)}")
    if dry_run:
        return
    if not yes and not (is_terminal() and typer.confirm("Write this file?", default=False)):
        say(out, "Nothing is written; --yes writes it without asking.")
        return
    with one_line():
        write_source(folder, source.slug, to_toml(source))
        keep_baseline(home, source.slug, survey.baseline(at))
    say(out, f"Written. Next: tincongdoan crawl {source.slug} --max-articles 5")


def _check_words(slug: str | None, province: str | None, taken: Collection[str]) -> None:
    from sources import did_you_mean
    from sources.checks import SLUG
    from sources.coverage import known_slugs

    if slug is not None and not SLUG.fullmatch(slug):
        raise OneLineError(f"--slug {slug}: small letters, digits and single dashes, such as lao-cai")
    if slug is not None and slug in taken:
        raise OneLineError(f"--slug {slug} is taken: see 'tincongdoan sources show {slug}'")
    if province is not None and province not in known_slugs():
        hint = did_you_mean(province, known_slugs())
        raise OneLineError(f"--province {province} is no province's slug; {hint}".rstrip("; "))


def _survey(address: str, known: Mapping[str, Source], *, samples: int, delay: float) -> Survey:
    """The survey; an address without a scheme is tried with https and then with http."""
    from cli.sources_survey import read, run
    from cli.times import moment
    from spiders.survey import UnfitError, survey

    tries = [address] if "://" in address else [f"https://{address}", f"http://{address}"]
    while True:
        whole = tries.pop(0)
        _refuse_known(whole, known)
        try:
            return run(survey(whole, read=read, at=moment(None), samples=samples), whole, delay=delay)
        except UnfitError as error:
            if error.name != "unreachable" or not tries:
                _unfit(str(error))


def _refuse_known(address: str, known: Mapping[str, Source]) -> None:
    from sources.lookup import known_as

    source = known_as(address, known.values())
    if source is None:
        return
    if source.status == "refused":
        _unfit(f"{address} is refused in {source.slug}: {source.evidence}")
    _unfit(
        f"{address} is read already by {source.slug} ({source.status}): "
        f"tincongdoan sources check {source.slug} tells whether its file still fits"
    )


def _unfit(sentence: str) -> NoReturn:
    echo(f"tincongdoan: {sentence}", err=True)
    raise typer.Exit(1)
