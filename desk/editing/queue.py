"""The queue: what waits for an editor, and the archive by any filter."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import queries
from archive.search import Search
from archive.search.slips import Slip
from desk import labels, paging, slips
from desk.access import needs
from desk.editing import find
from desk.editing.find import Counts
from desk.editing.stories import grouped
from desk.editing.wanted import Wanted, read
from desk.roles import Action
from feeds import names
from vietnamese.text import sort_key


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with its name and how many articles it has."""

    slug: str
    name: str
    count: int


@require_safe
@needs(Action.READ)
def queue(request: HttpRequest) -> HttpResponse:
    """One page of it, grouped as stories, with filters and counts."""
    wanted = read(request.GET.dict())
    page = find.page(
        wanted,
        before=paging.read(request.GET.get("before", "")),
        after=paging.read(request.GET.get("after", "")),
    )
    sources = {slug: source.name for slug, source in queries.sources().items()}
    counts = find.counts(wanted.view, wanted.kind)
    context = {
        "section": "queue",
        "wanted": wanted,
        "views": [
            (
                view,
                labels.label(labels.VIEWS, view),
                counts.views[view],
                wanted.query(view=view if view != "waiting" else ""),
            )
            for view in labels.VIEWS
        ],
        "kinds": labels.KINDS.items(),
        **_choices(wanted, counts, sources),
        "groups": grouped(page.articles),
        "slips": _slips(wanted),
        "hits": page.hits,
        "more_hits": page.more_hits,
        "source_names": sources,
        "topic_names": names.topics(),
        "states": labels.STATES,
        "newer": page.newer and wanted.query(after=page.newer),
        "older": page.older and wanted.query(before=page.older),
        "back": request.get_full_path(),
    }
    return render(request, "desk/editing/queue.html", context)


def _slips(wanted: Wanted) -> list[tuple[slips.Told, str]]:
    """What is misspelt, each with the query in which it is mended."""
    asked = Search(
        q=wanted.q,
        source=wanted.source or None,
        province=wanted.province or None,
        topic=wanted.topic or None,
    )
    return [(each, wanted.query(**_mended(each.slip, wanted.q))) for each in slips.told(asked, exact=True)]


def _mended(slip: Slip, question: str) -> dict[str, str]:
    return {"q": slip.mended(question)} if slip.asked else {slip.filter: slip.meant}


def _choices(wanted: Wanted, found: Counts, sources: Mapping[str, str]) -> dict[str, list[Choice]]:
    provinces = {each.slug: each.name for each in names.provinces()}
    return {
        "sources": _in_order(found.sources, sources, wanted.source),
        "provinces": _in_order(found.provinces, provinces, wanted.province),
        "topics": _in_order(found.topics, names.topics(), wanted.topic),
    }


def _in_order(counts: Mapping[str, int], called: Mapping[str, str], chosen: str) -> list[Choice]:
    """The choices by their names as Vietnamese sorts; the chosen one is among them though it has nothing."""
    slugs = {*counts, chosen} - {""}
    choices = [Choice(slug, called.get(slug, slug), counts.get(slug, 0)) for slug in slugs]
    return sorted(choices, key=lambda choice: sort_key(choice.name))
