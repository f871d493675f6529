"""Why a site did not let a visit in, by one name. Pure."""

from collections.abc import Iterable

from items.failures import DOORS, REASONS, FailureKind, meaning
from monitoring.values import ObservedFinding, SourceHistory, VisitReport


def classify_access_failure(visit: VisitReport, history: SourceHistory) -> ObservedFinding | None:
    """The finding of a visit that read nothing; None where it did, or where it failed for the moment only.

    What passes by itself is a finding when the visit before read nothing either, whatever kept that one, and
    where there was none before: who added the source waits for word.
    """
    if visit.read:
        return None
    found = _name(visit)
    if found is None or not _passes(found) or history.open(found.name):
        return found
    before = next((each for each in history.visits if each.asked), None)
    if before is None:
        return found
    return None if before.read else ObservedFinding(found.name, found.detail, found.evidence, since=before.at)


def out_of_reach(visit: VisitReport) -> bool:
    """Not even a connection came about: many such visits in one run are a fault of our own network, or of
    what we let through."""
    return not visit.read and any(not meaning(name).connected for name in visit.failures)


def _name(visit: VisitReport) -> ObservedFinding | None:
    for failure in DOORS:
        if failure in visit.failures and (failure != FailureKind.OFF_SITE or not visit.pages):
            kind = _kind(visit) if failure == FailureKind.CERTIFICATE else failure
            return ObservedFinding(meaning(failure).door, "", {"reason": kind, **evidence(visit, (failure,))})
    status = next((each for each in visit.failures if each.startswith("http ")), None)
    reason = next((each for each in REASONS if each in visit.failures), status) or _unforeseen(visit)
    if not reason:
        return None
    return ObservedFinding("unreachable", "", {"reason": reason, **evidence(visit, (reason,))})


def _unforeseen(visit: VisitReport) -> str:
    """What nobody gave a name, named after its exception; "" where pages came and had nothing in them."""
    return next((name for name in visit.failures if not visit.pages and not is_nothing(name)), "")


def is_nothing(failure: str) -> bool:
    """A page came, and nothing could be made of it."""
    return not meaning(failure).door and not meaning(failure).ours


def _kind(visit: VisitReport) -> str:
    """What is wrong with the certificate, in one of five words."""
    note = visit.notes.get("certificate", "")
    for word, detail in (
        ("expired", "expired"),
        ("for ", "wrong name"),
        ("self-signed", "self-signed"),
        ("not valid", "not yet valid"),
    ):
        if note.startswith(word):
            return detail
    return "not trusted"


def _passes(found: ObservedFinding) -> bool:
    if found.name == "maintenance":
        return True
    reason = str(found.evidence.get("reason"))
    return found.name == "unreachable" and meaning(reason).passes


def evidence(visit: VisitReport, failures: Iterable[str]) -> dict[str, object]:
    """What a visit has to show for these failures: how often, where, what else is known."""
    names = [name for name in failures if name in visit.failures]
    shown: dict[str, object] = {"failures": {name: visit.failures[name] for name in names}}
    examples = [address for name in names for address in visit.examples.get(name, ())][:3]
    if examples:
        shown["examples"] = examples
    for name in names:
        if name in visit.notes:
            shown["note"] = visit.notes[name]
    return shown
