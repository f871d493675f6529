"""Roles and their permissions, as one table of role × action."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The roles, the lowest first; each has all permissions of those before it."""

    READER = "reader"
    EDITOR = "editor"
    CHIEF = "chief-editor"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """The permissions; every view of the desk names the one that it needs (``desk.access.needs``)."""

    READ = "read"  # the queue, articles with their proofs, sources, the overview
    OWN_ACCOUNT = "own-account"  # one's own password and sessions
    CORRECT = "correct"  # correct fields, withdraw corrections, lock an article, take over a lock
    APPROVE = "approve"
    HIDE = "hide"
    UNDO = "undo"  # one's own acts
    UNDO_OTHERS = "undo-others"  # acts of others
    RETRACT = "retract"
    CHECK_SOURCE = "check-source"  # crawl a source now
    RULES = "rules"  # make and change rules
    AUDIT = "audit"  # the whole trail with everybody's names, and its export
    PEOPLE = "people"  # invite, change roles, send links, end sessions


_OF_READERS = frozenset({Action.READ, Action.OWN_ACCOUNT})
_OF_EDITORS = _OF_READERS | {Action.CORRECT, Action.APPROVE, Action.HIDE, Action.UNDO, Action.CHECK_SOURCE}
_OF_CHIEFS = _OF_EDITORS | {Action.UNDO_OTHERS, Action.RETRACT, Action.RULES, Action.AUDIT}

TABLE: Mapping[Role, frozenset[Action]] = {
    Role.READER: _OF_READERS,
    Role.EDITOR: _OF_EDITORS,
    Role.CHIEF: _OF_CHIEFS,
    Role.ADMINISTRATOR: _OF_CHIEFS | {Action.PEOPLE},
}


def may(role: Role | None, action: Action) -> bool:
    """Whether a role has the permission; None has no permission."""
    return role is not None and action in TABLE[role]
