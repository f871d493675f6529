"""What a visit to a source says of it. Pure: from frozen values to findings, without clock or archive."""

import re
from statistics import median

from items.failures import FinishReason, ending
from monitoring.access_failures import classify_access_failure, evidence, is_nothing
from monitoring.coverage import BASELINE, Fall, coverage, fields_of, key_of
from monitoring.identity import REDESIGNED, fingerprint_before, likeness, taken_over
from monitoring.lists import failing_lists
from monitoring.staleness import measure_staleness
from monitoring.values import Judgement, Key, ObservedFinding, SourceHistory, VisitReport

# The source file's name and line, without where it stands on our machine.
_FILE = re.compile(r"[^/\s]+\.toml(?::\d+)?")
_DOOR = ("certificate", "parked", "moved", "blocked", "robots", "maintenance", "unreachable", "flood")
_FEWEST_PAGES = 5
# One may have been renamed by hand.
_FEWEST_MOVED = 3
_SLOW_SECONDS, _SLOW_TIMES, _FEWEST_VISITS = 5.0, 3.0, 3


def judge(visit: VisitReport, history: SourceHistory) -> Judgement:
    """The findings that hold after this visit, and of which others it says that they are over."""
    # Ended by us, before the source could say anything.
    unsaid = visit.finish_reason == FinishReason.NOT_STARTED and not visit.error
    if unsaid or (ending(visit.finish_reason).ours and visit.finish_reason != FinishReason.NOT_STARTED):
        return Judgement()
    if visit.finish_reason == "broken file":
        place = _FILE.search(visit.error or "")
        return Judgement((ObservedFinding("source file", "", {"problem": place[0] if place else ""}),))
    if broken := _broken(visit):
        return Judgement((broken,), frozenset({("source file", "")}))
    covered: set[Key] = {("crawl", ""), ("source file", "")}
    door = classify_access_failure(visit, history)
    if door is not None:
        others = frozenset(_DOOR) - {door.name}
        return Judgement((door,), frozenset(covered), others)
    zero = _is_zero(visit)
    if not visit.read and not zero:
        if any(each.asked for each in history.visits) or not visit.asked:
            return Judgement(covered=frozenset(covered))  # For the moment only: the next visit will tell.
        reason = visit.finish_reason if visit.finish_reason != "finished" else "no page"
        first = ObservedFinding("unreachable", "", {"reason": next(iter(visit.failures), reason)})
        return Judgement((first,), frozenset(covered))
    found: list[ObservedFinding] = []
    covered |= {(name, "") for name in _DOOR}
    owner, told = _owner_findings(visit, history)
    covered |= told
    if owner:  # Whatever else is odd about it comes from that.
        return Judgement(tuple(owner), frozenset(covered))
    for more, told in (
        _content_findings(visit, history, zero),
        _service_findings(visit, history),
        failing_lists(visit, history),
    ):
        found += more
        covered |= told
    covered.add(("removed", ""))
    expired = frozenset({"removed"}) if history.still_gone else frozenset()
    if history.removed:
        found.append(
            ObservedFinding("removed", "", {"removed": history.removed, "examples": list(history.gone)})
        )
    covered.add(("articles moved", ""))
    since = visit.at - BASELINE
    moved = visit.moved + sum(each.moved for each in history.visits if each.at > since)
    if moved >= _FEWEST_MOVED:
        found.append(ObservedFinding("articles moved", "", {"moved": moved}))
    else:
        expired |= {"articles moved"}
    # By a clock that is days ahead everybody is silent.
    if visit.clock_is_right and (silence := measure_staleness(history.published, at=visit.at)):
        covered.add(("stale", ""))
        if silence.stale:
            figures = {"last": silence.last.isoformat(), "season": silence.season}
            figures |= {name: round(getattr(silence, name), 1) for name in ("weight", "limit", "usual")}
            newest = max(each for each in history.published if each <= visit.at)
            found.append(ObservedFinding("stale", "", figures, since=newest))
    return Judgement(tuple(found), frozenset(covered), expired=expired)


def _broken(visit: VisitReport) -> ObservedFinding | None:
    """The crawl itself broke: our fault, whatever the site did."""
    for reason in ("crashed", "hung", "not started"):
        if visit.finish_reason == reason:
            return ObservedFinding("crawl", "", {"reason": reason, "error": visit.error or ""})
    for name in ("spider error", "store"):
        if name in visit.failures:
            return ObservedFinding(
                "crawl", "", {"reason": name, **evidence(visit, (name,)), "error": visit.error or ""}
            )
    return ObservedFinding("crawl", "", {"reason": "error", "error": visit.error}) if visit.error else None


