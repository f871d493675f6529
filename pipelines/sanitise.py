"""The last stage before storing: what a page may bring into feeds and pages is listed here, all else goes.

Last, so that no later stage can put anything back. Texts other than ``body_html`` are never HTML to us: they
are escaped wherever they are shown.
"""

import html as entities
import re
from contextvars import ContextVar
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import nh3

from pipelines import references
from pipelines.draft import Draft

_BLOCKS = {"p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_FIGURES = {"figure", "figcaption", "img"}
_INLINE = {"a", "strong", "em", "b", "i", "u", "sub", "sup"}
TAGS = frozenset(_BLOCKS | _LISTS | _TABLES | _FIGURES | _INLINE)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Their text is code, a control or another document's, never part of the article. A form is not among them:
# on ASP.NET pages it holds the whole page.
_CODE = {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math"}
_CONTROLS = {"button", "select", "textarea", "audio", "video"}
CONTENT_GOES = frozenset(_CODE | _CONTROLS)
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
IMAGE_SCHEMES = frozenset({"http", "https"})

_NUMBERS = frozenset({"width", "height", "colspan", "rowspan"})
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
# Each element open in another makes the parser look through all of them: deeper than any page is an attack.
DEEPEST = 256
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile("<[^<>]*>?")
# They have no end, or end by themselves where the next begins.
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source"}
_NOT_DEEP = _VOID | {"p", "li", "dt", "dd", "option"} | (_TABLES - {"table", "caption"})
# As nh3 writes tags: each value in double quotes, which are escaped within.
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_BREAKS = re.compile(r"<br>\s*+(?:<br>\s*+){2,}")  # searched for by its beginning
_CONTROLS_OF_TEXT = "".join(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)))
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def sanitise(html: str, base_url: str) -> str:
    """``html`` reduced to the allowed tags and attributes, its addresses absolute (HTML fragment).

    No classes, styles, event handlers, comments or foreign schemes; links carry
    ``rel="noopener noreferrer"``. An image without an address goes; rows of line breaks become one gap.
    Elements nested deeper than ``DEEPEST`` leave their text only. Never raises; the same text again gives
    itself.
    """
    html = _text(html)
    if html.count("<") > DEEPEST and _depth(html) > DEEPEST:
        text = " ".join(entities.unescape(_ANY_TAG.sub(" ", html)).split())
        return f"<p>{entities.escape(text, quote=False)}</p>"

    has_many = html.count("&") > references.MANY
    if has_many:
        html = references.take_out(html)
    _fragment.set((base_url, has_many))
    clean = _cleaner.clean(html)
    if has_many:
        clean = references.put_back(clean)
    clean = _IMAGE.sub(lambda found: found.group() if ' src="' in found.group() else "", clean)
    return _without_gaps(clean)


_fragment: ContextVar[tuple[str, bool]] = ContextVar("fragment")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute of the fragment that is being cleaned."""
    base_url, has_many = _fragment.get()
    value = references.in_value(value) if has_many else value
    if name == "href":
        return absolute(value, base_url, LINK_SCHEMES)
    if name == "src":
        return absolute(value, base_url, IMAGE_SCHEMES)
    if name in _NUMBERS:
        return value if _NUMBER.fullmatch(value) else None
    return value


# Made once: the lists take as long to hand over as a text of 1 KB to clean.
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(CONTENT_GOES),
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=set(LINK_SCHEMES),
    link_rel="noopener noreferrer",
)


def absolute(address: str, base_url: str, schemes: frozenset[str] = IMAGE_SCHEMES) -> str | None:
    """The address resolved against the page's, or None where it leads to another scheme or nowhere."""
    try:
        resolved = urljoin(base_url, address.strip())
        parts = urlsplit(resolved)
        if parts.scheme not in schemes or not (parts.hostname or parts.scheme == "mailto"):
            return None
    except ValueError:  # A broken IPv6 host or port.
        return None
    return _text(resolved)


def _text(text: str) -> str:
    """What XML and databases take of it. Controls are looked for one by one, much faster than all at once."""
    try:
        text.encode()  # no surrogates
    except UnicodeEncodeError:
        return _NOT_TEXT.sub("", text)
    return _NOT_TEXT.sub("", text) if any(map(text.__contains__, _CONTROLS_OF_TEXT)) else text


def _without_gaps(html: str) -> str:
    """Pages that lay out by line breaks leave rows of them where their furniture was taken out."""
    html = _BREAKS.sub("<br><br>", html).strip()
    for _ in range(2):
        html = html.removeprefix("<br>").removesuffix("<br>").strip()
    return html


def _depth(html: str) -> int:
    """How deep elements are nested at most, if none ends by itself."""
    depth = deepest = 0
    for end, name in _TAG.findall(html):
        if name.lower() not in _NOT_DEEP:
            depth = max(depth - 1, 0) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest


class SanitiseStage:
    """The stage over drafts: the body, and the addresses of images and attachments."""

    def process_item(self, item: Draft) -> Draft:
        article = item.article
        images = [
            replace(image, url=url) for image in article.images if (url := absolute(image.url, article.url))
        ]
        attachments = [
            replace(attachment, url=url)
            for attachment in article.attachments
            if (url := absolute(attachment.url, article.url))
        ]
        return item.decided(
            body_html=sanitise(article.body_html, article.url),
            images=tuple(images),
            attachments=tuple(attachments),
        )
