"""Writing the audit trail: ``note`` is called with every act, in its transaction."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.dispatch import receiver
from django.utils import timezone

from archive.models import Article, Rule
from archive.signals import rule_applied, rule_author
from archive.values import storable
from desk.models import AuditEntry
from vietnamese.text import fold

# Acts of rules are called like those of editors, so that they are shown and undone alike.
RULE_ACTIONS: Final = {"hide": "hide", "tag": "correct", "assign": "assign"}


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
    """Add an entry for the act of ``user``, or of ``actor`` where it is no user's.

    ``subject`` is the name of what was changed, by default the article's title. ``before`` and ``after`` hold
    the changed values. ``undoes`` is the entry that this act undoes. Raises django.db.Error.
    """
    name = subject or ((article.title or article.url) if article else "")
    return AuditEntry.objects.create(
        at=timezone.now(),
        user=user,
        actor=user.username if user else actor,
        action=action,
        article=article.pk if article else None,
        source=article.source if article else source,
        subject=storable(name)[:500],
        subject_folded=storable(fold(f"{name} {reason}"))[:1000],
        before=storable(dict(before or {})),
        after=storable(dict(after or {})),
        reason=storable(reason)[:2000],
        batch=batch or uuid4(),
        undoes=undoes,
    )


@receiver(rule_applied)
def note_rule_act(
    sender: Any,
    rule: Rule,
    article: Article,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    **_: Any,
) -> None:
    """Add an entry for the act of a rule (signal ``archive.signals.rule_applied``)."""
    note(
        None,
        RULE_ACTIONS[rule.act],
        article=article,
        before=before,
        after=after,
        reason=rule_author(rule),
        actor=rule_author(rule)[:150],
    )
