"""What a client wants of several forms of the same thing: pure functions over request headers."""

from typing import Literal

Coding = Literal["br", "gzip", ""]
_LONGEST = 2000


def quality(header: str, *wanted: str) -> float:
    """How much the header (``Accept``, ``Accept-Encoding``) wants any of ``wanted``, from 0 to 1.

    The most exact entry decides: ``text/html`` before ``text/*`` before ``*/*``.
    """
    told = dict(_entries(header))
    return max((_quality(told, each) for each in wanted), default=0.0)


def prefers_html(accept: str, *feed_types: str) -> bool:
    """Whether a page is wanted rather than the feed: browsers say so, readers take the feed even where they
    take pages as well."""
    return quality(accept, "text/html") > quality(accept, *feed_types)


def coding(accept_encoding: str) -> Coding:
    """The smallest coding that the client takes."""
    told = dict(_entries(accept_encoding))
    if told.get("br", 0.0) > 0:
        return "br"
    return "gzip" if told.get("gzip", told.get("*", 0.0)) > 0 else ""


def _entries(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header[:_LONGEST].lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        value = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    value = min(1.0, max(0.0, float(parameter[2:])))
                except ValueError:
                    value = 0.0
        if name:
            found.append((name, value if value == value else 0.0))  # not a number
    return found


def _quality(told: dict[str, float], wanted: str) -> float:
    for name in (wanted, f"{wanted.partition('/')[0]}/*", "*/*"):
        if name in told:
            return told[name]
    return 0.0
