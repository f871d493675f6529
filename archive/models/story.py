"""Stories: what several sources published of one text."""

from django.db import models

from archive.models.article import Article


class Fingerprint(models.Model):
    """By what an article finds those that it may be a reprint of (``archive.stories.fingerprint``).

    ``bands`` are words of twelve hexadecimal digits; empty where the text is too short or a document's.
    ``identity`` names an official document. The database keeps an index over the words of ``bands`` by
    itself: ``archive_band``, on SQLite an FTS5 table kept by triggers, on PostgreSQL a GIN index over an
    expression.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="fingerprint", primary_key=True
    )
    bands = models.TextField()
    identity = models.CharField(max_length=200, null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["identity"],
                name="fingerprint_identity",
                condition=models.Q(identity__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.identity or self.bands[:24]


class Waiting(models.Model):
    """An article whose text is new or another: ``archive.stories.link`` has not compared it yet."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+", primary_key=True)

    def __str__(self) -> str:
        return str(self.article_id)


class Reprint(models.Model):
    """Two articles that are the same text; ``one`` has the smaller id."""

    one = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="reprint_once_a_pair"),)

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id}"


class Story(models.Model):
    """Articles that are reprints of each other, two at least. An article without one stands alone."""

    def __str__(self) -> str:
        return str(self.pk)


class StoryMember(models.Model):
    """An article's part in its story.

    ``place`` is 0 for who was first. ``share`` is how much of this article's text stands in the first one's,
    from 0 to 1; ``paragraphs`` are the numbers of its paragraphs that do (0 is the lead, 1 the first of
    ``archive.bodies.paragraphs``).
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="members")
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="story_member")
    place = models.PositiveIntegerField()
    share = models.FloatField()
    paragraphs = models.JSONField(default=list)

    class Meta:
        ordering = (
            "story_id",
            "place",
        )

    def __str__(self) -> str:
        return f"{self.story_id}/{self.place}: {self.article_id}"
