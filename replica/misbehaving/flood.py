"""NukeViet's flood blocker in its versions: after some requests it serves no page for some seconds."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour

REQUESTS = 3  # NukeViet itself: 40 in 60 seconds
SECONDS = 2


def _seconds_to_wait(exchange: Exchange, *, free: int = REQUESTS) -> int:
    """The seconds that the client must still wait; 0 if the page is served."""
    values = exchange.memory.values
    with exchange.memory.lock:
        now = exchange.clock()
        if now < values.get("until", 0.0):
            return int(values["until"] - now) + 1
        values["asked"] = values.get("asked", 0) + 1
        if values["asked"] <= free:
            return 0
        values.update(asked=0, until=now + SECONDS)
        return SECONDS


def page(exchange: Exchange, seconds: int) -> str:
    """The flood page; the seconds stand only in its script."""
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Hãy đợi...</title>'
        f"<script>var Timeout = {seconds};\n"
        "function dem() { if (Timeout > 0) { Timeout--; setTimeout(dem, 1000); } "
        "else { window.location.reload(); } }</script></head>"
        '<body onload="dem()"><p>Hãy đợi... Bạn đã gửi nhiều yêu cầu trong thời gian ngắn.</p>'
        "</body></html>\n"
    )


@misbehaviour("flood-page", "flood", reach="pages", articles=5)
def flood_page(exchange: Exchange) -> None:
    """After three requests every page is "Hãy đợi..." with status 200 for two seconds."""
    if seconds := _seconds_to_wait(exchange):
        exchange.html(page(exchange, seconds))
    else:
        exchange.good()


@misbehaviour("flood-429", "flood", reach="pages", articles=5)
def flood_429(exchange: Exchange) -> None:
    """After three requests every page answers 429 with Retry-After for two seconds."""
    if seconds := _seconds_to_wait(exchange):
        exchange.html(page(exchange, seconds), 429, Retry_After=str(seconds))
    else:
        exchange.good()


@misbehaviour("flood-robots", "flood", reach="everything", articles=5)
def flood_robots(exchange: Exchange) -> None:
    """Already the first request, for robots.txt, gets the flood page with status 200."""
    if seconds := _seconds_to_wait(exchange, free=REQUESTS if exchange.memory.values.get("until") else 0):
        exchange.html(page(exchange, seconds))
    else:
        exchange.good()


@misbehaviour("flood-for-ever", "flood", reach="everything", also_accepted=("robots", "robots unreadable"))
def flood_for_ever(exchange: Exchange) -> None:
    """Every response, even robots.txt, is the flood page, however long the client waits."""
    exchange.html(page(exchange, SECONDS))
