"""Approving, hiding, retracting and reopening articles, one or many at once, and undoing it.

Each act is written in one transaction with its audit entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive import corrections, reviews, states
from archive.models import Article
from desk.audit import note
from desk.models import AuditEntry
from desk.roles import Action

# The state that each act gives an article, and the permission that it needs.
STATE_OF: Final[Mapping[str, str]] = {
    "approve": "approved",
    "hide": "hidden",
    "retract": "retracted",
    "reopen": "new",
}
NEEDS: Final[Mapping[str, Action]] = {
    "approve": Action.APPROVE,
    "hide": Action.HIDE,
    "retract": Action.RETRACT,
    "reopen": Action.APPROVE,
}
# Into and out of this state only with the permission RETRACT: readers of the feeds are notified.
_RETRACTED: Final = "retracted"
UNDOABLE: Final = (*STATE_OF, "correct", "withdraw")


@dataclass(frozen=True, slots=True)
class ActResult:
    """What an act did; ``done``, ``stale`` and ``refused`` are ids of articles.

    Stale articles changed since the editor's page was loaded, refused ones need the permission RETRACT; both
    were left as they were. ``batch`` identifies the act for undoing it; None where nothing was done.
    """

    done: tuple[int, ...]
    stale: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    batch: UUID | None = None


def act(
    user: User,
    name: str,
    shown: Mapping[int, int],
    *,
    may_retract: bool,
    reason: str = "",
) -> ActResult:
    """Do the act ``name`` (of ``STATE_OF``) to the articles ``shown``: version that the editor saw, by id.

    Articles of another version stay as they are, as do retracted ones without ``may_retract``. The same act
    once more records that an editor checked the article again. Raises django.db.Error.
    """
    state, now, batch = STATE_OF[name], timezone.now(), uuid4()
    with transaction.atomic():
        rows = list(
            Article.objects.select_for_update(no_key=True).filter(pk__in=shown).order_by("pk").only(*_COLUMNS)
        )
        stale = [row.pk for row in rows if row.version != shown[row.pk]]
        needs_retract = [row.pk for row in rows if _RETRACTED in (state, row.state)]
        refused = [] if may_retract else needs_retract
        unchanged = {*stale, *refused}
        todo = [row for row in rows if row.pk not in unchanged]
        states.set_state([row.pk for row in todo], state, by=user.username, at=now)
        reviews.mark_reviewed([row.pk for row in todo if row.state == state], by=user.username, at=now)
        for row in todo:
            note(
                user,
                name,
                article=row,
                before=_state_of(row),
                after={"state": state},
                reason=reason,
                batch=batch,
            )
    done = tuple(row.pk for row in todo)
    return ActResult(done, tuple(stale), tuple(refused), batch if done else None)


def undo(user: User, batch: UUID, *, others: bool, may_retract: bool) -> ActResult:
    """Undo the acts of ``batch`` on articles without a later act.

    ``others``: ``user`` may undo the acts of somebody else. Raises AuditEntry.DoesNotExist where no act of
    the batch can be undone by this user, django.db.Error.
    """
    now, undo_batch = timezone.now(), uuid4()
    done, stale, refused = [], [], []
    with transaction.atomic():
        undoable = AuditEntry.objects.filter(batch=batch, action__in=UNDOABLE, undone_by=None)
        entries = list((undoable if others else undoable.filter(user=user)).order_by("-id"))
        if not entries:
            raise AuditEntry.DoesNotExist
        for entry in entries:
            row = (
                Article.objects.select_for_update(no_key=True)
                .filter(pk=entry.article or 0)
                .only(*_COLUMNS)
                .first()
            )
            if row is None or _has_later_act(entry):
                stale.append(entry.article or 0)
                continue
            if not may_retract and _RETRACTED in (row.state, entry.before.get("state")):
                refused.append(row.pk)
                continue
            _revert(entry, row, user, now)
            note(
                user,
                "undo",
                article=row,
                before=entry.after,
                after=entry.before,
                batch=undo_batch,
                undoes=entry,
            )
            done.append(row.pk)
    return ActResult(tuple(done), tuple(stale), tuple(refused), undo_batch if done else None)


_COLUMNS: Final = ("id", "title", "url", "source", "state", "state_at", "state_by", "version")


def _state_of(row: Article) -> dict[str, Any]:
    reviewed_at = row.state_at.isoformat() if row.state_at else None
    return {"state": row.state, "looked_at": reviewed_at, "looked_by": row.state_by}


def _has_later_act(entry: AuditEntry) -> bool:
    """Whether the article has a later act, of another batch, that was not undone."""
    since = AuditEntry.objects.filter(
        article=entry.article, action__in=UNDOABLE, id__gt=entry.pk, undone_by=None
    )
    return since.exclude(batch=entry.batch).exists()


def _revert(entry: AuditEntry, row: Article, user: User, now: datetime) -> None:
    if entry.action in STATE_OF:
        before: Mapping[str, Any] = entry.before
        states.set_state([row.pk], before["state"], by=user.username, at=now)
        if "looked_at" in before:  # A rule's act has none.
            at = datetime.fromisoformat(before["looked_at"]) if before["looked_at"] else None
            reviews.mark_reviewed([row.pk], by=before["looked_by"], at=at)
        return
    # A correction: restore the corrections that it replaced, withdraw the others.
    earlier: Mapping[str, Any] = entry.before.get("standing", {})
    fields: Iterable[str] = entry.after.get("fields", ())
    restored = {field: earlier[field] for field in fields if field in earlier}
    withdrawn = [field for field in fields if field not in earlier]
    if restored:
        corrections.correct(row.pk, restored, author=user.username, reason=entry.reason, at=now)
    if withdrawn:
        corrections.withdraw(row.pk, withdrawn, by=user.username, at=now)
