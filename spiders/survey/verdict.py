"""Why an address can't become a source: one line for each reason, with what to do instead."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from items import RawArticle
from sources.detect.survey_page import SurveyPage
from spiders.discovery import Found
from spiders.survey.values import UnfitError

_FAILURES = {
    "dns": "has no address in the DNS: look for a misspelling",
    "timeout": "does not answer in time: try again later",
    "connection refused": "refuses the connection: nothing is served there",
    "connection lost": "breaks the connection off: try again later",
    "truncated": "breaks its answer off: try again later",
    "tls": "speaks no TLS that we do: try http:// instead of https://",
    "certificate": "has a certificate that is not its own: try http:// or the name that it is for",
    "too large": "answers with more than 10 MB: name a listing page of the site",
    "endless redirect": "redirects without end",
    "robots": "does not want to be read by us (robots.txt)",
    "robots unreadable": "has a robots.txt that can't be read, which is no permission: try again later",
    "no route": "can't be reached from this network",
    "out of connections": "was not asked: this machine is out of connections",
    "scheme": "is no web address: write http:// or https:// and a host",
    "undecodable": "answers with something that can't be unpacked",
}
_KINDS = {
    "flood": ("flood", "asks for quiet (it takes us for a flood): try again in ten minutes"),
    "blocked": ("blocked", "answers with a check for browsers: it is blocked for us and is not got round"),
    "parked": (
        "parked",
        'is a parked domain: its publisher is gone; a source file would say status = "refused"',
    ),
    "maintenance": ("maintenance", "is under maintenance: try again later"),
    "login": ("login", "wants a login: only public pages are read"),
}
_PORTS = {"http": 80, "https": 443}
# A page that only leads on, by a script: few links, and an address set for the window.
_LEADS_ON = re.compile(
    r"""\blocation(?:\.href)?\s{0,3}=\s{0,3}["']([^"'\s]{1,500})["']|"""
    r"""\blocation\.(?:replace|assign)\(\s{0,3}["']([^"'\s]{1,500})["']""",
    re.IGNORECASE,
)
_FEW_LINKS = 3
_CHALLENGE_STATUS = frozenset((401, 403, 503))


def failed(page: SurveyPage, raw: RawArticle | None) -> UnfitError:
    """The error for an answer that is none."""
    name, host = page.failure or "empty", urlsplit(page.asked).hostname or page.asked
    if name == "off site":
        target = urlsplit(page.url)
        home = f"{target.scheme}://{target.netloc}/"
        if target.hostname == host:
            where = f"{target.scheme}:// on port {target.port or _PORTS.get(target.scheme)}"
            return UnfitError(
                "moved", f"{page.asked} leads to {where}: try tincongdoan sources add {home}", home
            )
        return UnfitError(
            "moved", f"{page.asked} leads to another host: try tincongdoan sources add {home}", home
        )
    if name == "address refused":
        return UnfitError(
            "private",
            f"{host} is a private address, which no crawl touches: name it in TCD_ALLOW_PRIVATE to allow it",
        )
    if name in _KINDS:  # told by its robots.txt already
        return UnfitError(name, f"{page.asked} {_KINDS[name][1]}")
    closed = name == "http 403" and (raw is None or raw.kind == "blocked")
    if raw is not None and raw.kind in _KINDS and page.status in _CHALLENGE_STATUS and not closed:
        return special(page, raw)
    if name == "http 401":
        return UnfitError("login", f"{page.asked} {_KINDS['login'][1]}")
    if name == "http 403":
        return UnfitError("blocked", f"{page.asked} answers 403: it is closed to us and is not got round")
    if name in ("http 404", "http 410"):
        home = urljoin(page.asked, "/")
        return UnfitError(
            "gone", f"{page.asked} is not there ({name[5:]}): try tincongdoan sources add {home}", home
        )
    if name.startswith("http "):
        return UnfitError("unreachable", f"{page.asked} answers {name[5:]}: try again later")
    if name in _FAILURES:
        word = name if name in ("dns", "robots", "scheme") else "unreachable"
        return UnfitError(word, f"{page.asked} {_FAILURES[name]}")
    if name == "empty":
        return UnfitError("empty", f"{page.asked} answers with an empty page")
    return UnfitError("unreachable", f"{page.asked} could not be fetched: {name}")


def special(page: SurveyPage, raw: RawArticle) -> UnfitError:
    """The error for a notice in place of the site."""
    name, words = _KINDS[raw.kind]
    return UnfitError(name, f"{page.url} {words}")


def is_special(raw: RawArticle) -> bool:
    return raw.kind in _KINDS


def no_page(page: SurveyPage) -> UnfitError:
    kind = (page.content_type or "an unknown type").partition(";")[0]
    return UnfitError("file", f"{page.url} is a file ({kind}), no page: name the site's home page")


def feed(page: SurveyPage, home: str) -> UnfitError:
    return UnfitError("feed", f"{page.url} is a feed or sitemap: try tincongdoan sources add {home}", home)


def single(page: SurveyPage, raw: RawArticle, home: str) -> UnfitError:
    what = "an official document" if raw.kind == "document" else "a single article"
    return UnfitError(
        "article", f"{page.url} is {what}: try its home page, tincongdoan sources add {home}", home
    )


def foreign(address: str, language: str) -> UnfitError:
    return UnfitError("language", f"{address} is not Vietnamese ({language or 'another language'})")


def nothing(page: SurveyPage, kinds: Sequence[str]) -> UnfitError:
    """``kinds`` is what stood behind the links that looked like articles."""
    words = "none of its links looks like an article"
    if kinds:
        common = max(set(kinds), key=kinds.count)
        words = f"{len(kinds)} of its links look like articles, and none is one (most are: {common})"
    elif needs_script(page.text):
        words = "its pages are made by JavaScript, which is not run"
    return UnfitError("no articles", f"{page.url}: {words}; name a page that lists news, if there is one")


def script_redirect(page: SurveyPage) -> UnfitError | None:
    """The error for a page whose script leads to another site; None for other pages."""
    if page.text.lower().count("<a ") > _FEW_LINKS or not (found := _LEADS_ON.search(page.text)):
        return None
    target = urljoin(page.url, found[1] or found[2])
    # A check for browsers leads to the page itself.
    if urlsplit(target).netloc == urlsplit(page.url).netloc or not target.startswith(("http://", "https://")):
        return None
    return UnfitError(
        "moved", f"{page.url} leads on by a script: try tincongdoan sources add {target}", target
    )


def needs_script(markup: str) -> bool:
    """A page that is empty until its script has run."""
    shell = re.search(r"""<(?:div|app)[^>]{0,80}id=["'](?:root|app|__next|__nuxt)["'][^>]*>\s*</""", markup)
    return bool(shell) or "<app-root" in markup


def is_single(raw: RawArticle, found: Found) -> bool:
    """An article's page, and not a listing that reads like one: listings go on."""
    return raw.kind in ("article", "document") and not found.listings
