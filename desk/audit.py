"""Writing the trail: one function, called beside every act, in its transaction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from archive.models import Article
from archive.values import storable
from desk.models import AuditEntry
from vietnamese.text import fold


def note(
    user: User | None,
    action: str,
    *,
    article: Article | None = None,
    subject: str = "",
    source: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    batch: UUID | None = None,
    undoes: AuditEntry | None = None,
    actor: str = "",
) -> AuditEntry:
    """Add what ``user`` (or, without one, ``actor``) did; ``subject`` is what it was done to, by name."""
    told = subject or ((article.title or article.url) if article else "")
    return AuditEntry.objects.create(
        at=timezone.now(),
        user=user,
        actor=user.username if user else actor,
        action=action,
        article=article.pk if article else None,
        source=article.source if article else source,
        subject=storable(told)[:500],
        subject_folded=storable(fold(f"{told} {reason}"))[:1000],
        before=storable(dict(before or {})),
        after=storable(dict(after or {})),
        reason=storable(reason)[:2000],
        batch=batch or uuid4(),
        undoes=undoes,
    )
