"""The pages as they were fetched."""

from django.db import models

from archive.models.article import Article


class RawPage(models.Model):
    """The page behind the first state of an article or behind a change of it.

    ``number`` is the article's ``revision_count`` after this page was read: 0 is the first. ``body`` are the
    bytes as answered (content encoding undone), compressed with zstd; ``archive.raw.page_of`` gives them
    back. ``size`` is how many they were, ``sha256`` their hash (hex), ``content_type`` the header as sent, ""
    where there was none. How long they are kept says ``TCD_KEEP_RAW``.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="raw_pages")
    number = models.PositiveIntegerField()
    fetched_at = models.DateTimeField()
    url = models.TextField()
    content_type = models.TextField(blank=True, default="")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        ordering = (
            "article_id",
            "number",
        )
        constraints = (models.UniqueConstraint(fields=["article", "number"], name="raw_page_once_a_state"),)
        indexes = (models.Index(fields=["fetched_at"], name="raw_page_age"),)

    def __str__(self) -> str:
        return f"{self.url} ({self.fetched_at:%Y-%m-%d %H:%M})"
