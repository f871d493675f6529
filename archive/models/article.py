"""Articles with their current values; earlier values are in their revisions."""

from django.db import models

# Set by editors. Hidden and retracted articles are not published; feeds announce that an article was
# retracted.
STATES = ("new", "approved", "hidden", "retracted")
# PostgreSQL indexes values of up to 2,700 bytes: ``archive.values.stored_key`` shortens longer keys.
KEY_LENGTH = 500


_PUBLIC = models.Q(public=True)


class Article(models.Model):
    """One article of one source, identified by ``source`` and ``key`` (the source's stable key).

    Fields that are missing on the page are null or empty. ``published`` and ``updated`` are as in the record
    (``{value, precision, raw, from}``). ``published_at`` is ``published`` as a time in UTC; a bare day is its
    midnight in Vietnam. ``sort_at`` is the same; for an undated article it comes from
    ``archive.dating.bounds.compute_sort_at``. ``published_between`` are the bounds of an undated article as
    in the record, ``bounds`` the evidence for them (``archive.dating.bounds``). ``appeared`` is whether the
    article was first seen after the first walk over its source had ended. ``dated`` is whether there is a
    date.

    The columns hold the published values. Where a correction of a field stands, its value is in the column,
    and ``said`` ({field: value}) holds the source's value, which each crawl updates.
    ``archive.corrections.source_values`` gives the source's values of all fields. Only functions of
    ``archive`` write articles.

    ``state`` is one of ``STATES``. ``public`` is whether readers see the article; it follows from state, kind
    and the source's policy (``KnownSource``). ``version`` grows with every change that readers would see: a
    page or form made from another version is outdated.

    ``entered_at`` is when the article first appeared in the feeds as news (``archive.entering``): null before
    it was published, ``NO_NEWS`` if it was never news. It stays when an article is hidden, since readers
    already have it.

    ``missing_since`` is when the source first answered that the page is gone; ``removed_at`` when it still
    did on a later day. Both are null again when the page comes back.
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
    published_between = models.JSONField(null=True)
    bounds = models.JSONField(default=list)
    appeared = models.BooleanField(default=False)
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

    # The newest view count; all of them are in Reading.
    views = models.JSONField(null=True)
    views_value = models.BigIntegerField(null=True)
    views_at = models.DateTimeField(null=True)
    # How often we fetched the page, since the site may count each of our visits as a view. Visits since
    # last_seen_at found nothing new: they are in the runs' reports (archive.visits) and are added at the next
    # change.
    fetches = models.PositiveIntegerField(default=0)

    # Where the values come from, for editors: {"proofs": […], "reasons": […], "warnings": […]}.
    evidence = models.JSONField(default=dict)

    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sort_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    revision_count = models.PositiveIntegerField(default=0)

    said = models.JSONField(default=dict)
    # Key of the source's title, by which the article is found at another URL (archive.relocation).
    title_key = models.CharField(max_length=32, null=True)
    # When a correction was last made or withdrawn; feeds treat it like a change by the source.
    corrected_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default="new")
    state_at = models.DateTimeField(null=True)
    state_by = models.TextField(blank=True, default="")
    public = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    entered_at = models.DateTimeField(null=True)
    missing_since = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="article_once_a_source"),)
        indexes = (
            models.Index(fields=["-sort_at", "-id"], name="article_newest"),
            models.Index(fields=["source", "-sort_at", "-id"], name="article_source_newest"),
            models.Index(fields=["state", "-sort_at", "-id"], name="article_state_newest"),
            models.Index(
                fields=["state", "province_current", "-sort_at", "-id"], name="article_state_province_newest"
            ),
            # The desk counts what waits by these alone, and finds what changed since an editor looked.
            models.Index(fields=["state", "kind", "source", "province_current"], name="article_state_counts"),
            models.Index(
                fields=["-sort_at", "-id"],
                name="article_changed_since",
                condition=models.Q(changed_at__gt=models.F("state_at")),
            ),
            # What readers see. SQLite looks at ``public`` all the same, so it stands in them.
            models.Index(
                fields=["-sort_at", "-id", "public"], name="article_public_newest", condition=_PUBLIC
            ),
            models.Index(
                fields=["province_current", "-sort_at", "-id", "public"],
                name="article_province_newest",
                condition=_PUBLIC,
            ),
            models.Index(
                fields=["kind", "-sort_at", "-id", "public"], name="article_kind_newest", condition=_PUBLIC
            ),
            # All that decides in which feeds an article stands, and where: publishing reads this alone.
            models.Index(
                fields=[
                    "-entered_at",
                    "-sort_at",
                    "-id",
                    "kind",
                    "source",
                    "province_current",
                    "public",
                ],
                name="article_entered",
                condition=_PUBLIC,
            ),
            # What readers had and are to forget.
            models.Index(
                fields=["-state_at"],
                name="article_withdrawn",
                condition=models.Q(public=False, entered_at__isnull=False),
            ),
            # Counting reads these alone; the rows with their texts are a hundred times as large.
            models.Index(fields=["source", "kind", "public"], name="article_source_count", condition=_PUBLIC),
            models.Index(
                fields=["province_current", "kind", "public"],
                name="article_province_count",
                condition=_PUBLIC,
            ),
            models.Index(fields=["source", "title_key"], name="article_source_title"),
            # What bounds are learned for.
            models.Index(
                fields=["source", "first_seen_at"],
                name="article_undated",
                condition=models.Q(published_at__isnull=True),
            ),
            # The few that are not as they came.
            models.Index(
                fields=["id", "version"], name="article_versions", condition=models.Q(version__gt=0)
            ),
            models.Index(
                fields=["removed_at"], name="article_removed", condition=models.Q(removed_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def dated(self) -> bool:
        """Whether the page tells its date; else its bounds say where it stands."""
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
