"""The runs and what came of each source in them."""

from django.db import models


class Run(models.Model):
    """One crawl over some sources; without ``finished_at`` it is still going or was killed.

    ``reason`` is what started it ("night", "day", "catch-up", "by hand"); ``interrupted`` says that its
    process died before its end, which a later run found out.
    """

    sources = models.JSONField(default=list)
    full = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, default="by hand")
    interrupted = models.BooleanField(default=False)

    class Meta:
        ordering = (
            "-started_at",
            "-id",
        )

    def __str__(self) -> str:
        return f"{self.pk} ({self.started_at:%Y-%m-%d %H:%M})"


class SourceRun(models.Model):
    """One source in one run: the fields of ``crawler.report.SourceReport``, and when it was handed in."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="reports")
    source = models.CharField(max_length=100)
    finished_at = models.DateTimeField()
    ok = models.BooleanField()
    complete = models.BooleanField()
    finish_reason = models.TextField()
    error = models.TextField(null=True)
    pages = models.PositiveIntegerField()
    listings = models.PositiveIntegerField()
    articles = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    with_date = models.PositiveIntegerField()
    with_byline = models.PositiveIntegerField()
    with_views = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    requests = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    external = models.PositiveIntegerField(default=0)
    statuses = models.JSONField(default=dict)
    seconds = models.FloatField()
    failures = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    examples = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    sight = models.JSONField(default=dict)
    # The ids of the articles that were fetched and told nothing new: their own rows stay as they were.
    visited = models.JSONField(default=list)
    # How far each list was read (items.list_report.ListReport): the next run goes on from there.
    lists = models.JSONField(default=list)
    # Whether monitoring has drawn its conclusions from it.
    judged = models.BooleanField(default=False)

    class Meta:
        ordering = (
            "run_id",
            "source",
        )
        constraints = (models.UniqueConstraint(fields=["run", "source"], name="report_once_a_run"),)
        indexes = (
            models.Index(fields=["source", "-finished_at"], name="report_newest"),
            models.Index(fields=["finished_at"], name="report_not_judged", condition=models.Q(judged=False)),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.finish_reason}"
