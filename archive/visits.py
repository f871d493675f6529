"""Our own visits that found nothing new: kept in the run's report alone, so that such a night writes no more.

Each of them may stand in a source's count of readers, so they join ``Article.fetches`` when the article is
written the next time. Django must be set up before.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from archive.models import SourceRun

# More nights than an article's young days, in which it is looked at again, can have.
REPORTS = 100


def unrecorded(source: str, since: Mapping[int, datetime]) -> dict[int, int]:
    """How often each article (id → when it was last written) was fetched since without anything new.

    As far as the source's newest ``REPORTS`` reports tell. Articles that were not visited are left out.
    """
    if not since:
        return {}
    reports = SourceRun.objects.filter(source=source, finished_at__gt=min(since.values())).exclude(visited=[])
    newest = reports.order_by("-finished_at").values_list("finished_at", "visited")[:REPORTS]
    found: dict[int, int] = {}
    for at, visited in newest:
        for number in _among(visited, since):
            if since[number] < at:
                found[number] = found.get(number, 0) + 1
    return found


def _among(visited: Collection[int], since: Mapping[int, datetime]) -> set[int]:
    return since.keys() & set(visited)
