"""Our own visits that found nothing new. Only the runs' reports hold them, so that such nights write little.

The site may count each of them as a view, so they are added to ``Article.fetches`` at the article's next
change. Django must be set up before.
"""

from collections.abc import Mapping
from datetime import datetime

from archive.models import SourceRun

# More nights than an article is revisited.
REPORTS = 100


def unrecorded(source: str, since: Mapping[int, datetime]) -> dict[int, int]:
    """How often each article was fetched without anything new since it was last written, by id.

    ``since`` is when each article (id) was last written. Only the source's newest ``REPORTS`` reports are
    read. Articles that were not visited are left out.
    """
    if not since:
        return {}
    reports = SourceRun.objects.filter(source=source, finished_at__gt=min(since.values())).exclude(visited=[])
    newest = reports.order_by("-finished_at").values_list("finished_at", "visited")[:REPORTS]
    counts: dict[int, int] = {}
    for at, visited in newest:
        for pk in since.keys() & set(visited):
            if since[pk] < at:
                counts[pk] = counts.get(pk, 0) + 1
    return counts
