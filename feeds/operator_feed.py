"""The operators' feed: what is wrong with which source, since when, and what is over.

An error never becomes an article.
"""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from feeds.entry import Credit, Entry
from feeds.model import DEFAULT_BASE
from feeds.text import line, web_address
from vietnamese.zone import VIETNAM

_IDS = UUID("c1b0a7f4-0c55-5d9e-a9f3-5f9f6a1b7e22")


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding that is open (``archive.models.Finding``): ``text`` in words, ``since`` when (aware), with
    addresses to look at and a ``command`` to run. ``source`` is "" for the machine itself; ``last_ok`` None
    where nothing ever came. ``found_at`` is when we saw it first, ``ended_at`` when it was over, None while
    it lasts.
    """

    source: str
    name: str
    home: str
    kind: str
    detail: str
    text: str
    since: datetime
    found_at: datetime
    ended_at: datetime | None = None
    last_ok: datetime | None = None
    examples: tuple[str, ...] = ()
    command: str = ""


def finding_entries(findings: Iterable[ReportedFinding]) -> list[Entry]:
    """One entry a trouble, what was found or ended last first; it stays the same entry when it is over."""
    newest = sorted(
        findings,
        key=lambda each: (each.ended_at or each.found_at, each.since, each.source, each.kind, each.detail),
        reverse=True,
    )
    return [_entry(each) for each in newest]


def _entry(finding: ReportedFinding) -> Entry:
    name, text = line(finding.name) or finding.source, line(finding.text)
    since = finding.since.astimezone(VIETNAM)
    home = web_address(finding.home)
    changed = finding.ended_at or finding.found_at
    ended = f"{finding.ended_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" if finding.ended_at else ""
    content = f"<p>Đã hết: {ended}.</p>" if ended else ""
    content += f"<p>{html.escape(text)}.</p><p>Từ {since:%H:%M ngày %d/%m/%Y}"
    if finding.source:
        good = "chưa lần nào"
        if finding.last_ok:
            good = f"{finding.last_ok.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
        content += f"; lần cuối thu thập được: {good}"
    addresses = [address for each in finding.examples if (address := web_address(each))] or (
        [home] if home else []
    )
    listed = "".join(f'<li><a href="{html.escape(each)}">{html.escape(each)}</a></li>' for each in addresses)
    content += f".</p><ul>{listed}</ul>" if listed else ".</p>"
    if finding.command:
        content += f"<p>Kiểm tra: <code>{html.escape(finding.command)}</code></p>"
    return Entry(
        guid=uuid5(
            _IDS, "\n".join((finding.source, finding.kind, finding.detail, finding.since.isoformat()))
        ).urn,
        url=home or f"{DEFAULT_BASE}/",
        title=f"{'Đã hết – ' if ended else ''}{name}: {text} (từ {since:%d/%m/%Y})",
        summary=text,
        content=content,
        people=(),
        published=since,
        first_seen_at=finding.since,
        updated=changed,
        sort_at=changed,
        categories=(),
        source=Credit(finding.source, name, home),
        entered=finding.found_at,
    )
