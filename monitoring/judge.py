"""Judges a crawl report: which findings hold after it. Pure, without clock or archive."""

import re
from statistics import median

from items.failures import DOOR_FINDINGS, DOORS, FailureKind, FinishReason, ending, meaning
from monitoring.access_failures import classify_access_failure, evidence, is_nothing
from monitoring.coverage import BASELINE, FieldFall, coverage, fields_of, key_of
from monitoring.identity import REDESIGNED, fingerprint_before, likeness, taken_over
from monitoring.lists import failing_lists
from monitoring.staleness import measure_staleness
from monitoring.values import Judgement, Key, ObservedFinding, SourceHistory, VisitReport

# The source file's name and line, without the path on this machine.
_FILE = re.compile(r"[^/\s]+\.toml(?::\d+)?")
_FEWEST_PAGES = 5
# One may have been renamed by hand.
_FEWEST_MOVED = 3
_SLOW_SECONDS, _SLOW_TIMES, _FEWEST_VISITS = 5.0, 3.0, 3


def judge(visit: VisitReport, history: SourceHistory) -> Judgement:
    """The findings that hold after this crawl, and the keys of those that it resolves."""
    # We ended the crawl before it could show anything.
    unsaid = visit.finish_reason == FinishReason.NOT_STARTED and not visit.error
    if unsaid or (ending(visit.finish_reason).ours and visit.finish_reason != FinishReason.NOT_STARTED):
        return Judgement()
    if visit.finish_reason == FinishReason.BROKEN_FILE:
        place = _FILE.search(visit.error or "")
        return Judgement((ObservedFinding("source file", "", {"problem": place[0] if place else ""}),))
    if broken := _broken(visit):
        return Judgement((broken,), frozenset({("source file", "")}))
    covered: set[Key] = {("crawl", ""), ("source file", "")}
    access_failure = classify_access_failure(visit, history)
    if access_failure is not None:
        others = DOOR_FINDINGS - {access_failure.name}
        return Judgement((access_failure,), frozenset(covered), others)
    zero = _is_zero(visit)
    if not visit.read and not zero:
        if any(earlier.asked for earlier in history.visits) or not visit.asked:
            return Judgement(covered=frozenset(covered))  # Transient: the next crawl decides.
        reason = visit.finish_reason if visit.finish_reason != FinishReason.FINISHED else "no page"
        first = ObservedFinding("unreachable", "", {"reason": next(iter(visit.failures), reason)})
        return Judgement((first,), frozenset(covered))
    findings: list[ObservedFinding] = []
    covered |= {(name, "") for name in DOOR_FINDINGS}
    owner, more_covered = _owner_findings(visit, history)
    covered |= more_covered
    if owner:  # Every other finding would be a consequence.
        return Judgement(tuple(owner), frozenset(covered))
    for more, more_covered in (
        _content_findings(visit, history, zero),
        _service_findings(visit, history),
        failing_lists(visit, history),
    ):
        findings += more
        covered |= more_covered
    covered.add(("removed", ""))
    expired = frozenset({"removed"}) if history.still_gone else frozenset()
    if history.removed:
        findings.append(
            ObservedFinding("removed", "", {"removed": history.removed, "examples": list(history.gone)})
        )
    covered.add(("articles moved", ""))
    since = visit.at - BASELINE
    moved = visit.moved + sum(earlier.moved for earlier in history.visits if earlier.at > since)
    if moved >= _FEWEST_MOVED:
        findings.append(ObservedFinding("articles moved", "", {"moved": moved}))
    else:
        expired |= {"articles moved"}
    # With a clock that is days ahead every source would be stale.
    if visit.clock_is_right and (silence := measure_staleness(history.published, at=visit.at)):
        covered.add(("stale", ""))
        if silence.stale:
            figures = {"last": silence.last.isoformat(), "season": silence.season}
            figures |= {name: round(getattr(silence, name), 1) for name in ("weight", "limit", "usual")}
            newest = max(at for at in history.published if at <= visit.at)
            findings.append(ObservedFinding("stale", "", figures, since=newest))
    return Judgement(tuple(findings), frozenset(covered), expired=expired)


def _broken(visit: VisitReport) -> ObservedFinding | None:
    """The finding that the crawl itself broke, which is our fault, or None."""
    for reason in (FinishReason.CRASHED, FinishReason.HUNG, FinishReason.NOT_STARTED):
        if visit.finish_reason == reason:
            return ObservedFinding("crawl", "", {"reason": str(reason), "error": visit.error or ""})
    for name in (FailureKind.SPIDER_ERROR, FailureKind.STORE):
        if name in visit.failures:
            return ObservedFinding(
                "crawl", "", {"reason": str(name), **evidence(visit, (name,)), "error": visit.error or ""}
            )
    return ObservedFinding("crawl", "", {"reason": "error", "error": visit.error}) if visit.error else None


def _is_zero(visit: VisitReport) -> bool:
    """Whether the site answered with status 200 but nothing could be extracted."""
    if FailureKind.SILENT_ZERO in visit.failures:
        return True
    odd = {name: n for name, n in visit.failures.items() if not is_nothing(name)}
    nothing = sum(visit.failures.values()) - sum(odd.values())
    if not visit.read:
        return bool(visit.pages) and not odd
    return not visit.articles and nothing >= _FEWEST_PAGES and not visit.stored


def _owner_findings(visit: VisitReport, history: SourceHistory) -> tuple[list[ObservedFinding], set[Key]]:
    if not visit.fingerprint.words:
        return [], set()
    figures = taken_over(visit.fingerprint, fingerprint_before(history, "taken over", before=visit))
    return [ObservedFinding("taken over", "", figures)] if figures else [], {("taken over", "")}


