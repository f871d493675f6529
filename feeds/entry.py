"""What a feed says of an article: a frozen value made from the archive's row, the same for every format."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from archive.dating.bounds import shown
from archive.values import NO_NEWS
from feeds.media import Media, media_of
from feeds.text import LEAD_LENGTH, cut, excerpt, line, web_address, xml_text
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from archive.models import Article, KnownSource
    from archive.stories import Tale

UNTITLED = "(Không có tiêu đề)"

# Who made the text; the others are credited beside them. A poster is an account, no author, and a source of
# the text is named in it.
CREATORS = ("writer", "compiler")
CONTRIBUTORS = {
    "photographer": "ảnh",
    "videographer": "video",
    "graphics": "đồ họa",
    "editor": "biên tập",
    "translator": "dịch",
}
# Public bodies publish for everybody; a newspaper lives of its readers: from it the lead and the way to it.
# Who nobody knows is treated as a newspaper.
PUBLIC_BODIES = frozenset({"central", "federation", "district", "sector", "department", "portal", "front"})


class EntryError(ValueError):
    """A row that cannot be an entry; the message says why."""


@dataclass(frozen=True, slots=True)
class Category:
    kind: Literal["topic", "province"]
    slug: str
    name: str

    @property
    def label(self) -> str:
        """The name as one category: some readers take what is before and behind a comma for two."""
        return " – ".join(part.strip() for part in self.name.split(",")).strip()


@dataclass(frozen=True, slots=True)
class Person:
    """Who had a part in it; ``role`` as in the record of the contract."""

    name: str
    role: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """The source of an entry; ``home`` None where it is not known."""

    slug: str
    name: str
    home: str | None


@dataclass(frozen=True, slots=True)
class Also:
    """Where the same text stands too, since when we know."""

    slug: str
    name: str
    url: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are plain and one line each, save ``content`` (sanitised HTML); times are aware.

    ``published`` is None where the page tells no date: then ``sort_at`` is when the article was first seen,
    and the content says so. With ``day`` precision it is that day's midnight in Việt Nam. ``updated`` is when
    we saw the last change or reprint or an editor made one; articles of one night differ in it by
    microseconds, as Atom's readers want. ``entered`` is when it became news, None where it never was.
    ``withdrawn``: nothing is left of it but that it was taken back.
    """

    guid: str
    url: str
    title: str
    summary: str
    content: str
    people: tuple[Person, ...]
    published: datetime | None
    first_seen_at: datetime
    updated: datetime
    sort_at: datetime
    categories: tuple[Category, ...]
    source: Credit
    media: tuple[Media, ...] = ()
    language: str = ""
    full: bool = True
    also: tuple[Also, ...] = ()
    entered: datetime | None = None
    withdrawn: bool = False

    @property
    def creators(self) -> tuple[str, ...]:
        """Who made the text, each once."""
        return tuple(dict.fromkeys(each.name for each in self.people if each.role in CREATORS))

    @property
    def contributors(self) -> tuple[str, ...]:
        """Who helped, each with what they did."""
        told = (f"{p.name} ({CONTRIBUTORS[p.role]})" for p in self.people if p.role in CONTRIBUTORS)
        return tuple(dict.fromkeys(told))

    @property
    def rights(self) -> str:
        return f"© {self.source.name}" if self.source.name else ""


def also(tale: "Tale | None", known: Mapping[str, "KnownSource"]) -> tuple[Also, ...]:
    """Where else a story stands, who was first before the others; ``known`` gives the sources' names."""
    found = []
    for each in tale.others if tale else ():
        source, url = known.get(each.source), web_address(each.url)
        if url is not None:
            name = line(source.name if source else each.source)
            found.append(Also(each.source, name, url, each.first_seen_at))
    return tuple(found)


def entry_of(
    row: "Article",
    source: "KnownSource | None",
    topics: Mapping[str, str],
    others: tuple[Also, ...] = (),
    *,
    lead_only: bool = False,
) -> Entry:
    """The entry of an archived article; ``topics`` gives the names of topic slugs, ``others`` say where the
    same text stands too. ``lead_only``: its lead and the way to it, whatever the source's file says.

    Raises EntryError where the row cannot be one: no entry is better than a broken or a wrong one.
    """
    url = web_address(row.url)
    if url is None:
        raise EntryError(f"its address is no web address: {row.url[:100]!r}")
    credit = Credit(row.source, line((source and source.name) or row.organisation or row.source), None)
    if source is not None:
        credit = Credit(credit.slug, credit.name, web_address(source.home))
    full = not lead_only and is_full(source)
    try:
        return Entry(
            guid=row.guid.urn,
            url=url,
            title=line(row.title or "") or line(cut(row.body_text, 80)) or UNTITLED,
            summary=_lead(row),
            content=xml_text(_content(row, url, credit, full, others)),
            people=_people(row.authors),
            published=row.published_at.astimezone(VIETNAM) if row.published_at else None,
            first_seen_at=row.first_seen_at,
            updated=max(row.changed_at, row.corrected_at or row.changed_at, *(each.since for each in others))
            + timedelta(microseconds=(row.pk or 0) % 1_000_000),
            sort_at=row.sort_at,
            categories=_categories(row, topics),
            source=credit,
            media=media_of(row.images, row.attachments) if full else (),
            language=_language(row.language),
            full=full,
            also=others,
            entered=row.entered_at if row.entered_at != NO_NEWS else None,
        )
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise EntryError(f"the archive's values have another shape: {error!r}") from error


