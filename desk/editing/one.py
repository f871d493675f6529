"""The article that an address names."""

from django.db.models import QuerySet
from django.http import Http404

from archive.models import Article
from archive.values import READABLE
from desk.paging import LARGEST_ID


def article_or_404(number: int, found: QuerySet[Article] | None = None) -> Article:
    """The readable article with this number, whatever its state. Raises Http404."""
    rows = Article.objects.all() if found is None else found
    row = rows.filter(pk=number, kind__in=READABLE).first() if number <= LARGEST_ID else None
    if row is None:
        raise Http404(f"no article {number}")
    return row
