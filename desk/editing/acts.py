"""What editors do to articles, one or many at once, and taking it back: each act in the trail, in one
transaction with its note."""

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

# What each act makes of an article, and who may do it.
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
# What changes what readers were told is not anybody's to do or to take back.
_GRAVE: Final = ("retracted",)
UNDOABLE: Final = (*STATE_OF, "correct", "withdraw")


@dataclass(frozen=True, slots=True)
class Outcome:
    """``done`` and ``stale`` are articles' ids: stale ones had changed since they were shown, and were left
    alone. ``batch`` undoes what was done; None where nothing was."""

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
) -> Outcome:
    """Do ``name`` (of ``STATE_OF``) to the articles ``shown`` (id → version that was shown).

    An article of another version is left alone. Retracted ones are touched only by who may retract. Doing to
    an article what was done already says that somebody looked at it again.
    """
    state, now, batch = STATE_OF[name], timezone.now(), uuid4()
    with transaction.atomic():
        rows = list(
            Article.objects.select_for_update(no_key=True).filter(pk__in=shown).order_by("pk").only(*_NOTED)
        )
        stale = [row.pk for row in rows if row.version != shown[row.pk]]
        barred = [row.pk for row in rows if state in _GRAVE or row.state in _GRAVE] if not may_retract else []
        left = {*stale, *barred}
        todo = [row for row in rows if row.pk not in left]
        states.set_state([row.pk for row in todo], state, by=user.username, at=now)
        reviews.looked([row.pk for row in todo if row.state == state], by=user.username, at=now)
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
    return Outcome(done, tuple(stale), tuple(barred), batch if done else None)


def undo(user: User, batch: UUID, *, others: bool, may_retract: bool) -> Outcome:
    """Take back what ``batch`` did, where nobody has done anything to the article since.

    ``others`` says whether ``user`` may take back what somebody else did. Raises AuditEntry.DoesNotExist
    where there is no such act, or it is not theirs to take back.
    """
    now, mine = timezone.now(), uuid4()
    done, stale, refused = [], [], []
    with transaction.atomic():
        found = AuditEntry.objects.filter(batch=batch, action__in=UNDOABLE, undone_by=None)
        entries = list(found.order_by("-id") if others else found.filter(user=user).order_by("-id"))
        if not entries:
            raise AuditEntry.DoesNotExist
        for entry in entries:
            row = (
                Article.objects.select_for_update(no_key=True)
                .filter(pk=entry.article or 0)
                .only(*_NOTED)
                .first()
            )
            if row is None or _later(entry):
                stale.append(entry.article or 0)
                continue
            if not may_retract and _GRAVE[0] in (row.state, entry.before.get("state")):
                refused.append(row.pk)
                continue
            _take_back(entry, row, user, now)
            note(user, "undo", article=row, before=entry.after, after=entry.before, batch=mine, undoes=entry)
            done.append(row.pk)
    return Outcome(tuple(done), tuple(stale), tuple(refused), mine if done else None)


_NOTED: Final = ("id", "title", "url", "source", "state", "state_at", "state_by", "version")


def _state_of(row: Article) -> dict[str, Any]:
    looked = row.state_at.isoformat() if row.state_at else None
    return {"state": row.state, "looked_at": looked, "looked_by": row.state_by}


def _later(entry: AuditEntry) -> bool:
    """Whether somebody did something to the article after this act, that was not taken back."""
    since = AuditEntry.objects.filter(
        article=entry.article, action__in=UNDOABLE, id__gt=entry.pk, undone_by=None
    )
    return since.exclude(batch=entry.batch).exists()


def _take_back(entry: AuditEntry, row: Article, user: User, now: datetime) -> None:
    if entry.action in STATE_OF:
        before: Mapping[str, Any] = entry.before
        states.set_state([row.pk], before["state"], by=user.username, at=now)
        if "looked_at" in before:  # Not where a rule did it.
            at = before["looked_at"]
            reviews.looked([row.pk], by=before["looked_by"], at=datetime.fromisoformat(at) if at else None)
        return
    # A correction changed the standing values: bring back those that stood before, withdraw the others.
    stood: Mapping[str, Any] = entry.before.get("standing", {})
    fields: Iterable[str] = entry.after.get("fields", ())
    again = {field: stood[field] for field in fields if field in stood}
    gone = [field for field in fields if field not in stood]
    if again:
        corrections.correct(row.pk, again, author=user.username, reason=entry.reason, at=now)
    if gone:
        corrections.withdraw(row.pk, gone, by=user.username, at=now)
