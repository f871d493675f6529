"""The operators' feed: open and recently resolved findings as entries."""

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
    """A finding (``archive.models.Finding``) for the operators' feed; all times are aware.

    ``source`` is "" for the machine itself. ``text`` is the finding in Vietnamese, ``examples`` are URLs to
    look at, ``command`` is what to run. ``found_at`` is when it was first seen, ``ended_at`` when it was
    resolved (None while open), ``last_ok`` the source's last good crawl (None if there was none).
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
    """One entry a finding, the last found or resolved first. A resolved finding keeps its guid."""
    newest = sorted(
        findings,
        key=_newest_first,
        reverse=True,
    )
    return [_entry(finding) for finding in newest]


def _newest_first(finding: ReportedFinding) -> tuple[datetime, datetime, str, str, str]:
    changed = finding.ended_at or finding.found_at
    return changed, finding.since, finding.source, finding.kind, finding.detail


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
    addresses = [address for example in finding.examples if (address := web_address(example))] or (
        [home] if home else []
    )
    listed = "".join(
        f'<li><a href="{html.escape(address)}">{html.escape(address)}</a></li>' for address in addresses
    )
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
