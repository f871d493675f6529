"""NukeViet's flood blocker, as its versions have it: so many requests, then seconds of nothing."""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour

REQUESTS = 3  # the real one: 40 in 60 seconds
SECONDS = 2


def _floods(call: Call, *, free: int = REQUESTS) -> int:
    """Seconds that the visitor has still to wait; 0 where he may come in."""
    facts = call.memory.facts
    with call.memory.lock:
        now = call.clock()
        if now < facts.get("until", 0.0):
            return int(facts["until"] - now) + 1
        facts["asked"] = facts.get("asked", 0) + 1
        if facts["asked"] <= free:
            return 0
        facts.update(asked=0, until=now + SECONDS)
        return SECONDS


def page(call: Call, seconds: int) -> str:
    """The page that says to wait; the seconds stand in its script only."""
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Hãy đợi...</title>'
        f"<script>var Timeout = {seconds};\n"
        "function dem() { if (Timeout > 0) { Timeout--; setTimeout(dem, 1000); } "
        "else { window.location.reload(); } }</script></head>"
        '<body onload="dem()"><p>Hãy đợi... Bạn đã gửi nhiều yêu cầu trong thời gian ngắn.</p>'
        "</body></html>\n"
    )


@misbehaviour("flood-page", "flood", reach="pages", articles=5)
def flood_page(call: Call) -> None:
    """After three requests every page is "Hãy đợi..." with status 200 for two seconds."""
    if seconds := _floods(call):
        call.html(page(call, seconds))
    else:
        call.good()


@misbehaviour("flood-429", "flood", reach="pages", articles=5)
def flood_429(call: Call) -> None:
    """After three requests every page answers 429 with Retry-After for two seconds."""
    if seconds := _floods(call):
        call.html(page(call, seconds), 429, Retry_After=str(seconds))
    else:
        call.good()


@misbehaviour("flood-robots", "flood", reach="everything", articles=5)
def flood_robots(call: Call) -> None:
    """The first request, which is for robots.txt, already meets the flood page with status 200."""
    if seconds := _floods(call, free=REQUESTS if call.memory.facts.get("until") else 0):
        call.html(page(call, seconds))
    else:
        call.good()


@misbehaviour("flood-for-ever", "flood", reach="everything", or_else=("robots", "robots unreadable"))
def flood_for_ever(call: Call) -> None:
    """Every answer, robots.txt too, is the flood page, however long one waits."""
    call.html(page(call, SECONDS))
