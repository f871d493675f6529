"""Words of the dashboard: marks, causes, fields and settings in the visitor's language."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Run
from desk.dashboard.health import Day
from desk.editing.names import Names, name
from monitoring.words import reason

register = template.Library()

MARKS: Names = {
    "well": _("tốt"),
    "partly": _("thiếu vài trang"),
    "badly": _("hỏng"),
    "blocked": _("bị chặn"),
    "idle": _("ta không đọc"),
}
ENDINGS: Names = {
    "mended": _("hết lúc"),
    "history": _("hết lúc"),
    "accepted": _("được chấp nhận lúc"),
    "not read": _("nguồn thôi được đọc từ"),
}
REASONS: Names = {
    "night": _("hằng đêm"),
    "day": _("ban ngày"),
    "catch-up": _("chạy bù"),
    "by hand": _("gọi bằng tay"),
}
STATUSES: Names = {
    "verified": _("đã mở xem"),
    "unverified": _("chưa ai mở xem"),
    "frozen": _("không còn cập nhật"),
    "refused": _("bị từ chối"),
    "": _("không còn tệp"),
}
FIELDS: Names = {
    "title": _("tên bài"),
    "date": _("ngày đăng"),
    "byline": _("tác giả"),
    "views": _("lượt xem"),
    "body": _("nội dung"),
    "section": _("chuyên mục"),
    "images": _("ảnh"),
    "documents": _("văn bản"),
}
SETTINGS: Names = {
    "publisher": _("đơn vị"),
    "kind": _("loại"),
    "province": _("tỉnh, thành phố"),
    "status": _("trạng thái"),
    "evidence": _("thấy ở đâu"),
    "platform": _("nền tảng"),
    "publish": _("xuất bản"),
    "start": _("trang danh sách"),
    "select": _("bộ chọn"),
    "follow": _("đường dẫn được theo"),
    "politeness": _("nhịp hỏi"),
}


@register.filter
def mark_word(mark: str) -> str:
    """How a visit went."""
    return name(MARKS, mark)


@register.filter
def strip_words(days: Sequence[Day]) -> str:
    """A strip of marks for those who hear it: how many of each, and the last."""
    counts = {mark: sum(each.mark == mark for each in days) for mark in dict.fromkeys(d.mark for d in days)}
    told = ", ".join(f"{number} {mark_word(mark)}" for mark, number in counts.items())
    last = _("lần cuối")
    return f"{told}; {last}: {mark_word(days[-1].mark)}" if days else ""


@register.filter
def cause_word(name: str) -> str:
    """A failure by name, in words."""
    return reason(name, "en" if get_language() == "en" else "vi")


@register.filter
def ending_word(ending: str) -> str:
    """How a finding ended."""
    return name(ENDINGS, ending)


@register.filter
def reason_word(reason: str) -> str:
    """What started a run."""
    return name(REASONS, reason)


@register.filter
def status_word(status: str) -> str:
    """What is known of a source's address."""
    return name(STATUSES, status)


@register.filter
def field_word(field: str) -> str:
    """A field whose coverage is counted."""
    return name(FIELDS, field)


@register.filter
def setting_word(key: str) -> str:
    """A key of a source file."""
    return name(SETTINGS, key)


@register.filter
def evidence(told: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """A finding's evidence as names and lines; what is nested becomes one line each."""
    return [
        (name.replace("_", " "), _lines(value))
        for name, value in told.items()
        if value not in (None, "", [], {})
    ]


@register.filter
def minutes(run: Run) -> str:
    """How long a run took, in minutes and seconds."""
    if run.finished_at is None:
        return ""
    whole = (run.finished_at - run.started_at) // timedelta(seconds=1)
    return f"{whole // 60}:{whole % 60:02}"


@register.filter
def sums(run: Run) -> dict[str, int]:
    """What a run's reports come to."""
    reports = list(run.reports.all())
    return {
        "sources": len(reports),
        "failed": sum(not report.ok for report in reports),
        "new": sum(report.new for report in reports),
        "changed": sum(report.changed for report in reports),
    }


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}: {', '.join(_lines(each))}" for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [
            line
            for each in value
            for line in (["/".join(_lines(each))] if isinstance(each, list) else _lines(each))
        ]
    return [str(value)]
