"""What rules do, in the trail: heard from the archive, in the transaction of the act."""

from collections.abc import Mapping
from typing import Any

from django.dispatch import receiver

from archive.acts import acted, by
from archive.models import Article, Rule
from desk.audit import note

# The acts as an editor's own are called, so that they are shown and taken back alike.
ACTIONS = {"hide": "hide", "tag": "correct", "assign": "assign"}


@receiver(acted)
def heard(
    sender: Any,
    rule: Rule,
    article: Article,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    **others: Any,
) -> None:
    note(
        None,
        ACTIONS[rule.act],
        article=article,
        before=before,
        after=after,
        reason=by(rule),
        actor=by(rule)[:150],
    )
