"""What a visit to a source says of it. Pure: from frozen values to findings, without clock or archive."""

import re
from statistics import median

from items.failures import DOOR_FINDINGS, DOORS, FailureKind, FinishReason, ending, meaning
from monitoring.coverage import BASELINE, Fall, coverage, fields_of, key_of
from monitoring.entrance import at_the_door, evidence, is_nothing
from monitoring.identity import REDESIGNED, likeness, sight_before, taken_over
from monitoring.lists import failing_lists
from monitoring.silence import measure
from monitoring.values import Found, Judgement, Key, Past, Visit

# The source file's name and line, without where it stands on our machine.
_FILE = re.compile(r"[^/\s]+\.toml(?::\d+)?")
_FEWEST_PAGES = 5
# One may have been renamed by hand.
_FEWEST_MOVED = 3
_SLOW_SECONDS, _SLOW_TIMES, _FEWEST_VISITS = 5.0, 3.0, 3


def judge(visit: Visit, past: Past) -> Judgement:
    """The findings that hold after this visit, and of which others it says that they are over."""
    # Ended by us, before the source could say anything.
    unsaid = visit.finish_reason == FinishReason.NOT_STARTED and not visit.error
    if unsaid or (ending(visit.finish_reason).ours and visit.finish_reason != FinishReason.NOT_STARTED):
        return Judgement()
    if visit.finish_reason == FinishReason.BROKEN_FILE:
        place = _FILE.search(visit.error or "")
        return Judgement((Found("source file", "", {"problem": place[0] if place else ""}),))
    if broken := _broken(visit):
        return Judgement((broken,), frozenset({("source file", "")}))
    tells: set[Key] = {("crawl", ""), ("source file", "")}
    door = at_the_door(visit, past)
    if door is not None:
        others = DOOR_FINDINGS - {door.name}
        return Judgement((door,), frozenset(tells), others)
    zero = _is_zero(visit)
    if not visit.read and not zero:
        if any(each.asked for each in past.visits) or not visit.asked:
            return Judgement(tells=frozenset(tells))  # For the moment only: the next visit will tell.
        reason = visit.finish_reason if visit.finish_reason != FinishReason.FINISHED else "no page"
        first = Found("unreachable", "", {"reason": next(iter(visit.failures), reason)})
        return Judgement((first,), frozenset(tells))
    found: list[Found] = []
    tells |= {(name, "") for name in DOOR_FINDINGS}
    owner, told = _owner(visit, past)
    tells |= told
    if owner:  # Whatever else is odd about it comes from that.
        return Judgement(tuple(owner), frozenset(tells))
    for more, told in (_contents(visit, past, zero), _manners(visit, past), failing_lists(visit, past)):
        found += more
        tells |= told
    tells.add(("removed", ""))
    history = frozenset({"removed"}) if past.still_gone else frozenset()
    if past.removed:
        found.append(Found("removed", "", {"removed": past.removed, "examples": list(past.gone)}))
    tells.add(("articles moved", ""))
    since = visit.at - BASELINE
    moved = visit.moved + sum(each.moved for each in past.visits if each.at > since)
    if moved >= _FEWEST_MOVED:
        found.append(Found("articles moved", "", {"moved": moved}))
    else:
        history |= {"articles moved"}
    # By a clock that is days ahead everybody is silent.
    if visit.clock_is_right and (silence := measure(past.published, at=visit.at)):
        tells.add(("stale", ""))
        if silence.stale:
            figures = {"last": silence.last.isoformat(), "season": silence.season}
            figures |= {name: round(getattr(silence, name), 1) for name in ("weight", "limit", "usual")}
            newest = max(each for each in past.published if each <= visit.at)
            found.append(Found("stale", "", figures, since=newest))
    return Judgement(tuple(found), frozenset(tells), history=history)


def _broken(visit: Visit) -> Found | None:
    """The crawl itself broke: our fault, whatever the site did."""
    for reason in (FinishReason.CRASHED, FinishReason.HUNG, FinishReason.NOT_STARTED):
        if visit.finish_reason == reason:
            return Found("crawl", "", {"reason": str(reason), "error": visit.error or ""})
    for name in (FailureKind.SPIDER_ERROR, FailureKind.STORE):
        if name in visit.failures:
            return Found(
                "crawl", "", {"reason": str(name), **evidence(visit, (name,)), "error": visit.error or ""}
            )
    return Found("crawl", "", {"reason": "error", "error": visit.error}) if visit.error else None


def _is_zero(visit: Visit) -> bool:
    """Answers came with status 200 and nothing could be made of them."""
    if FailureKind.SILENT_ZERO in visit.failures:
        return True
    odd = {name: n for name, n in visit.failures.items() if not is_nothing(name)}
    nothing = sum(visit.failures.values()) - sum(odd.values())
    if not visit.read:
        return bool(visit.pages) and not odd
    return not visit.articles and nothing >= _FEWEST_PAGES and not visit.stored


def _owner(visit: Visit, past: Past) -> tuple[list[Found], set[Key]]:
    if not visit.sight.words:
        return [], set()
    figures = taken_over(visit.sight, sight_before(past, "taken over", before=visit))
    return [Found("taken over", "", figures)] if figures else [], {("taken over", "")}


