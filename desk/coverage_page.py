"""What the feeds cover and what they miss, for readers: each province with its sources and how they fare."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.coverage_words import state_words, statement
from desk.dashboard.overview import covering
from feeds import names
from feeds.coverage import Checked, Coverage, State
from vietnamese.text import sort_key


@dataclass(frozen=True, slots=True)
class Told:
    """A source as readers may know it."""

    slug: str
    name: str
    state: State
    word: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Place:
    """A province of today, or all that belongs to none (``slug`` empty), and its sources."""

    slug: str
    name: str
    sources: tuple[Told, ...]

    @property
    def covered(self) -> bool:
        return any(source.state == "ok" for source in self.sources)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The statement of coverage, whole."""
    covered = covering()
    context = {"statement": statement(covered), "places": places(covered), "newest": covered.newest}
    return render(request, "desk/coverage.html", context)


def places(covered: Coverage) -> tuple[Place, ...]:
    """Every province of today in Vietnamese order, those without a source too; the whole country last."""
    by_province: dict[str, list[Checked]] = {}
    for each in covered.sources:
        by_province.setdefault(each.province or "", []).append(each)
    found = [
        Place(each.slug, each.name, _told(by_province.get(each.slug, ()), covered))
        for each in names.provinces()
    ]
    if "" in by_province:
        found.append(Place("", _("Cả nước"), _told(by_province[""], covered)))
    return tuple(found)


def _told(sources: list[Checked] | tuple[()], covered: Coverage) -> tuple[Told, ...]:
    words = state_words()
    told = ((each, each.state(covered.newest)) for each in sources)
    shown = [Told(each.slug, each.name, state, words[state], each) for each, state in told]
    return tuple(sorted(shown, key=lambda each: sort_key(each.name)))
