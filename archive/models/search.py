"""What is searched."""

from django.db import models

from archive.models.article import Article

# No word of the index is longer.
WORD_LENGTH = 40


class SearchEntry(models.Model):
    """An article as the search sees it (``archive.search.entry``); written by ``archive.search.put`` only.

    ``place`` is the article's moment and id in one number, greater is newer. ``words`` is the folded,
    pre-tokenised text, ``marks`` what filters ask for. The database keeps an index over both in step by
    itself: on SQLite the FTS5 table ``archive_search`` by triggers, on PostgreSQL a computed column ``found``
    (tsvector) with a GIN index; both are made by a migration. What makes this table anew on SQLite (as Django
    does to change a column) must make its triggers anew.
    """

    place = models.BigAutoField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_entry")
    words = models.TextField()
    marks = models.TextField()

    def __str__(self) -> str:
        return self.words[:60]


class SearchWord(models.Model):
    """A word that begins with a letter and stands, or once stood, in the index.

    FTS5 looks up the beginning of a word by gathering every article that has any such word; asked for the
    words themselves it stops at the newest ones. Vietnamese has a few thousand syllables, so they are few.
    """

    word = models.CharField(max_length=WORD_LENGTH, primary_key=True)

    def __str__(self) -> str:
        return self.word
