"""What editors say instead of the source."""

from django.db import models

from archive.models.article import Article


class Correction(models.Model):
    """One field of an article as an editor put it right; kept for ever, also after it was withdrawn.

    ``field`` is one of ``archive.corrections.CORRECTABLE``, ``value`` as the record of the contract has that
    field (null: the field is to be empty). ``source_value`` is what the source said when it was made: where
    the source says something else since, an editor should look again. It stands while ``withdrawn_at`` is
    null, and at most one stands a field. Made and withdrawn by ``archive.corrections`` only, which keeps the
    article in step.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    source_value = models.JSONField(null=True)
    author = models.TextField()
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True, default="")

    class Meta:
        ordering = (
            "article_id",
            "id",
        )
        constraints = (
            models.UniqueConstraint(
                fields=["article", "field"],
                condition=models.Q(withdrawn_at=None),
                name="correction_one_stands_a_field",
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.field} ({self.author})"
