"""The queue: the articles that wait for an editor, and the archive by any filter."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import queries
from archive.search import Search
from desk import labels, paging
from desk.access import needs
from desk.editing.queries import QueueCounts, queue_counts, queue_page
from desk.editing.queue_filter import QueueFilter, parse_queue_filter
from desk.editing.stories import group_by_story
from desk.filters import Choice, FilterError, filter_errors, sorted_choices
from desk.roles import Action
from feeds import names


@require_safe
@needs(Action.READ)
def queue(request: HttpRequest) -> HttpResponse:
    """One page of the queue, grouped by story, with filters and counts."""
    queue_filter = parse_queue_filter(request.GET.dict())
    page = queue_page(
        queue_filter,
        before=paging.decode_position(request.GET.get("before", "")),
        after=paging.decode_position(request.GET.get("after", "")),
    )
    sources = {slug: source.name for slug, source in queries.sources().items()}
    counts = queue_counts(queue_filter.view, queue_filter.kind)
    context = {
        "section": "queue",
        "filter": queue_filter,
        "views": [
            (
                view,
                labels.label(labels.VIEWS, view),
                counts.views[view],
                queue_filter.query(view=view if view != "waiting" else ""),
            )
            for view in labels.VIEWS
        ],
        "kinds": labels.KINDS.items(),
        **_choices(queue_filter, counts, sources),
        "groups": group_by_story(page.articles),
        "filter_errors": _filter_errors(queue_filter),
        "hits": page.hits,
        "more_hits": page.more_hits,
        "source_names": sources,
        "topic_names": names.topics(),
        "states": labels.STATES,
        "newer": page.newer and queue_filter.query(after=page.newer),
        "older": page.older and queue_filter.query(before=page.older),
        "back": request.get_full_path(),
    }
    return render(request, "desk/editing/queue.html", context)


def _filter_errors(queue_filter: QueueFilter) -> list[tuple[FilterError, str]]:
    """The unknown filter values, each with the query in which it is corrected."""
    search = Search(
        q=queue_filter.q,
        source=queue_filter.source or None,
        province=queue_filter.province or None,
        topic=queue_filter.topic or None,
    )
    errors = filter_errors(search, exact=True)
    return [(error, queue_filter.query(**error.corrections(queue_filter.q))) for error in errors]


def _choices(
    queue_filter: QueueFilter, counts: QueueCounts, sources: Mapping[str, str]
) -> dict[str, list[Choice]]:
    provinces = {province.slug: province.name for province in names.provinces()}
    return {
        "sources": _with_chosen(counts.sources, sources, queue_filter.source),
        "provinces": _with_chosen(counts.provinces, provinces, queue_filter.province),
        "topics": _with_chosen(counts.topics, names.topics(), queue_filter.topic),
    }


def _with_chosen(counts: Mapping[str, int], known_names: Mapping[str, str], chosen: str) -> list[Choice]:
    """The choices by name; the chosen value is one of them even without articles."""
    slugs = {*counts, chosen} - {""}
    return sorted_choices(Choice(slug, known_names.get(slug, slug), counts.get(slug, 0)) for slug in slugs)
