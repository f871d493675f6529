"""What a feed says of an article: a frozen value made from the archive's row, the same for every format."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from feeds.text import SUMMARY_LENGTH, cut, line, web_address, xml_text

if TYPE_CHECKING:
    from archive.models import Article, KnownSource

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
UNTITLED = "(Không có tiêu đề)"

# Who made the text; the others are credited beside them. A poster is an account, no author.
CREATORS = ("writer", "compiler")
CONTRIBUTORS = {
    "photographer": "ảnh",
    "videographer": "video",
    "graphics": "đồ họa",
    "editor": "biên tập",
    "translator": "dịch",
}


class EntryError(ValueError):
    """A row that cannot be an entry; the message says why."""


@dataclass(frozen=True, slots=True)
class Category:
    kind: Literal["topic", "province"]
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The source of an entry; ``home`` None where it is not known."""

    slug: str
    name: str
    home: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are plain and one line each, save ``content`` (sanitised HTML); times are aware.

    ``published`` is None where the page tells no date: then ``sort_at`` is when the article was first seen,
    and the content says so. With ``day`` precision it is that day's midnight in Việt Nam.
    """

    guid: str
    url: str
    title: str
    summary: str
    content: str
    creators: tuple[str, ...]
    contributors: tuple[str, ...]
    published: datetime | None
    first_seen_at: datetime
    changed_at: datetime
    sort_at: datetime
    categories: tuple[Category, ...]
    source: Credit


def entry_of(row: "Article", source: "KnownSource | None", topics: Mapping[str, str]) -> Entry:
    """The entry of an archived article; ``topics`` gives the names of topic slugs.

    Raises EntryError where the row cannot be one: no entry is better than a broken or a wrong one.
    """
    url = web_address(row.url)
    if url is None:
        raise EntryError(f"its address is no web address: {row.url[:100]!r}")
    credit = Credit(row.source, line((source and source.name) or row.organisation or row.source), None)
    if source is not None:
        credit = Credit(credit.slug, credit.name, web_address(source.home))
    try:
        creators, contributors = _people(row.authors)
        return Entry(
            guid=row.guid.urn,
            url=url,
            title=_title(row),
            summary=line(row.summary or row.body_text, SUMMARY_LENGTH),
            content=xml_text(_content(row, url, credit)),
            creators=creators,
            contributors=contributors,
            published=row.published_at.astimezone(VIETNAM) if row.published_at else None,
            first_seen_at=row.first_seen_at,
            changed_at=row.changed_at,
            sort_at=row.sort_at,
            categories=_categories(row, topics),
            source=credit,
        )
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise EntryError(f"the archive's values have another shape: {error!r}") from error


def _title(row: "Article") -> str:
    return line(row.title or "") or line(cut(row.body_text, 80)) or UNTITLED


def _people(authors: list[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    creators: list[str] = []
    contributors: list[str] = []
    for author in authors:
        name = line(author["name"], 100)
        if not name:
            continue
        if author["role"] in CREATORS:
            creators.append(name)
        elif author["role"] in CONTRIBUTORS:
            contributors.append(f"{name} ({CONTRIBUTORS[author['role']]})")
    return tuple(dict.fromkeys(creators)), tuple(dict.fromkeys(contributors))


def _categories(row: "Article", topics: Mapping[str, str]) -> tuple[Category, ...]:
    found = [Category("topic", slug, line(topics.get(slug, slug))) for slug in row.topics]
    if row.province:
        found.append(Category("province", row.province["current"], line(row.province["name"])))
    return tuple(category for category in found if category.name)


def _content(row: "Article", url: str, credit: Credit) -> str:
    """The lead where it stands apart, the text, what is attached, and where it comes from."""
    parts: list[str] = []
    summary = (row.summary or "").strip()
    if summary and summary not in row.body_text:
        parts.append(f"<p><strong>{html.escape(summary, quote=False)}</strong></p>")
    parts.append(row.body_html or _paragraphs(row.body_text))
    attached = [
        f'<li><a href="{html.escape(address)}">{html.escape(line(attachment["name"] or address))}</a></li>'
        for attachment in row.attachments
        if (address := web_address(attachment["url"]))
    ]
    if attached:
        parts.append(f"<p>Tệp đính kèm:</p><ul>{''.join(attached)}</ul>")
    parts.append(f'<p>Nguồn: <a href="{html.escape(url)}">{html.escape(credit.name)}</a></p>')
    if not row.dated:
        seen = row.first_seen_at.astimezone(VIETNAM)
        parts.append(f"<p>Trang nguồn không ghi ngày đăng; thu thập ngày {seen:%d/%m/%Y}.</p>")
    return "\n".join(part for part in parts if part)


def _paragraphs(text: str) -> str:
    lines = (each.strip() for each in text.splitlines())
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in lines if each)
