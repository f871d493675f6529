"""An article as a feed entry: a frozen value made from the archive's row, the same for every format."""

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

# Roles that are authors; the others are contributors. A poster is a user account and no author.
CREATORS = ("writer", "compiler")
CONTRIBUTORS = {
    "photographer": "ảnh",
    "videographer": "video",
    "graphics": "đồ họa",
    "editor": "biên tập",
    "translator": "dịch",
}
# Feeds carry the full text of public bodies only. Newspapers live on visits, so their entries have the lead
# and a link; unknown sources are treated like newspapers.
PUBLIC_BODIES = frozenset({"central", "federation", "district", "sector", "department", "portal", "front"})


class EntryError(ValueError):
    """A row that cannot become an entry; the message says why."""


@dataclass(frozen=True, slots=True)
class Category:
    kind: Literal["topic", "province"]
    slug: str
    name: str

    @property
    def label(self) -> str:
        """The name without commas, at which some readers split a category into two."""
        return " – ".join(part.strip() for part in self.name.split(",")).strip()


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a part in the article; ``role`` as in the record."""

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
    """A reprint of the same text, known since ``since`` (aware)."""

    slug: str
    name: str
    url: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are plain and one line each, except ``content`` (sanitised HTML); times are aware.

    ``published`` is None where the page has no date; then ``sort_at`` is when the article was first seen, and
    the content says so. With ``day`` precision it is midnight of that day in Việt Nam. ``updated`` is the
    last change on the site, by an editor, or by a new reprint; articles of one night differ by microseconds,
    since Atom readers sort by it. ``entered`` is when it entered the feeds, None where it was too old to be
    news. ``withdrawn``: a retracted article, emptied of its content.
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
        """The names of the authors, without duplicates."""
        return tuple(dict.fromkeys(person.name for person in self.people if person.role in CREATORS))

    @property
    def contributors(self) -> tuple[str, ...]:
        """The contributors with their roles in Vietnamese, without duplicates."""
        names = (
            f"{person.name} ({CONTRIBUTORS[person.role]})"
            for person in self.people
            if person.role in CONTRIBUTORS
        )
        return tuple(dict.fromkeys(names))

    @property
    def rights(self) -> str:
        return f"© {self.source.name}" if self.source.name else ""


def also(tale: "Tale | None", known: Mapping[str, "KnownSource"]) -> tuple[Also, ...]:
    """Other publications of the same story, original first; ``known`` gives the sources' names."""
    others = []
    for reprint in tale.others if tale else ():
        source, url = known.get(reprint.source), web_address(reprint.url)
        if url is not None:
            name = line(source.name if source else reprint.source)
            others.append(Also(reprint.source, name, url, reprint.first_seen_at))
    return tuple(others)


def entry_of(
    row: "Article",
    source: "KnownSource | None",
    topics: Mapping[str, str],
    others: tuple[Also, ...] = (),
    *,
    lead_only: bool = False,
) -> Entry:
    """The entry of an archived article. ``topics``: names by slug; ``others``: its reprints; ``lead_only``:
    lead and link only, whatever the source file says.

    Raises EntryError where the row is no valid entry: a missing entry is better than a wrong one.
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
            updated=max(
                row.changed_at, row.corrected_at or row.changed_at, *(other.since for other in others)
            )
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
    """Whether feeds carry the full text of this source: as its file says, else by its kind."""
    if source is None:
        return False
    return source.feed == "full" if source.feed else source.kind in PUBLIC_BODIES


def _lead(row: "Article") -> str:
    """The printed lead; an excerpt of it where it is too long, of the text where there is none."""
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
    categories = [Category("topic", slug, line(topics.get(slug, slug))) for slug in row.topics]
    if row.province:
        categories.append(Category("province", row.province["current"], line(row.province["name"])))
    return tuple(category for category in categories if category.name)


def _language(declared: str | None) -> str:
    """The page's main language tag; "" where it is the feed's or no valid tag."""
    tag = (declared or "").strip().lower()
    main = tag.partition("-")[0]
    return main if main.isascii() and main.isalpha() and len(main) in (2, 3) and main != "vi" else ""


def _content(row: "Article", url: str, credit: Credit, full: bool, others: tuple[Also, ...]) -> str:
    """The entry as HTML: lead, text, attachments, source link, reprints."""
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
            f'<li><a href="{html.escape(address)}">{html.escape(line(file["name"] or address))}</a></li>'
            for file in row.attachments
            if (address := web_address(file["url"]))
        ]
        if attached:
            parts.append(f"<p>Tệp đính kèm:</p><ul>{''.join(attached)}</ul>")
    parts.append(f'<p>Nguồn: <a href="{html.escape(url)}">{html.escape(credit.name)}</a></p>')
    if others:
        links = ", ".join(
            f'<a href="{html.escape(other.url)}">{html.escape(other.name)}</a>' for other in others
        )
        parts.append(f"<p>Cùng tin này: {links}</p>")
    if not row.dated:
        seen = row.first_seen_at.astimezone(VIETNAM)
        parts.append(f"<p>Trang nguồn không ghi ngày đăng{_bounds(row)}; thu thập ngày {seen:%d/%m/%Y}.</p>")
    return "\n".join(part for part in parts if part)


def _text(row: "Article") -> str:
    """The text as HTML with captions and photo credits at their images."""
    text = row.body_html or _paragraphs(row.body_text)
    unescaped, before = html.unescape(text), []
    for image in row.images:
        address = web_address(image["url"])
        caption, credit = line(image["caption"] or "", LEAD_LENGTH), line(image["credit"] or "", 100)
        if address is None:
            continue
        credited = f"Ảnh: {credit}" if credit and credit not in caption else ""
        if image["url"] in unescaped or address in unescaped:
            if caption and credited:
                end = f"{html.escape(image['caption'], quote=False)}</figcaption>"
                caption_html = html.escape(credited, quote=False)
                text = text.replace(end, f"{end[:-13]} {caption_html}</figcaption>", 1)
        elif caption or credited:
            caption_html = html.escape(" ".join(filter(None, (caption, credited))), quote=False)
            picture = f'<img src="{html.escape(address)}" alt="">'
            before.append(f"<figure>{picture}<figcaption>{caption_html}</figcaption></figure>")
    return "".join([*before, text])


def _bounds(row: "Article") -> str:
    """The proven bounds of the publication day in words, "" where there are none."""
    first, last = shown(row.published_between)
    if first is not None and last is not None:
        return f", khoảng {first:%d/%m/%Y} – {last:%d/%m/%Y}"
    if first is not None:
        return f", sau {first:%d/%m/%Y}"
    return f", muộn nhất {last:%d/%m/%Y}" if last is not None else ""


def _paragraphs(text: str) -> str:
    lines = (paragraph.strip() for paragraph in text.splitlines())
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in lines if paragraph)
