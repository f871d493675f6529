"""Misspelt filters in words, and what may be meant: for lists, searches and addresses of feeds."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from archive import queries
from archive.search import Search
from archive.search.slips import Slip, slips
from feeds import names
from feeds.text import line
from sources import slugs
from vietnamese.provinces import by_slug


@dataclass(frozen=True, slots=True)
class Told:
    """A slip in words; ``name`` is what may be meant as readers know it, "" where nothing is near."""

    slip: Slip
    problem: str
    name: str


def told(search: Search, *, exact: bool = False) -> list[Told]:
    """The slips of a search in the visitor's language (``archive.search.slips``)."""
    return [
        Told(slip, _problem(slip), _name(slip))
        for slip in slips(search, lambda: slugs(settings.TCD.own_sources), exact=exact)
    ]


def sentence(one: Told) -> str:
    """The slip as one line of plain text, with what to write instead."""
    if not one.slip.meant:
        return one.problem
    slug = one.slip.meant
    meant = f"“{slug}”" if one.name == slug else f"“{one.name}” ({slug})"
    return f"{one.problem} " + _("Ý bạn là %(meant)s?") % {"meant": meant}


def _problem(slip: Slip) -> str:
    words = {
        "province": _("Không có tỉnh, thành phố nào tên “%(value)s”."),
        "source": _("Không có nguồn nào tên “%(value)s”."),
        "topic": _("Không có chủ đề nào tên “%(value)s”."),
        "kind": _("Không có loại bài nào tên “%(value)s”."),
    }
    return words[slip.filter] % {"value": line(slip.told, 100)}


def _name(slip: Slip) -> str:
    if slip.filter == "province" and (found := by_slug(slip.meant)):
        return found.name
    if slip.filter == "topic":
        return names.topics().get(slip.meant, slip.meant)
    known = queries.sources() if slip.filter == "source" else {}
    return known[slip.meant].name if slip.meant in known else slip.meant
