"""Edit locks and drafts of corrections."""

from django.contrib.auth.models import User
from django.db import models

from archive.models import Article


class Hold(models.Model):
    """The edit lock of an article; ``at`` is when it was last renewed (``desk.editing.edit_lock``)."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="hold")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="holds")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bài đang sửa"
        verbose_name_plural = "bài đang sửa"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"


class Draft(models.Model):
    """A user's unsaved corrections of an article: texts by the names of the form's boxes.

    ``version`` is the article's version when the form was loaded.
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