def _is_zero(visit: VisitReport) -> bool:
    """Answers came with status 200 and nothing could be made of them."""
    if "silent zero" in visit.failures:
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
    told = coverage(visit, history)
    covered: set[Key] = {key_of(field) for field in told.steady}
    # Lists that did not change since they were empty are still empty.
    seen = not zero and bool(visit.listings or visit.articles)
    if seen:
        covered.add(("silent zero", ""))
    redesign = history.open("redesigned")
    if redesign is not None and seen:
        kept = fields_of(redesign)
        if not kept & {fall.field for fall in told.fallen} and (kept & told.steady or not kept):
            covered.add(("redesigned", ""))
    fallen = [fall for fall in told.fallen if not (zero and fall.field == "article")]  # it says the same
    if not zero and not fallen:
        return [], covered
    apart = [fall for fall in fallen if history.open(*key_of(fall.field))]
    others = [fall for fall in fallen if fall not in apart]
    found = [_fallen(fall) for fall in apart]
    if zero or others:
        if (change := _redesign(visit, history, zero, others)) is not None:
            return [*found, change], covered
        if zero:
            found.append(ObservedFinding("silent zero", "", _nothing(visit, history)))
        found += [_fallen(fall) for fall in others]
    return found, covered


def _fallen(fall: Fall) -> ObservedFinding:
    name, detail = key_of(fall.field)
    figures = {
        "baseline": {fall.field: [fall.before.told, fall.before.of]},
        "now": [fall.now.told, fall.now.of],
    }
    return ObservedFinding(name, detail, figures, since=fall.since)


def _nothing(visit: VisitReport, history: SourceHistory) -> dict[str, object]:
    names = [name for name in visit.failures if is_nothing(name)]
    shown = evidence(visit, names)
    shown["pages"], shown["statuses"] = visit.pages, dict(visit.statuses)
    shown.setdefault("examples", list(visit.fingerprint.pages))
    if last := next((each for each in history.visits if each.stored), None):
        shown["last"] = {"at": last.at.isoformat(), "articles": last.stored}
    return shown


def _redesign(
    visit: VisitReport, history: SourceHistory, zero: bool, falls: list[Fall]
) -> ObservedFinding | None:
    """The fall of fields, or of everything, is a redesign where the skeleton changed as well."""
    begun = min((fall.since for fall in falls), default=visit.at)
    first = next((each for each in history.visits if each.at == begun), visit)
    before = fingerprint_before(history, "redesigned", before=first)
    same = likeness(visit.fingerprint, before)
    if before is None or same is None or same >= REDESIGNED:
        return None
    figures: dict[str, object] = {
        "likeness": round(same, 2),
        "baseline": {fall.field: [fall.before.told, fall.before.of] for fall in falls},
        "now": {fall.field: [fall.now.told, fall.now.of] for fall in falls},
        "nothing": zero,
        "before": before.to_record(),
        "examples": list(visit.fingerprint.pages),
    }
    if (known := history.open("redesigned")) is not None:
        figures["baseline"] = {**figures["baseline"], **(known.evidence.get("baseline") or {})}  # type: ignore[dict-item]
    return ObservedFinding("redesigned", "", figures, since=begun)


def _service_findings(visit: VisitReport, history: SourceHistory) -> tuple[list[ObservedFinding], set[Key]]:
    """What is in the way of a visit that got in: refusals, failing pages, slowness."""
    found: list[ObservedFinding] = []
    if "flood" in visit.failures:
        found.append(ObservedFinding("flood", "", evidence(visit, ("flood",))))
    refused = [name for name in ("blocked", "login", "http 403", "http 401") if name in visit.failures]
    if refused and sum(visit.failures[name] for name in refused) > visit.articles:
        found.append(ObservedFinding("blocked", "", {"reason": refused[0], **evidence(visit, refused)}))
    failing = [name for name in visit.failures if name not in refused and _is_page_failure(name)]
    number = sum(visit.failures[name] for name in failing)
    if number >= _FEWEST_PAGES and number > visit.articles:
        worst = max(failing, key=lambda name: visit.failures[name])
        figures = {"reason": worst, "articles": visit.articles, **evidence(visit, failing)}
        found.append(ObservedFinding("pages fail", "", figures))
    found += _slow(visit, history)
    covered: set[Key] = {("slow", "time limit")}
    if visit.articles:
        covered.add(("pages fail", ""))
    if visit.fingerprint.latency is not None:
        covered.add(("slow", "answers"))
    return found, covered


def _is_page_failure(name: str) -> bool:
    return name.startswith("http ") or name in (
        "timeout",
        "connection lost",
        "truncated",
        "error",
        "undecodable",
    )


def _slow(visit: VisitReport, history: SourceHistory) -> list[ObservedFinding]:
    if visit.finish_reason == "closespider_timeout":
        return [
            ObservedFinding(
                "slow", "time limit", {"seconds": round(visit.seconds), "requests": visit.requests}
            )
        ]
    usual = [each.fingerprint.latency for each in history.visits if each.fingerprint.latency is not None]
    now, known = visit.fingerprint.latency, history.open("slow", "answers")
    if now is None or (known is None and len(usual) < _FEWEST_VISITS):
        return []
    before = float(known.evidence["usual"]) if known is not None else median(usual)
    if now < max(_SLOW_SECONDS, _SLOW_TIMES * before):
        return []
    return [ObservedFinding("slow", "answers", {"latency": now, "usual": round(before, 3)})]
