"""The audit trail."""

from uuid import uuid4

from django.contrib.auth.models import User
from django.db import models


class AuditEntry(models.Model):
    """One act. Entries are never changed; an undo is an entry of its own.

    ``actor`` and ``subject`` are names at the time of the act, since users and articles may be removed.
    ``article`` is an article's id or null. ``before`` and ``after`` are the changed values by name. Acts of
    one request share ``batch``; an undo names the undone entry in ``undoes``.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    article = models.BigIntegerField(null=True)
    source = models.CharField(max_length=100, blank=True, default="")
    subject = models.TextField(blank=True, default="")
    subject_folded = models.TextField(blank=True, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    batch = models.UUIDField(default=uuid4)
    undoes = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="undone_by")

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "nhật ký"
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["article", "-at"], name="audit_article"),
            models.Index(fields=["user", "-at"], name="audit_user"),
            models.Index(fields=["batch"], name="audit_batch"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"
