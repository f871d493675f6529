"""Composes an alert in Vietnamese: new, continuing and resolved findings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitoring import finding_texts
from vietnamese.zone import VIETNAM

# Findings a section and characters a line, so that a message stays readable.
_MOST, _LONGEST = 60, 400


@dataclass(frozen=True, slots=True)
class AlertItem:
    """A finding in an alert. ``source`` is the slug ("" for this machine), ``title`` its display name."""

    source: str
    title: str
    name: str
    detail: str
    text: str
    since: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None
    ending: str = ""

    def to_record(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "title": self.title,
            "finding": self.name,
            "detail": self.detail,
            "text": self.text,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "examples": list(self.evidence.get("examples") or ())[:3],
        }


@dataclass(frozen=True, slots=True)
class RunFigures:
    """The figures of a run: ``sources`` were crawled, ``well`` of them successfully."""

    at: datetime
    sources: int = 0
    well: int = 0
    new: int = 0
    changed: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """``text`` is for people, ``record`` for webhooks; chat tools show its key "text"."""

    subject: str
    text: str
    record: Mapping[str, Any]


def compose_alert(
    night: RunFigures | None,
    new: Sequence[AlertItem],
    lasting: Sequence[AlertItem],
    mended: Sequence[AlertItem],
    *,
    at: datetime,
    missed: str = "",
    base_url: str | None = None,
) -> AlertMessage:
    """The alert message. ``lasting``: findings reported before and still open. ``missed``: why the previous
    message was not delivered, "" if it was; this one includes what it had."""
    counts = [(len(new), "lỗi mới"), (len(lasting), "lỗi còn tiếp"), (len(mended), "đã khắc phục")]
    summary = ", ".join(f"{number} {what}" for number, what in counts if number) or "mọi nguồn đều tốt"
    subject = f"Tin Công Đoàn {at.astimezone(VIETNAM):%d/%m/%Y}: {summary}"
    parts = []
    if night is not None:
        parts.append(
            f"Đợt thu thập {finding_texts.moment(night.at)}: {night.well}/{night.sources} nguồn tốt, "
            f"{night.new} bài mới, {night.changed} bài thay đổi, {night.requests} yêu cầu."
        )
    if missed:
        parts.append(f"Tin báo trước không gửi được: {missed[:_LONGEST]}")
    parts += [
        _part("MỚI", new),
        _part("CÒN TIẾP", lasting, brief=True),
        _part("ĐÃ KHẮC PHỤC", mended, brief=True),
    ]
    if base_url:
        parts.append(f"Tình trạng: {base_url}/healthz · nguồn tin lỗi: {base_url}/feeds/trouble.rss")
    text = "\n\n".join(part for part in parts if part)
    record = {
        "text": f"{subject}\n\n{text}",
        "at": at.isoformat(),
        "new": [item.to_record() for item in new],
        "lasting": [item.to_record() for item in lasting],
        "mended": [item.to_record() for item in mended],
    }
    return AlertMessage(subject, text, record)


def _part(heading: str, items: Sequence[AlertItem], *, brief: bool = False) -> str:
    if not items:
        return ""
    lines = [heading]
    for item in items[:_MOST]:
        lines.append(f"- {item.title}: {item.text} ({_when(item)})")
        if not brief:
            shown = finding_texts.evidence_lines(item.name, item.evidence)
            lines += [f"    {line[:_LONGEST]}" for line in shown]
    if len(items) > _MOST:
        lines.append(f"… và {len(items) - _MOST} lỗi khác: tincongdoan runs")
    return "\n".join(lines)


def _when(item: AlertItem) -> str:
    if item.until is None:
        return f"từ {finding_texts.moment(item.since)}"
    how = "được chấp nhận" if item.ending == "accepted" else "hết"
    return f"từ {finding_texts.moment(item.since)}, {how} lúc {finding_texts.moment(item.until)}"
