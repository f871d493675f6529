"""From what was known and what a visit says to what is known now. Pure: one finding lives from its first
night to the night in which it is mended, however often it is seen in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitoring.values import Judgement, KnownFinding, ObservedFinding

# What a finding keeps as it was when it began: what "mended" is measured by.
_FROZEN = ("baseline", "before", "usual")


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What a judgement does to a source's findings. ``ended`` says how: "mended", "replaced" or
    "history"."""

    opened: tuple[ObservedFinding, ...] = ()
    continued: tuple[tuple[KnownFinding, ObservedFinding], ...] = ()
    ended: tuple[tuple[KnownFinding, str], ...] = ()


def apply_judgement(known: Sequence[KnownFinding], judgement: Judgement) -> FindingChanges:
    """Open what is new, go on with what is still there, end what is over; leave alone what nobody saw."""
    still = {each.key: each for each in known if each.until is None}
    found = {each.key: each for each in judgement.findings}
    ended = []
    for key, each in still.items():
        if key in found:
            continue
        if each.name in judgement.replaced:
            ended.append((each, "replaced"))
        elif judgement.covers(key):
            ended.append((each, "history" if each.name in judgement.expired else "mended"))
    return FindingChanges(
        opened=tuple(each for key, each in found.items() if key not in still),
        continued=tuple((still[key], each) for key, each in found.items() if key in still),
        ended=tuple(ended),
    )


def merge_evidence(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence of a finding that goes on: the newest figures, the baseline that it began with."""
    kept = {name: before[name] for name in _FROZEN if name in before}
    if isinstance(kept.get("baseline"), Mapping):
        kept["baseline"] = {**now.get("baseline", {}), **kept["baseline"]}
    return {**now, **kept}
