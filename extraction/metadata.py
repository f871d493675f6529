"""What a page says of itself for machines: title, meta, JSON-LD, microdata, time elements."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from lxml import etree
from lxml.etree import _Element as Element

from extraction.parse import text_of
from vietnamese.text import clean, fold

_ARTICLE_TYPES: Final = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "report", "webpage")
# The attributes themselves: a condition on each element takes eight times as long.
_itemprops: Final = etree.XPath("descendant::*/@itemprop")
_DATES: Final = ("datePublished", "dateModified")
_MOST: Final = 50  # properties of a kind; a page with more of them is a list
_CUT: Final = 40  # characters of a headline that a page's title repeats cut
MAX_JSON: Final = 400_000


@dataclass(slots=True)
class Metadata:
    """Raw texts as printed, decoded once; nothing is believed yet."""

    title: str = ""  # <title>
    og_title: str = ""
    headline: str = ""  # JSON-LD
    site_name: str = ""
    description: str = ""
    og_type: str = ""
    language: str = ""
    generator: str = ""
    published: list[tuple[str, str, str]] = field(default_factory=list)  # (raw, origin, place)
    updated: list[tuple[str, str, str]] = field(default_factory=list)
    authors: list[tuple[str, str, str]] = field(default_factory=list)
    publisher: str = ""
    section: str = ""
    crumbs: tuple[str, ...] = ()  # names on the path from home, as a BreadcrumbList has them
    crumbs_origin: Literal["json-ld", "microdata"] = "json-ld"
    is_article: bool = False  # JSON-LD or microdata call it an article
    text: str = ""  # JSON-LD's or microdata's articleBody, as given: plain text or markup
    text_origin: Literal["json-ld", "microdata"] = "json-ld"


_PUBLISHED: Final = {
    "article:published_time": "opengraph",
    "og:published_time": "opengraph",
    "pubdate": "meta",
    "publishdate": "meta",
    "publish-date": "meta",
    "publish_date": "meta",
    "dc.date": "meta",
    "dc.date.issued": "meta",
    "dcterms.created": "meta",
    "date": "meta",
    "article.published": "meta",
    "its_publication": "meta",
}
_UPDATED: Final = {
    "article:modified_time": "opengraph",
    "og:updated_time": "opengraph",
    "lastmod": "meta",
    "last-modified": "meta",
    "dcterms.modified": "meta",
    "article.updated": "meta",
}
_AUTHOR: Final = {"author": "meta", "article:author": "opengraph", "dc.creator": "meta", "its_author": "meta"}
_READ: Final = frozenset(
    ("og:title", "og:site_name", "description", "og:description", "og:type", "generator", "article:section")
).union(_PUBLISHED, _UPDATED, _AUTHOR)


def read_metadata(root: Element, markup: str | None = None) -> Metadata:
    """What the page ``root`` says of itself; its ``markup`` spares walks for what it does not name."""
    meta = Metadata()
    found = next(root.iter("title"), None)
    meta.title = clean(text_of(found)) if found is not None else ""
    meta.language = (root.get("lang") or "").strip()
    scripts: list[Element] = []
    for element in root.iter("meta", "script"):  # one walk
        if element.tag == "meta":
            _read_meta(element, meta)
        else:
            scripts.append(element)
    articles = [node for script in scripts for node in _read_json_ld(script, meta)]
    for node in _of_page(articles, meta):
        _read_article(node, meta)
    if markup is None or "itemprop" in markup:
        _read_microdata(root, meta)
    if not meta.crumbs and (markup is None or "BreadcrumbList" in markup):
        _read_marked_crumbs(root, meta)
    return meta


def _read_meta(element: Element, meta: Metadata) -> None:
    name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
    content = clean(html.unescape(element.get("content") or "")) if name in _READ else ""
    if not content:
        return
    if name == "og:title":
        meta.og_title = meta.og_title or content
    elif name == "og:site_name":
        meta.site_name = content
    elif name in ("description", "og:description"):
        meta.description = meta.description or content
    elif name == "og:type":
        meta.og_type = content
    elif name == "generator":
        meta.generator = content
    elif name in _PUBLISHED:
        meta.published.append((content, _PUBLISHED[name], f"meta[{name}]"))
    elif name in _UPDATED:
        meta.updated.append((content, _UPDATED[name], f"meta[{name}]"))
    elif name in _AUTHOR and not content.startswith("http"):
        meta.authors.append((content, _AUTHOR[name], f"meta[{name}]"))
    elif name == "article:section":
        meta.section = content


def _read_json_ld(script: Element, meta: Metadata) -> list[dict[str, Any]]:
    """Read the script's paths; its articles are returned."""
    if (script.get("type") or "").strip().lower() != "application/ld+json":
        return []
    text = script.text or ""
    if len(text) > MAX_JSON:
        return []
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    articles = []
    for node in _nodes(data):
        kinds = node.get("@type")
        names = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
        if "breadcrumblist" in names:
            _read_crumbs(node, meta)
        if not any(name in _ARTICLE_TYPES for name in names):
            continue
        if "webpage" not in names:
            articles.append(node)
        _read_publisher(node, meta)
    return articles


