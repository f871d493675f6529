"""Apply rules, each to an article once, and preview what a rule would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from archive import corrections, states
from archive.models import Article, Assignment, Rule, RuleAct, SearchEntry
from archive.rules.matching import matches, search_of
from archive.search import count, hits
from archive.search.plan import plan
from archive.signals import rule_applied, rule_author

_BATCH_SIZE: Final = 500
# A rule is applied to at most so many stored articles, the newest first.
MOST: Final = 20_000
SAMPLES, COUNTED = 20, 1000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would change. Both numbers are at most ``COUNTED``.

    ``matching`` is how many articles match. ``changing`` is how many of the newest of them the rule would
    change; ``samples`` are the newest ``SAMPLES`` of those.
    """

    matching: int
    changing: int
    samples: tuple[Article, ...]


def preview(rule: Rule) -> Preview:
    """What the rule, stored or not, would change. Nothing is written."""
    search = search_of(rule)
    ids = [hit.id for hit in hits(search, COUNTED)]
    todo = pending(rule, ids)
    rows = Article.objects.filter(pk__in=todo[:SAMPLES]).defer("evidence", "body_html", "body_text")
    by_id = {row.pk: row for row in rows}
    samples = tuple(by_id[pk] for pk in todo[:SAMPLES] if pk in by_id)
    return Preview(count(search, COUNTED), len(todo), samples)


def apply_to_new(ids: Iterable[int], *, at: datetime) -> None:
    """Apply every enabled rule to these articles, which have just been stored and indexed.

    ``at`` is aware. Costs one query where there are no rules. Raises django.db.Error.
    """
    rules = list(Rule.objects.filter(enabled=True))
    if not rules:
        return
    entries = list(SearchEntry.objects.filter(article__in=list(ids)))
    for rule in rules:
        search_plan = plan(search_of(rule))
        if search_plan is not None:
            _apply(rule, [entry.article_id for entry in entries if matches(search_plan, entry)], at)


def apply(rule: Rule, *, at: datetime) -> int:
    """Apply the rule to the newest ``MOST`` stored articles that match; return how many it was applied to."""
    ids = [hit.id for hit in hits(search_of(rule), MOST)]
    return sum(
        _apply(rule, ids[start : start + _BATCH_SIZE], at) for start in range(0, len(ids), _BATCH_SIZE)
    )


def pending(rule: Rule, ids: Sequence[int]) -> list[int]:
    """Those of these articles that the rule would change, in the same order.

    Left out are articles to which it was applied before, and those that already are as it wants them.
    """
    acts = RuleAct.objects.filter(rule=rule, article__in=ids) if rule.pk else RuleAct.objects.none()
    done = set(acts.values_list("article", flat=True))
    rows = Article.objects.filter(pk__in=ids).select_related("assignment")
    rows = rows.only("state", "topics", "assignment__assignee")
    to_change = {row.pk for row in rows if not _has_effect(rule, row)}
    return [pk for pk in ids if pk in to_change and pk not in done]


def _apply(rule: Rule, ids: Sequence[int], at: datetime) -> int:
    with transaction.atomic():
        todo = pending(rule, ids)
        RuleAct.objects.bulk_create(
            [RuleAct(rule=rule, article_id=pk, at=at) for pk in todo], ignore_conflicts=True
        )
        rows = {row.pk: row for row in Article.objects.filter(pk__in=todo).defer("evidence", "body_html")}
        for pk in todo:
            if pk in rows:
                before, after = _change(rule, rows[pk], at)
                rule_applied.send(Rule, rule=rule, article=rows[pk], before=before, after=after)
    return len(todo)


def _has_effect(rule: Rule, row: Article) -> bool:
    """Whether the article already is as the rule wants it."""
    if rule.act == "hide":
        # Feeds announce that an article was retracted: a rule must not hide that.
        return row.state in ("hidden", "retracted")
    if rule.act == "tag":
        return rule.value in row.topics
    return _assignee(row) == rule.value


def _change(rule: Rule, row: Article, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change one article; return before and after for the audit trail."""
    if rule.act == "hide":
        states.set_state([row.pk], "hidden", by=rule_author(rule), at=at)
        reviewed_at = row.state_at.isoformat() if row.state_at else None
        return {"state": row.state, "looked_at": reviewed_at, "looked_by": row.state_by}, {"state": "hidden"}
    if rule.act == "tag":
        standing = corrections.standing(row)
        topics = [*row.topics, rule.value]
        corrections.correct(row.pk, {"topics": topics}, author=rule_author(rule), reason="", at=at)
        replaced = {"topics": standing["topics"]} if "topics" in standing else {}
        return {"standing": replaced}, {"fields": ["topics"], "topics": topics}
    before = _assignee(row)
    Assignment.objects.update_or_create(
        article_id=row.pk, defaults={"assignee": rule.value, "by": rule_author(rule), "at": at}
    )
    return {"assignee": before}, {"assignee": rule.value}


def _assignee(row: Article) -> str:
    assignment = getattr(row, "assignment", None)
    return assignment.assignee if assignment else ""
