"""Content negotiation: pure functions over request headers."""

from typing import Literal

Coding = Literal["br", "gzip", ""]
_MAX_LENGTH = 2000  # characters of a header that are read


def quality(header: str, *media_types: str) -> float:
    """The highest quality (0 to 1) that the header ``Accept`` gives any of ``media_types``.

    The most specific entry decides: ``text/html`` before ``text/*`` before ``*/*`` (RFC 9110, 12.5.1).
    """
    qualities = dict(_entries(header))
    return max((_quality(qualities, media_type) for media_type in media_types), default=0.0)


def prefers_html(accept: str, *feed_types: str) -> bool:
    """Whether the client prefers a page to the feed: browsers do; a feed reader that takes both does not."""
    return quality(accept, "text/html") > quality(accept, *feed_types)


def coding(accept_encoding: str) -> Coding:
    """The coding with the smallest result that the client accepts."""
    qualities = dict(_entries(accept_encoding))
    if qualities.get("br", 0.0) > 0:
        return "br"
    return "gzip" if qualities.get("gzip", qualities.get("*", 0.0)) > 0 else ""


def _entries(header: str) -> list[tuple[str, float]]:
    """The entries of a header as (name, quality)."""
    entries = []
    for part in header[:_MAX_LENGTH].lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        value = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    value = min(1.0, max(0.0, float(parameter[2:])))
                except ValueError:
                    value = 0.0
        if name:
            entries.append((name, value if value == value else 0.0))  # not a number
    return entries


def _quality(qualities: dict[str, float], media_type: str) -> float:
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if name in qualities:
            return qualities[name]
    return 0.0
