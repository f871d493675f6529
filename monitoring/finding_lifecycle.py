"""Opens, continues and ends a source's findings by a judgement. Pure.

A fault is one finding from the first crawl that shows it until it is resolved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitoring.values import Judgement, KnownFinding, ObservedFinding

# Evidence that stays as it was when the finding opened: resolution is measured against it.
_FROZEN = ("baseline", "before", "usual")


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """The changes of a source's findings; ``ended`` has the ending: "mended", "replaced" or "history"."""

    opened: tuple[ObservedFinding, ...] = ()
    continued: tuple[tuple[KnownFinding, ObservedFinding], ...] = ()
    ended: tuple[tuple[KnownFinding, str], ...] = ()


def apply_judgement(known: Sequence[KnownFinding], judgement: Judgement) -> FindingChanges:
    """Open new findings, continue those seen again, end resolved ones; others stay as they are."""
    open_findings = {finding.key: finding for finding in known if finding.until is None}
    observed = {finding.key: finding for finding in judgement.findings}
    ended = []
    for key, finding in open_findings.items():
        if key in observed:
            continue
        if finding.name in judgement.replaced:
            ended.append((finding, "replaced"))
        elif judgement.covers(key):
            ended.append((finding, "history" if finding.name in judgement.expired else "mended"))
    return FindingChanges(
        opened=tuple(finding for key, finding in observed.items() if key not in open_findings),
        continued=tuple(
            (open_findings[key], finding) for key, finding in observed.items() if key in open_findings
        ),
        ended=tuple(ended),
    )


def merge_evidence(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence of a continued finding: the newest figures with the original baseline."""
    kept = {name: before[name] for name in _FROZEN if name in before}
    if isinstance(kept.get("baseline"), Mapping):
        kept["baseline"] = {**now.get("baseline", {}), **kept["baseline"]}
    return {**now, **kept}
