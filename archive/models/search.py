"""What is searched."""

from django.db import models

from archive.models.article import Article


class SearchEntry(models.Model):
    """An article as the search sees it (``archive.search.entry``); written by ``archive.search.put`` only.

    ``place`` is the article's moment and id in one number, greater is newer. ``words`` is the folded,
    pre-tokenised text, ``marks`` what filters ask for. The database keeps an index over both in step by
    itself: on SQLite the FTS5 table ``archive_search`` by triggers, on PostgreSQL a computed column ``found``
    (tsvector) with a GIN index; both are made by a migration.
    """

    place = models.BigAutoField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_entry")
    words = models.TextField()
    marks = models.TextField()

    def __str__(self) -> str:
        return self.words[:60]
