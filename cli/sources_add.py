"""``tincongdoan sources add``: surveys an unknown site and proposes its source file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cli.access import load_registry
from cli.errors import OneLineError, one_line
from cli.options import parse_time
from cli.output import make_console
from cli.plain import echo
from cli.sources_files import keep_baseline, write_source
from cli.sources_survey import is_terminal, read, run, say, show_survey
from config.settings import load
from items import Source
from sources import did_you_mean
from sources.checks import SLUG
from sources.hosts import source_of_url
from sources.province_coverage import province_slugs
from sources.writing import to_toml

if TYPE_CHECKING:
    from spiders.survey import Survey


def add(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A home page, or a section of a portal.")],
    slug: Annotated[
        str | None, typer.Option(help="The file's name; by default made of province and kind.")
    ] = None,
    province: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The province, if the site names none.")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, max=30, help="How many articles to read.")] = 8,
    delay: Annotated[float, typer.Option(min=0.0, max=60.0, help="Seconds between two requests.")] = 1.0,
    yes: Annotated[bool, typer.Option("--yes", help="Write the file without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the file, write nothing.")] = False,
) -> None:
    """Survey an unknown site and propose its source file; exit 1 if it can't become a source.

    Finds the platform, listings, paging, feeds and sitemaps, reads some articles and shows how well each
    field is extracted. The file is written to TCD_HOME/sources with the status "unverified".
    """
    # Loading the survey takes 0.3 s.
    from spiders.survey import propose, unknown

    with one_line():
        home, folder = load().home, load().own_sources
        known = load_registry()
    taken = {*known.sources, *known.broken}
    _check_words(slug, province, taken)
    survey = _survey(address, known.sources, samples=samples, delay=delay)
    out, at = make_console(), parse_time(None)
    show_survey(out, survey)
    source = propose(survey, at=at, taken=taken, slug=slug, province=province)
    for missing in unknown(survey, source):
        say(out, f"not found: {missing}", style="yellow")
    say(out, f"\n# {folder / source.slug}.toml\n{to_toml(source)}")
    if dry_run:
        return
    if not yes and not (is_terminal() and typer.confirm("Write this file?", default=False)):
        say(out, "Nothing was written; --yes writes the file without asking.")
        return
    with one_line():
        write_source(folder, source.slug, to_toml(source))
        keep_baseline(home, source.slug, survey.baseline(at))
    say(out, f"Written. Next: tincongdoan crawl {source.slug} --max-articles 5")


def _check_words(slug: str | None, province: str | None, taken: Collection[str]) -> None:
    if slug is not None and not SLUG.fullmatch(slug):
        raise OneLineError(f"--slug {slug}: small letters, digits and single dashes, such as lao-cai")
    if slug is not None and slug in taken:
        raise OneLineError(f"--slug {slug} is taken: see 'tincongdoan sources show {slug}'")
    if province is not None and province not in province_slugs():
        hint = did_you_mean(province, province_slugs())
        raise OneLineError(f"--province {province} is not the slug of a province; {hint}".rstrip("; "))


def _survey(address: str, known: Mapping[str, Source], *, samples: int, delay: float) -> Survey:
    """Survey the site; an address without a scheme is tried with https and then with http."""
    from spiders.survey import UnfitError, survey

    tries = [address] if "://" in address else [f"https://{address}", f"http://{address}"]
    while True:
        whole = tries.pop(0)
        _refuse_known(whole, known)
        try:
            return run(survey(whole, read=read, at=parse_time(None), samples=samples), whole, delay=delay)
        except UnfitError as error:
            if error.name != "unreachable" or not tries:
                _unfit(str(error))


def _refuse_known(address: str, known: Mapping[str, Source]) -> None:
    source = source_of_url(address, known.values())
    if source is None:
        return
    if source.status == "refused":
        _unfit(f"{address} is refused in {source.slug}: {source.evidence}")
    _unfit(
        f"{address} is read already by {source.slug} ({source.status}): "
        f"'tincongdoan sources check {source.slug}' says whether its file still fits"
    )


def _unfit(sentence: str) -> NoReturn:
    echo(f"tincongdoan: {sentence}", err=True)
    raise typer.Exit(1)
