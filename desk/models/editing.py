"""Who is working on an article just now, and what they have not yet saved."""

from django.contrib.auth.models import User
from django.db import models

from archive.models import Article


class Hold(models.Model):
    """Somebody edits this article; others are told so and may take it over. It lapses by itself."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="hold")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="holds")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bài đang sửa"
        verbose_name_plural = "bài đang sửa"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"


class Draft(models.Model):
    """What somebody has typed into an article's corrections and not yet saved, as the form's fields have it.

    ``version`` is the state of the article that they had before them.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    values = models.JSONField(default=dict)
    version = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = (models.UniqueConstraint(fields=["article", "user"], name="draft_once_a_person"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"
