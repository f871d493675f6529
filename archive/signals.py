"""The signal that a rule changed an article. Cheap to import, since every process connects to it."""

from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from archive.models import Rule

# Sent with ``rule``, ``article``, ``before`` and ``after`` (dicts as in the audit trail), in the transaction
# of the act.
rule_applied = Signal()


def rule_author(rule: "Rule") -> str:
    """The rule as the author of a change, in articles and corrections."""
    return f"quy tắc: {rule.name}"
