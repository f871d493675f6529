"""Is it a web address that can stand in a header, a feed or a request as it is?"""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """http or https with a host, of plain ASCII without spaces, quotes or angle brackets."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
    return usable and text.isascii() and text.isprintable() and not any(each in text for each in '<>" ')
