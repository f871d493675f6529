"""What an article was before, and how often it was opened, in time."""

from django.db import models

from archive.models.article import Article
from archive.models.run import Run


class Revision(models.Model):
    """A change of what the source says: ``before`` holds the old values of the ``changed`` fields.

    ``reason`` is "source" where the source changed its page, "reextract" where we read the same page better:
    that is no edit of the source. Editors' corrections are no revisions (``archive.models.Correction``).

    The source's newest values are the article's own, or in its ``said`` where a correction stands; going back
    from them through the revisions, newest first, gives every state that was seen. Numbers begin with 1.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    changed = models.JSONField()
    before = models.JSONField()
    reason = models.CharField(max_length=10, default="source")

    class Meta:
        ordering = (
            "article_id",
            "number",
        )
        constraints = (models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}: {', '.join(self.changed)}"


class Reading(models.Model):
    """How often the article had been opened when it was read at ``at``, as the page said.

    ``fetches`` is how often we ourselves had fetched its page by then, this time included: many platforms
    count each of our visits as a reader (platforms: NukeViet).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="readings")
    at = models.DateTimeField()
    value = models.BigIntegerField()
    fetches = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = (
            "article_id",
            "at",
        )
        indexes = (models.Index(fields=["article", "at"], name="reading_in_time"),)

    def __str__(self) -> str:
        return f"{self.value} ({self.at:%Y-%m-%d %H:%M})"
