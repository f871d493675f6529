"""Doing what rules say, each to an article once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from archive import corrections, states
from archive.acts import acted, by
from archive.models import Article, Assignment, Rule, RuleAct, SearchEntry
from archive.rules.matching import holds, search_of
from archive.search import hits
from archive.search.plan import plan

_AT_ONCE: Final = 500
# As far as a rule is applied to what is there; the newest first.
MOST: Final = 20_000


def arrive(ids: Iterable[int], *, at: datetime) -> None:
    """Let every rule act on these articles, which have just been stored and indexed.

    Costs one question where there are no rules. ``at`` is aware. Raises django.db.Error.
    """
    rules = list(Rule.objects.filter(enabled=True))
    if not rules:
        return
    entries = list(SearchEntry.objects.filter(article__in=list(ids)))
    for rule in rules:
        asked = plan(search_of(rule))
        if asked is not None:
            found = [entry.article_id for entry in entries if holds(asked, entry)]
            _act(rule, found, at)


def apply(rule: Rule, *, at: datetime) -> int:
    """Let the rule act on what the archive holds, the newest ``MOST`` that it means; on how many it acted."""
    found = [hit.id for hit in hits(search_of(rule), MOST)]
    return sum(_act(rule, found[start : start + _AT_ONCE], at) for start in range(0, len(found), _AT_ONCE))


def pending(rule: Rule, ids: Sequence[int]) -> list[int]:
    """Those of these articles on which the rule would act, in their order: not those that it acted on, nor
    those that are as it wants them."""
    acts = RuleAct.objects.filter(rule=rule, article__in=ids) if rule.pk else RuleAct.objects.none()
    done = set(acts.values_list("article", flat=True))
    rows = Article.objects.filter(pk__in=ids).select_related("assignment")
    rows = rows.only("state", "topics", "assignment__assignee")
    wanting = {row.pk for row in rows if not _is_so(rule, row)}
    return [number for number in ids if number in wanting and number not in done]


def _act(rule: Rule, ids: Sequence[int], at: datetime) -> int:
    with transaction.atomic():
        todo = pending(rule, ids)
        RuleAct.objects.bulk_create(
            [RuleAct(rule=rule, article_id=number, at=at) for number in todo], ignore_conflicts=True
        )
        rows = {row.pk: row for row in Article.objects.filter(pk__in=todo).defer("evidence", "body_html")}
        for number in todo:
            if number in rows:
                before, after = _one(rule, rows[number], at)
                acted.send(Rule, rule=rule, article=rows[number], before=before, after=after)
    return len(todo)


def _is_so(rule: Rule, row: Article) -> bool:
    if rule.act == "hide":
        # What was retracted says so in feeds; a rule does not make it silent.
        return row.state in ("hidden", "retracted")
    if rule.act == "tag":
        return rule.value in row.topics
    return _assignee(row) == rule.value


def _one(rule: Rule, row: Article, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    if rule.act == "hide":
        states.set_state([row.pk], "hidden", by=by(rule), at=at)
        looked = row.state_at.isoformat() if row.state_at else None
        return {"state": row.state, "looked_at": looked, "looked_by": row.state_by}, {"state": "hidden"}
    if rule.act == "tag":
        stood = corrections.standing(row)
        topics = [*row.topics, rule.value]
        corrections.correct(row.pk, {"topics": topics}, author=by(rule), reason="", at=at)
        kept = {"topics": stood["topics"]} if "topics" in stood else {}
        return {"standing": kept}, {"fields": ["topics"], "topics": topics}
    before = _assignee(row)
    Assignment.objects.update_or_create(
        article_id=row.pk, defaults={"assignee": rule.value, "by": by(rule), "at": at}
    )
    return {"assignee": before}, {"assignee": rule.value}


def _assignee(row: Article) -> str:
    found = getattr(row, "assignment", None)
    return found.assignee if found else ""
