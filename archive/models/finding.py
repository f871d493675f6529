"""What is wrong with a source, from when to when; and who was told."""

from django.db import models


class Finding(models.Model):
    """One fault of one source (``source`` is empty for a fault of the machine itself).

    ``name`` is one of ``monitoring.values.NAMES`` ("silent zero"), ``detail`` what exactly (a field, a file).
    ``said`` is the sentence for people, in Vietnamese; ``evidence`` holds figures and addresses, and the
    baseline as it was before ``since``. Open while ``resolved_at`` is null; ``ending`` says how it ended:
    "mended", "accepted" (somebody said that it is as it should be), "history" (it was not mended, and is long
    ago) or "not read" (the source is no longer).
    """

    source = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True, default="")
    said = models.TextField()
    evidence = models.JSONField(default=dict)
    since = models.DateTimeField()
    found_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ("source", "name", "detail", "since")
        constraints = (
            models.UniqueConstraint(
                fields=["source", "name", "detail"],
                name="finding_open_once",
                condition=models.Q(resolved_at=None),
            ),
        )
        indexes = (
            models.Index(fields=["source", "-found_at"], name="finding_of_source"),
            models.Index(fields=["-resolved_at"], name="finding_ended"),
        )

    def __str__(self) -> str:
        return f"{self.source or '-'}: {self.name} {self.detail}".strip()


class AlertDelivery(models.Model):
    """One try to tell somebody over one channel ("email", "webhook").

    What was found or ended after ``upto`` of the newest delivered one is still to be told there.
    """

    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    upto = models.DateTimeField()
    subject = models.TextField()
    delivered = models.BooleanField()
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["channel", "-at"], name="delivery_newest"),)

    def __str__(self) -> str:
        return f"{self.channel} ({self.at:%Y-%m-%d %H:%M}): {self.subject}"