def _of_page(articles: list[dict[str, Any]], meta: Metadata) -> list[dict[str, Any]]:
    """The articles that are the page's: those of its title; else the only one there is, told once or more.

    Sites describe what is related in the same way, and of several with other titles nobody can tell.
    """
    own = [node for node in articles if names_page(_text(node.get("headline")), meta)]
    if own:
        return own
    return articles if len({fold(_text(node.get("headline"))) for node in articles}) == 1 else []


def names_page(headline: str, meta: Metadata) -> bool:
    """Whether the headline, cut or whole, stands in what the page's head calls it; "" contradicts nothing."""
    key = fold(headline)
    titles = [fold(title) for title in (meta.title, meta.og_title) if title]
    return not key or not titles or any(key[:_CUT] in title or title[:_CUT] in key for title in titles)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    seen = 0
    while waiting and seen < 500:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                waiting.extend(graph)


def _read_article(node: dict[str, Any], meta: Metadata) -> None:
    meta.is_article = True
    body = node.get("articleBody")
    if isinstance(body, str) and len(body) > len(meta.text):
        meta.text, meta.text_origin = body, "json-ld"
    meta.headline = meta.headline or _text(node.get("headline"))
    meta.section = meta.section or _text(node.get("articleSection"))
    for key, target in (("datePublished", meta.published), ("dateModified", meta.updated)):
        value = _text(node.get(key))
        if value:
            target.append((value, "json-ld", f"json-ld {key}"))
    authors = node.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        name = _text(author.get("name")) if isinstance(author, dict) else _text(author)
        kind = str(author.get("@type", "")).lower() if isinstance(author, dict) else ""
        if name and kind != "organization":
            meta.authors.append((name, "json-ld", "json-ld author"))


def _read_publisher(node: dict[str, Any], meta: Metadata) -> None:
    publisher = node.get("publisher")
    if isinstance(publisher, dict):
        meta.publisher = meta.publisher or _text(publisher.get("name"))


def _read_microdata(root: Element, meta: Metadata) -> None:
    dates: list[tuple[str, Element]] = []
    headlines: list[Element] = []
    for name in _itemprops(root):
        if name in ("articleBody", "headline"):
            element = name.getparent()
            if element.tag != "meta":
                meta.is_article = True
            elif name == "articleBody" and not meta.text:
                meta.text, meta.text_origin = element.get("content") or "", "microdata"
        if name == "headline" and len(headlines) < _MOST:
            headlines.append(name.getparent())
        if name in _DATES and len(dates) < _MOST:
            dates.append((name, name.getparent()))
    others = {_scope(one) for one in headlines if _is_of_other(one, meta)} if dates else set()
    others.discard(None)
    for name, element in dates:
        if (element.tag == "meta" and not element.get("content")) or (others and _scope(element) in others):
            continue
        value = element.get("content") or element.get("datetime") or text_of(element)
        value = clean(value)[:80]
        if value:
            target = meta.published if name == "datePublished" else meta.updated
            target.append((value, "microdata", f"[itemprop={name}]"))


def _scope(element: Element) -> Element | None:
    """The item that the property belongs to."""
    return next((each for each in element.iterancestors() if each.get("itemscope") is not None), None)


def _is_of_other(headline: Element, meta: Metadata) -> bool:
    """A headline that links, and not to what the page's head calls the page: that of a related article."""
    anchor = headline if headline.tag == "a" else next(headline.iter("a"), None)
    if anchor is None:
        anchor = next(headline.iterancestors("a"), None)
    return anchor is not None and not names_page(clean(text_of(headline)), meta)


def _read_crumbs(node: dict[str, Any], meta: Metadata) -> None:
    entries = node.get("itemListElement")
    names = []
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            item = entry.get("item")
            names.append(
                _text(entry.get("name")) or (_text(item.get("name")) if isinstance(item, dict) else "")
            )
    if names and all(names):
        meta.crumbs = tuple(names)


def _read_marked_crumbs(root: Element, meta: Metadata) -> None:
    """The first list of schema.org's type in the markup; themes hide it from readers."""
    for element in root.iter(etree.Element):
        if "BreadcrumbList" in (element.get("itemtype") or ""):
            names = (
                clean(name.get("content") or text_of(name))
                for name in element.iter(etree.Element)
                if name.get("itemprop") == "name"
            )
            meta.crumbs, meta.crumbs_origin = tuple(filter(None, names)), "microdata"
            return


def _text(value: Any) -> str:
    return clean(html.unescape(value)) if isinstance(value, str) else ""
