"""What happens when a rule of the editors acts; light to load, for every process hears of it."""

from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from archive.models import Rule

# Sent with ``rule``, ``article``, ``before`` and ``after`` (as the trail has them), in the act's transaction.
acted = Signal()


def by(rule: "Rule") -> str:
    """Who did it, as articles and corrections name it."""
    return f"quy tắc: {rule.name}"
