"""Whatever the desk shows by a code has its label."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from archive.models import ACTS as RULE_ACTS
from archive.models import STATES
from archive.values import READABLE
from desk import audit, labels
from desk.dashboard.visits import Mark
from desk.editing import article_actions, fields, proofs, queue_filter
from desk.roles import Role
from items.raw import Origin
from items.source import Platform, Publish, SourceKind, Status
from monitoring.coverage import FIELDS as COVERAGE_FIELDS

DESK = Path(__file__).parents[2] / "desk"


def noted_acts() -> set[str]:
    """The acts that the desk writes into the audit trail: the second argument of each call of ``note``."""
    names = {*article_actions.STATE_OF, *audit.RULE_ACTIONS.values()}
    for path in DESK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            if isinstance(node, ast.Call) and name == "note":
                names |= {part.value for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant)}
    return names


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (noted_acts(), labels.ACTS),
        (STATES, labels.STATES),
        (queue_filter.VIEWS, labels.VIEWS),
        (READABLE, labels.KINDS),
        ({*fields.FIELDS, *proofs.ORDER}, labels.FIELDS),
        (Role, labels.ROLES),
        (RULE_ACTS, labels.RULE_ACTS),
        (get_args(Origin), labels.ORIGINS),
        (get_args(Mark), labels.MARKS),
        (COVERAGE_FIELDS, labels.COVERAGE_FIELDS),
        (get_args(SourceKind), labels.SOURCE_KINDS),
        (get_args(Status), labels.STATUSES),
        (get_args(Platform), labels.PLATFORMS),
        (get_args(Publish), labels.PUBLISHING),
        (("night", "day", "catch-up", "by hand"), labels.RUN_REASONS),
    ],
)  # fmt: skip
def test_each_code_has_its_label(codes: Any, known: Mapping[str, Any]) -> None:
    assert {str(code) for code in codes} - {str(key) for key in known} == set()


def test_the_acts_of_the_trail_are_found() -> None:
    assert noted_acts() >= {"approve", "rule-on", "rule-off", "sign-in", "check-source", "close-account"}
