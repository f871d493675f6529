"""What a rule would do, before it is made."""

from dataclasses import dataclass

from archive.models import Article, Rule
from archive.rules.acting import pending
from archive.rules.matching import search_of
from archive.search import count, hits

SAMPLES, COUNTED = 20, 1000


@dataclass(frozen=True, slots=True)
class Preview:
    """``matching`` articles are meant (``COUNTED`` where there are as many or more); the newest of those that
    are not yet as the rule wants them, and how many of the newest ``COUNTED`` they are."""

    matching: int
    changing: int
    samples: tuple[Article, ...]


def touched(rule: Rule) -> Preview:
    """Look at what the rule, stored or not, would touch; nothing is changed."""
    search = search_of(rule)
    ids = [hit.id for hit in hits(search, COUNTED)]
    todo = pending(rule, ids)
    rows = Article.objects.filter(pk__in=todo[:SAMPLES]).defer("evidence", "body_html", "body_text")
    by_id = {row.pk: row for row in rows}
    samples = tuple(by_id[number] for number in todo[:SAMPLES] if number in by_id)
    return Preview(count(search, COUNTED), len(todo), samples)
