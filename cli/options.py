"""Values of options that several commands share: times, days, filters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from cli.access import load_registry
from cli.errors import OneLineError, one_line
from config.settings import load
from sources import did_you_mean, slugs
from sources.coverage import known_slugs
from vietnamese.zone import VIETNAM, in_vietnam

if TYPE_CHECKING:
    from archive.search import Search


def parse_time(text: str | None) -> datetime:
    """Read an ISO 8601 time, which is in +07:00 if it names no zone; None is now.

    Raises OneLineError for anything else.
    """
    if text is None:
        return datetime.now(VIETNAM)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise OneLineError(f"--at: {text!r} is no time; write it like 2021-07-20T15:00+07:00") from error
    return in_vietnam(at)


def parse_day(text: str | None) -> datetime | None:
    """Return the beginning of a day (``2026-11-20``) in Việt Nam; None for None.

    Raises OneLineError for anything else.
    """
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), VIETNAM)
    except ValueError:
        raise OneLineError(f'"{text}" is no day; write it as 2026-11-20') from None


def check_choice(option: str, value: str | None, choices: tuple[str, ...]) -> None:
    """Raise OneLineError if the value of ``--option`` is none of the choices; None is always right."""
    if value is not None and value not in choices:
        raise OneLineError(f'--{option} must be {" or ".join(choices)}; got "{value}"')


def check_filters(*, sources: Collection[str], province: str | None, topic: str | None) -> None:
    """Raise OneLineError for a filter that no article can match: a misspelling, not an empty result.

    The archive must be open.
    """
    # Models can be imported only once the archive is open.
    from archive.models import Article, ArticleTopic
    from vietnamese.topics import TOPICS

    if province is not None:
        _check_known("province", province, known_slugs())
    # An import may have brought topics that are none of ours.
    if topic is not None and not ArticleTopic.objects.filter(topic=topic).exists():
        _check_known("topic", topic, [slug for slug, _ in TOPICS])
    if sources:
        registry = load_registry()
        with one_line():
            # Sources whose files were removed may have left articles.
            stored = set(Article.objects.order_by("source").values_list("source", flat=True).distinct())
        for slug in sources:
            _check_known("source", slug, {*registry.sources, *registry.broken, *stored})


def _check_known(name: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise OneLineError(f'there is no {name} "{value}"; {did_you_mean(value, known)}'.rstrip("; "))


def check_search(search: Search) -> None:
    """Raise OneLineError if a filter in the search has a value that no article can have.

    The archive must be open.
    """
    # Models can be imported only once the archive is open.
    from archive.search.slips import slips

    wrong = slips(search, lambda: slugs(load().own_sources))
    if wrong:
        raise OneLineError("; ".join(_describe(one.filter, one.told, one.meant) for one in wrong))


def _describe(name: str, value: str, likely: str) -> str:
    return f'there is no {name} "{value}"' + (f'; did you mean "{likely}"?' if likely else "")
