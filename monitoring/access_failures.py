"""Classifies why a crawl got no access to a site. Pure."""

from collections.abc import Iterable

from items.failures import DOORS, REASONS, FailureKind, meaning
from monitoring.values import ObservedFinding, SourceHistory, VisitReport


def classify_access_failure(visit: VisitReport, history: SourceHistory) -> ObservedFinding | None:
    """The finding of a crawl that read nothing; None where it read something or failed transiently.

    A transient failure is a finding if the crawl before read nothing either, or if there was none before:
    then the source was just added, and its operator waits for the result.
    """
    if visit.read:
        return None
    failure = _name_failure(visit)
    if failure is None or not _is_transient(failure) or history.open(failure.name):
        return failure
    before = next((earlier for earlier in history.visits if earlier.asked), None)
    if before is None:
        return failure
    return (
        None
        if before.read
        else ObservedFinding(failure.name, failure.detail, failure.evidence, since=before.at)
    )


def could_not_connect(visit: VisitReport) -> bool:
    """Whether no connection was made. Many such crawls in one run point to our own network or address
    guard."""
    return not visit.read and any(not meaning(name).connected for name in visit.failures)


def _name_failure(visit: VisitReport) -> ObservedFinding | None:
    for failure in DOORS:
        if failure in visit.failures and (failure != FailureKind.OFF_SITE or not visit.pages):
            kind = _kind(visit) if failure == FailureKind.CERTIFICATE else failure
            return ObservedFinding(meaning(failure).door, "", {"reason": kind, **evidence(visit, (failure,))})
    status = next((name for name in visit.failures if name.startswith("http ")), None)
    reason = next((kind for kind in REASONS if kind in visit.failures), status) or _unforeseen(visit)
    if not reason:
        return None
    return ObservedFinding("unreachable", "", {"reason": reason, **evidence(visit, (reason,))})


def _unforeseen(visit: VisitReport) -> str:
    """An unclassified failure, named after its exception; "" where pages were fetched."""
    return next((name for name in visit.failures if not visit.pages and not is_nothing(name)), "")


def is_nothing(failure: str) -> bool:
    """Whether the failure means: a page was fetched, but nothing could be extracted."""
    return not meaning(failure).door and not meaning(failure).ours


def _kind(visit: VisitReport) -> str:
    """What is wrong with the certificate, as one of five reasons."""
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


def _is_transient(finding: ObservedFinding) -> bool:
    if finding.name == "maintenance":
        return True
    reason = str(finding.evidence.get("reason"))
    return finding.name == "unreachable" and meaning(reason).passes


def evidence(visit: VisitReport, failures: Iterable[str]) -> dict[str, object]:
    """The evidence for these failures: counts, up to three example URLs, a note."""
    names = [name for name in failures if name in visit.failures]
    shown: dict[str, object] = {"failures": {name: visit.failures[name] for name in names}}
    examples = [address for name in names for address in visit.examples.get(name, ())][:3]
    if examples:
        shown["examples"] = examples
    for name in names:
        if name in visit.notes:
            shown["note"] = visit.notes[name]
    return shown