def _content_findings(
    visit: VisitReport, history: SourceHistory, zero: bool
) -> tuple[list[ObservedFinding], set[Key]]:
    """Silent zero, redesign, lost fields and selectors."""
    field_coverage = coverage(visit, history)
    covered: set[Key] = {key_of(field) for field in field_coverage.steady}
    # Listings unchanged since they were empty are still empty.
    seen = not zero and bool(visit.listings or visit.articles)
    if seen:
        covered.add(("silent zero", ""))
    redesign = history.open("redesigned")
    if redesign is not None and seen:
        kept = fields_of(redesign)
        if not kept & {fall.field for fall in field_coverage.fallen} and (
            kept & field_coverage.steady or not kept
        ):
            covered.add(("redesigned", ""))
    fallen = [
        fall for fall in field_coverage.fallen if not (zero and fall.field == "article")
    ]  # it says the same
    if not zero and not fallen:
        return [], covered
    lost_before = [fall for fall in fallen if history.open(*key_of(fall.field))]
    others = [fall for fall in fallen if fall not in lost_before]
    findings = [_fallen(fall) for fall in lost_before]
    if zero or others:
        if (change := _redesign(visit, history, zero, others)) is not None:
            return [*findings, change], covered
        if zero:
            findings.append(ObservedFinding("silent zero", "", _nothing(visit, history)))
        findings += [_fallen(fall) for fall in others]
    return findings, covered


def _fallen(fall: FieldFall) -> ObservedFinding:
    name, detail = key_of(fall.field)
    figures = {
        "baseline": {fall.field: [fall.before.having, fall.before.of]},
        "now": [fall.now.having, fall.now.of],
    }
    return ObservedFinding(name, detail, figures, since=fall.since)


def _nothing(visit: VisitReport, history: SourceHistory) -> dict[str, object]:
    names = [name for name in visit.failures if is_nothing(name)]
    figures = evidence(visit, names)
    figures["pages"], figures["statuses"] = visit.pages, dict(visit.statuses)
    figures.setdefault("examples", list(visit.fingerprint.pages))
    if last := next((earlier for earlier in history.visits if earlier.stored), None):
        figures["last"] = {"at": last.at.isoformat(), "articles": last.stored}
    return figures


def _redesign(
    visit: VisitReport, history: SourceHistory, zero: bool, falls: list[FieldFall]
) -> ObservedFinding | None:
    """The finding of a redesign: fields fell and the skeleton changed; else None."""
    begun = min((fall.since for fall in falls), default=visit.at)
    first = next((earlier for earlier in history.visits if earlier.at == begun), visit)
    before = fingerprint_before(history, "redesigned", before=first)
    same = likeness(visit.fingerprint, before)
    if before is None or same is None or same >= REDESIGNED:
        return None
    figures: dict[str, object] = {
        "likeness": round(same, 2),
        "baseline": {fall.field: [fall.before.having, fall.before.of] for fall in falls},
        "now": {fall.field: [fall.now.having, fall.now.of] for fall in falls},
        "nothing": zero,
        "before": before.to_record(),
        "examples": list(visit.fingerprint.pages),
    }
    if (known := history.open("redesigned")) is not None:
        figures["baseline"] = {**figures["baseline"], **(known.evidence.get("baseline") or {})}  # type: ignore[dict-item]
    return ObservedFinding("redesigned", "", figures, since=begun)


def _service_findings(visit: VisitReport, history: SourceHistory) -> tuple[list[ObservedFinding], set[Key]]:
    """Findings of a crawl with access: refusals, failing pages, slowness."""
    findings: list[ObservedFinding] = []
    if FailureKind.FLOOD in visit.failures:
        findings.append(ObservedFinding("flood", "", evidence(visit, ("flood",))))
    refused = [str(name) for name in DOORS if meaning(name).door == "blocked" and name in visit.failures]
    if refused and sum(visit.failures[name] for name in refused) > visit.articles:
        findings.append(ObservedFinding("blocked", "", {"reason": refused[0], **evidence(visit, refused)}))
    failing = [name for name in visit.failures if name not in refused and meaning(name).of_page]
    number = sum(visit.failures[name] for name in failing)
    if number >= _FEWEST_PAGES and number > visit.articles:
        worst = max(failing, key=lambda name: visit.failures[name])
        figures = {"reason": worst, "articles": visit.articles, **evidence(visit, failing)}
        findings.append(ObservedFinding("pages fail", "", figures))
    findings += _slow(visit, history)
    covered: set[Key] = {("slow", "time limit")}
    if visit.articles:
        covered.add(("pages fail", ""))
    if visit.fingerprint.latency is not None:
        covered.add(("slow", "answers"))
    return findings, covered


def _slow(visit: VisitReport, history: SourceHistory) -> list[ObservedFinding]:
    if visit.finish_reason == FinishReason.TIME_LIMIT:
        return [
            ObservedFinding(
                "slow", "time limit", {"seconds": round(visit.seconds), "requests": visit.requests}
            )
        ]
    usual = [
        earlier.fingerprint.latency for earlier in history.visits if earlier.fingerprint.latency is not None
    ]
    now, known = visit.fingerprint.latency, history.open("slow", "answers")
    if now is None or (known is None and len(usual) < _FEWEST_VISITS):
        return []
    before = float(known.evidence["usual"]) if known is not None else median(usual)
    if now < max(_SLOW_SECONDS, _SLOW_TIMES * before):
        return []
    return [ObservedFinding("slow", "answers", {"latency": now, "usual": round(before, 3)})]
