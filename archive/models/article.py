"""The article as it stands now; what it was before is in its revisions."""

from django.db import models

# What PostgreSQL indexes must stay under 2,700 bytes: ``archive.values.stored_key`` shortens longer keys.
KEY_LENGTH = 500


class Article(models.Model):
    """One article of one source, known by the source's stable key of it.

    What the page does not tell is null or empty. ``published`` and ``updated`` are as the record of the
    contract has them (``{value, precision, raw, from}``); ``published_at`` is the same moment to sort by, in
    UTC, a bare day as its midnight in Việt Nam. ``sort_at`` is that, or ``first_seen_at`` where the page
    tells no date: ``dated`` says which.
    """

    guid = models.UUIDField(unique=True, editable=False)
    source = models.CharField(max_length=100)
    key = models.CharField(max_length=KEY_LENGTH)
    url = models.TextField()
    kind = models.CharField(max_length=20)

    title = models.TextField(null=True)
    summary = models.TextField(null=True)
    body_text = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35, null=True)

    published = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)
    updated = models.JSONField(null=True)
    authors = models.JSONField(default=list)
    organisation = models.TextField(null=True)
    section = models.JSONField(default=list)
    province = models.JSONField(null=True)
    province_current = models.CharField(max_length=50, null=True)
    topics = models.JSONField(default=list)
    images = models.JSONField(default=list)
    attachments = models.JSONField(default=list)
    document = models.JSONField(null=True)
    documents_cited = models.JSONField(default=list)

    # The newest reading; all of them are in Reading.
    views = models.JSONField(null=True)
    views_value = models.BigIntegerField(null=True)
    views_at = models.DateTimeField(null=True)
    # How often we fetched the page: each of our visits may stand in the source's count.
    fetches = models.PositiveIntegerField(default=0)

    # Why the values are what they are, for the editors: {"proofs": […], "reasons": […], "warnings": […]}.
    evidence = models.JSONField(default=dict)

    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sort_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    revision_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="article_once_a_source"),)
        indexes = (
            models.Index(fields=["-sort_at", "-id"], name="article_newest"),
            models.Index(fields=["source", "-sort_at", "-id"], name="article_source_newest"),
            models.Index(fields=["province_current", "-sort_at", "-id"], name="article_province_newest"),
            models.Index(fields=["kind", "-sort_at", "-id"], name="article_kind_newest"),
            # Counting reads these alone; the rows with their texts are a hundred times as large.
            models.Index(fields=["source", "kind"], name="article_source_count"),
            models.Index(fields=["province_current", "kind"], name="article_province_count"),
        )

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def dated(self) -> bool:
        """Whether the page tells its date; else it is sorted by when it was first seen."""
        return self.published_at is not None


class ArticleTopic(models.Model):
    """An index over ``Article.topics``; the sort column beside it finds a topic's newest fast."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="topic_rows")
    topic = models.CharField(max_length=100)
    sort_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "topic"], name="topic_once_an_article"),)
        indexes = (models.Index(fields=["topic", "-sort_at", "-article"], name="topic_newest"),)

    def __str__(self) -> str:
        return self.topic