def _contents(visit: Visit, past: Past, zero: bool) -> tuple[list[Found], set[Key]]:
    """Silent zero, redesign, lost fields and selectors."""
    told = coverage(visit, past)
    tells: set[Key] = {key_of(field) for field in told.steady}
    # Lists that did not change since they were empty are still empty.
    seen = not zero and bool(visit.listings or visit.articles)
    if seen:
        tells.add(("silent zero", ""))
    redesign = past.open("redesigned")
    if redesign is not None and seen:
        kept = fields_of(redesign)
        if not kept & {fall.field for fall in told.fallen} and (kept & told.steady or not kept):
            tells.add(("redesigned", ""))
    fallen = [fall for fall in told.fallen if not (zero and fall.field == "article")]  # it says the same
    if not zero and not fallen:
        return [], tells
    apart = [fall for fall in fallen if past.open(*key_of(fall.field))]
    others = [fall for fall in fallen if fall not in apart]
    found = [_fallen(fall) for fall in apart]
    if zero or others:
        if (change := _redesign(visit, past, zero, others)) is not None:
            return [*found, change], tells
        if zero:
            found.append(Found("silent zero", "", _nothing(visit, past)))
        found += [_fallen(fall) for fall in others]
    return found, tells


def _fallen(fall: Fall) -> Found:
    name, detail = key_of(fall.field)
    figures = {
        "baseline": {fall.field: [fall.before.told, fall.before.of]},
        "now": [fall.now.told, fall.now.of],
    }
    return Found(name, detail, figures, since=fall.since)


def _nothing(visit: Visit, past: Past) -> dict[str, object]:
    names = [name for name in visit.failures if is_nothing(name)]
    shown = evidence(visit, names)
    shown["pages"], shown["statuses"] = visit.pages, dict(visit.statuses)
    shown.setdefault("examples", list(visit.sight.pages))
    if last := next((each for each in past.visits if each.stored), None):
        shown["last"] = {"at": last.at.isoformat(), "articles": last.stored}
    return shown


def _redesign(visit: Visit, past: Past, zero: bool, falls: list[Fall]) -> Found | None:
    """The fall of fields, or of everything, is a redesign where the skeleton changed as well."""
    begun = min((fall.since for fall in falls), default=visit.at)
    first = next((each for each in past.visits if each.at == begun), visit)
    before = sight_before(past, "redesigned", before=first)
    same = likeness(visit.sight, before)
    if before is None or same is None or same >= REDESIGNED:
        return None
    figures: dict[str, object] = {
        "likeness": round(same, 2),
        "baseline": {fall.field: [fall.before.told, fall.before.of] for fall in falls},
        "now": {fall.field: [fall.now.told, fall.now.of] for fall in falls},
        "nothing": zero,
        "before": before.to_record(),
        "examples": list(visit.sight.pages),
    }
    if (known := past.open("redesigned")) is not None:
        figures["baseline"] = {**figures["baseline"], **(known.evidence.get("baseline") or {})}  # type: ignore[dict-item]
    return Found("redesigned", "", figures, since=begun)


def _manners(visit: Visit, past: Past) -> tuple[list[Found], set[Key]]:
    """What is in the way of a visit that got in: refusals, failing pages, slowness."""
    found: list[Found] = []
    if FailureKind.FLOOD in visit.failures:
        found.append(Found("flood", "", evidence(visit, ("flood",))))
    refused = [str(name) for name in DOORS if meaning(name).door == "blocked" and name in visit.failures]
    if refused and sum(visit.failures[name] for name in refused) > visit.articles:
        found.append(Found("blocked", "", {"reason": refused[0], **evidence(visit, refused)}))
    failing = [name for name in visit.failures if name not in refused and meaning(name).of_page]
    number = sum(visit.failures[name] for name in failing)
    if number >= _FEWEST_PAGES and number > visit.articles:
        worst = max(failing, key=lambda name: visit.failures[name])
        figures = {"reason": worst, "articles": visit.articles, **evidence(visit, failing)}
        found.append(Found("pages fail", "", figures))
    found += _slow(visit, past)
    tells: set[Key] = {("slow", "time limit")}
    if visit.articles:
        tells.add(("pages fail", ""))
    if visit.sight.latency is not None:
        tells.add(("slow", "answers"))
    return found, tells


def _slow(visit: Visit, past: Past) -> list[Found]:
    if visit.finish_reason == FinishReason.TIME_LIMIT:
        return [Found("slow", "time limit", {"seconds": round(visit.seconds), "requests": visit.requests})]
    usual = [each.sight.latency for each in past.visits if each.sight.latency is not None]
    now, known = visit.sight.latency, past.open("slow", "answers")
    if now is None or (known is None and len(usual) < _FEWEST_VISITS):
        return []
    before = float(known.evidence["usual"]) if known is not None else median(usual)
    if now < max(_SLOW_SECONDS, _SLOW_TIMES * before):
        return []
    return [Found("slow", "answers", {"latency": now, "usual": round(before, 3)})]
