"""Addresses as pages print them → one clean form that can be asked for and compared.

An address is never NFC-normalised: some slugs hold decomposed letters, and only those answer
(labels-seen: Addresses).
"""

import re
from functools import lru_cache
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote_to_bytes,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

# Longer ones are asked for by nobody, and nothing here need be quick on them.
LONGEST = 2083
POSTED = "posted-page-"  # begins the fragment of a page that only a form leads to (spiders.postback)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ORIGIN = r"https?://[\w.-]+(?::\d{1,5})?"
_BASE = re.compile(rf"{_ORIGIN}(?=[/?#]|$)", re.ASCII)
# Nearly every link: from its path on nothing is to be encoded, left out or resolved (but "/.").
_PLAIN = re.compile(rf"({_ORIGIN})?(/(?!/)[\w/.~+=,-]*)", re.ASCII)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_SPACES = re.compile(r"[\t\r\n]")
# Parameters that tell who sent the reader or who the reader is, never which page it is.
_NOISE = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|zarsrc|mc_[ce]id|_ga|_gl|gidzl|jsessionid|phpsessid|sid|session_?id|"
    r"(?:_\w*_)?(?:inherit)?redirect|p_l_back_url|"  # where Liferay's reader came from
    r"asp\.net_sessionid|p_p_auth|_adf\.ctrl-state|_afr\w+|nv_redirect|nvvithemever|srsltid|igshid",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default|home|trangchu)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_PATH_SAFE = "/%:@!$&'()*+,;=~"
_QUERY_SAFE = "/?%:@!$&'()*+,;=~[]"


@lru_cache(maxsize=2048)  # menus and side blocks repeat on every page; articles do not
def clean_address(href: str, base: str = "") -> str | None:
    """The whole http(s) address of a link, without fragment, session id, tracking parameters or default port.

    None for what is no page's address (``javascript:``, ``mailto:``, a broken one, an endless one). The
    order of the parameters and the letters of the path stay as printed; what is not ASCII is
    percent-encoded as UTF-8.
    """
    href = href.strip(" \t\r\n\f\x00\u00a0\u200b\ufeff")
    plain = _PLAIN.fullmatch(href)
    if plain and "/." not in href and len(href) <= LONGEST and (page := _BASE.match(base or href)):
        origin = _clean_origin(plain[1] or page[0])
        return _short(f"{origin}{plain[2]}") if origin else None
    href = _SPACES.sub("", href)
    if href in ("http://", "https://") or len(href) > LONGEST:
        return None  # the first is an empty menu entry, which urljoin takes for the page itself
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return None
    netloc = _netloc(parts)
    if netloc is None:
        return None
    path = _encode(_dots(_SESSION.sub("", parts.path)) or "/", _PATH_SAFE)
    return _short(urlunsplit(SplitResult(parts.scheme, netloc, path, _clean_query(parts.query), "")))


def _short(address: str) -> str | None:
    return address if len(address) <= LONGEST else None


@lru_cache(maxsize=256)
def _clean_origin(told: str) -> str | None:
    """The scheme, host and port that an address begins with, in one form; None where they are none."""
    parts = urlsplit(told)
    netloc = _netloc(parts)
    return f"{parts.scheme}://{netloc}" if netloc else None


def _netloc(parts: SplitResult) -> str | None:
    try:
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
        return None
    netloc = f"[{host}]" if ":" in host else _ascii_host(host)
    return f"{netloc}:{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else netloc


@lru_cache(maxsize=2048)
def address_key(address: str) -> str:
    """What two addresses of one page have in common; for clean addresses.

    Scheme, ``www.``, closing slash, an index page's file name and the order of parameters don't matter.
    """
    plain = _PLAIN.fullmatch(address)
    if plain and plain[1]:
        host, path = plain[1].partition("://")[2], plain[2]
        return f"{host.removeprefix('www.')}{_INDEX.sub('/', path).rstrip('/')}"
    parts = urlsplit(address)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    query = urlencode(sorted(parameters(address))) if parts.query else ""
    # Clean addresses have no fragment, but for pages that only a form leads to (``spiders.postback``).
    posted = f"#{parts.fragment}" if parts.fragment.startswith(POSTED) else ""
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{query}" if query else "") + posted


def parameters(address: str) -> list[tuple[str, str]]:
    """The query's parameters in their order; none for a query that can't be read."""
    if "?" not in address:
        return []
    try:
        return parse_qsl(urlsplit(address).query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return []


def _ascii_host(host: str) -> str:
    try:
        return host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def _dots(path: str) -> str:
    """``/../a/./b`` → ``/a/b``; some sites link themselves as ``host:80/../path``."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _clean_query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _NOISE.fullmatch(part.partition("=")[0])]
    return _encode("&".join(kept), _QUERY_SAFE)


def _encode(text: str, safe: str) -> str:
    """Percent-encoding in one form: what needs none has none, digits are capitals."""

    def one(match: re.Match[str]) -> str:
        value = unquote_to_bytes(match[0])
        return value.decode("ascii") if value[0] in _UNRESERVED else match[0].upper()

    text = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text)
    return _ESCAPE.sub(one, quote(text, safe=safe, errors="replace"))
