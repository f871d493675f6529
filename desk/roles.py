"""Who may do what: one pure table of role × action that the views obey and the tests walk through."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The roles, the lowest first; each may do all that the ones before it may."""

    READER = "reader"
    EDITOR = "editor"
    CHIEF = "chief-editor"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done at the desk; every view names the one that it needs."""

    READ = "read"  # the queue, articles with their proofs, sources, the night's coverage
    OWN_ACCOUNT = "own-account"  # one's own password and sessions
    CORRECT = "correct"  # correct a field, withdraw a correction, hold an article, take it over
    APPROVE = "approve"
    HIDE = "hide"
    UNDO = "undo"  # what one did oneself
    UNDO_OTHERS = "undo-others"
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
    """Whether somebody of this role may do that; without a role, nothing."""
    return role is not None and action in TABLE[role]
