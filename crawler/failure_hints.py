"""What an operator can do about a failure or the end of a crawl, by its name (``crawler.failures``)."""

_ADVICE = {
    "address refused": "a private address or another port; TCD_ALLOW_PRIVATE=address:port lets it through",
    "dns": "its name can't be resolved: is this machine on the network?",
    "flood": "it asks for fewer visits: a longer politeness.delay in its source file gives it that",
    "busy": "wait until the other crawl is over",
    "archive": "what was stored before is safe: see to the disk or the database, then crawl again",
}


def failure_hint(name: str) -> str:
    """One clause, "" where the name says all that we know."""
    return _ADVICE.get(name, "")