def is_full(source: "KnownSource | None") -> bool:
    """Whether feeds hold the whole text of this source's articles: as its file says, else by its kind."""
    if source is None:
        return False
    return source.feed == "full" if source.feed else source.kind in PUBLIC_BODIES


def _lead(row: "Article") -> str:
    """The lead as printed, or the beginning of what is too long for one or of the text."""
    lead = line(row.summary or "", 2 * LEAD_LENGTH)
    return lead if 0 < len(lead) <= LEAD_LENGTH else excerpt(row.summary or row.body_text)


def _people(authors: list[dict[str, Any]]) -> tuple[Person, ...]:
    people: list[Person] = []
    for author in authors:
        name = line(author["name"], 100)
        if name and (author["role"] in CREATORS or author["role"] in CONTRIBUTORS):
            people.append(Person(name, author["role"], line(author.get("organisation") or "", 200)))
    return tuple(dict.fromkeys(people))


def _categories(row: "Article", topics: Mapping[str, str]) -> tuple[Category, ...]:
    found = [Category("topic", slug, line(topics.get(slug, slug))) for slug in row.topics]
    if row.province:
        found.append(Category("province", row.province["current"], line(row.province["name"])))
    return tuple(category for category in found if category.name)


def _language(told: str | None) -> str:
    """The page's own where it is another than the feeds'; what is no language tag is none."""
    tag = (told or "").strip().lower()
    main = tag.partition("-")[0]
    return main if main.isascii() and main.isalpha() and len(main) in (2, 3) and main != "vi" else ""


def _content(row: "Article", url: str, credit: Credit, full: bool, others: tuple[Also, ...]) -> str:
    """The lead where it stands apart, the text, what is attached, where it comes from and stands too."""
    parts: list[str] = []
    summary = (row.summary or "").strip()
    if not full:
        lead = _lead(row)
        parts.append(f"<p>{html.escape(lead, quote=False)}</p>" if lead else "")
        parts.append(f'<p><a href="{html.escape(url)}">Đọc toàn bài tại {html.escape(credit.name)}</a></p>')
    else:
        if summary and summary not in row.body_text:
            parts.append(f"<p><strong>{html.escape(summary, quote=False)}</strong></p>")
        parts.append(_text(row))
        attached = [
            f'<li><a href="{html.escape(address)}">{html.escape(line(each["name"] or address))}</a></li>'
            for each in row.attachments
            if (address := web_address(each["url"]))
        ]
        if attached:
            parts.append(f"<p>Tệp đính kèm:</p><ul>{''.join(attached)}</ul>")
    parts.append(f'<p>Nguồn: <a href="{html.escape(url)}">{html.escape(credit.name)}</a></p>')
    if others:
        told = ", ".join(f'<a href="{html.escape(each.url)}">{html.escape(each.name)}</a>' for each in others)
        parts.append(f"<p>Cùng tin này: {told}</p>")
    if not row.dated:
        seen = row.first_seen_at.astimezone(VIETNAM)
        parts.append(f"<p>Trang nguồn không ghi ngày đăng{_bounds(row)}; thu thập ngày {seen:%d/%m/%Y}.</p>")
    return "\n".join(part for part in parts if part)


def _text(row: "Article") -> str:
    """The text with its pictures: captions and photographers stand beside them, and nowhere else."""
    told = row.body_html or _paragraphs(row.body_text)
    shown, before = html.unescape(told), []
    for each in row.images:
        address = web_address(each["url"])
        caption, credit = line(each["caption"] or "", LEAD_LENGTH), line(each["credit"] or "", 100)
        if address is None:
            continue
        credited = f"Ảnh: {credit}" if credit and credit not in caption else ""
        if each["url"] in shown or address in shown:
            if caption and credited:
                under = f"{html.escape(each['caption'], quote=False)}</figcaption>"
                words = html.escape(credited, quote=False)
                told = told.replace(under, f"{under[:-13]} {words}</figcaption>", 1)
        elif caption or credited:
            words = html.escape(" ".join(filter(None, (caption, credited))), quote=False)
            picture = f'<img src="{html.escape(address)}" alt="">'
            before.append(f"<figure>{picture}<figcaption>{words}</figcaption></figure>")
    return "".join([*before, told])


def _bounds(row: "Article") -> str:
    """Between which days it was published, as far as anything proves it."""
    first, last = shown(row.published_between)
    if first is not None and last is not None:
        return f", khoảng {first:%d/%m/%Y} – {last:%d/%m/%Y}"
    if first is not None:
        return f", sau {first:%d/%m/%Y}"
    return f", muộn nhất {last:%d/%m/%Y}" if last is not None else ""


def _paragraphs(text: str) -> str:
    lines = (each.strip() for each in text.splitlines())
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in lines if each)
