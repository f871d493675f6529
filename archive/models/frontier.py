"""What is to be fetched and what was done: the crawls' memory outlives every process."""

from django.db import models

from archive.models.article import KEY_LENGTH


class FrontierEntry(models.Model):
    """One link of a source, by the stable key of what it leads to; kept for ever.

    ``done`` without ``article_key`` is a link behind which no article stands: ``outcome`` says what
    ("http 404", "external", "no article: listing"), ``target`` where an external one leads. Until ``due_at``
    it is not asked for again; never, where that is null. What is not done waits, from ``due_at`` on.
    ``head`` says that it stood among the first of a list. ``dates`` is what listings and feeds said
    (``crawler.state.LinkEvidence``).
    """

    source = models.CharField(max_length=100)
    key = models.CharField(max_length=KEY_LENGTH)
    address = models.TextField()
    done = models.BooleanField(default=False)
    outcome = models.TextField(blank=True, default="")
    article_key = models.CharField(max_length=KEY_LENGTH, null=True)
    target = models.TextField(null=True)
    head = models.BooleanField(default=False)
    dates = models.JSONField(default=list)
    tries = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="frontier_once_a_source"),)
        indexes = (
            models.Index(fields=["source", "id"], name="frontier_pending", condition=models.Q(done=False)),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.address} ({self.outcome or 'waiting'})"


class Validator(models.Model):
    """The version of a listing, feed or sitemap that the last complete run read."""

    source = models.CharField(max_length=100)
    key = models.CharField(max_length=64)  # SHA-256 of the address: addresses can be too long for an index
    address = models.TextField()
    etag = models.TextField(null=True)
    last_modified = models.TextField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="validator_once_an_address"),)

    def __str__(self) -> str:
        return self.address


class ListOrder(models.Model):
    """The keys of a list's articles in the list's order, newest first as most lists are; as many pages as
    were ever walked. Evidence of when undated articles among them were published (``archive.dating``)."""

    source = models.CharField(max_length=100)
    key = models.CharField(max_length=64)  # SHA-256 of the address
    address = models.TextField()
    articles = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="order_once_a_list"),)

    def __str__(self) -> str:
        return f"{self.source}: {self.address}"
