"""The operators' feed: which source fails, since when and how. An error never becomes an article."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from feeds.entry import VIETNAM, Credit, Entry
from feeds.model import DEFAULT_BASE
from feeds.text import line, web_address

_IDS = UUID("c1b0a7f4-0c55-5d9e-a9f3-5f9f6a1b7e22")
CAUSES: Mapping[str, str] = {
    "dns": "không tìm thấy tên miền",
    "timeout": "hết thời gian chờ",
    "connection refused": "máy chủ từ chối kết nối",
    "connection lost": "mất kết nối",
    "tls": "lỗi kết nối bảo mật",
    "certificate": "chứng chỉ không hợp lệ",
    "robots": "robots.txt không cho phép",
    "blocked": "trang chặn truy cập",
    "flood": "trang báo truy cập quá nhiều",
    "address refused": "địa chỉ không được phép",
    "too large": "trang quá lớn",
    "truncated": "trang bị cắt dở",
    "off site": "chuyển sang trang khác",
    "spider error": "lỗi của chương trình",
    "store": "không ghi được vào kho",
    "hung": "tiến trình không phản hồi",
    "crashed": "tiến trình dừng đột ngột",
    "not started": "tiến trình không khởi động được",
    "broken file": "tệp nguồn có lỗi",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that fails: ``since`` the first of its failing checks (aware), ``last_ok`` None for never."""

    source: str
    name: str
    home: str
    since: datetime
    last_ok: datetime | None
    causes: tuple[str, ...]


def entries(troubles: Iterable[Trouble]) -> list[Entry]:
    """One entry a trouble, the newest first; it stays the same entry while it lasts."""
    return [
        _entry(each) for each in sorted(troubles, key=lambda each: (each.since, each.source), reverse=True)
    ]


def cause(name: str) -> str:
    """A failure (``crawler.failures``) in words."""
    kind, _, place = name.partition(": ")
    if kind == "broken file" and place:
        return f"{CAUSES[kind]}: sources/{place} (xem lệnh tincongdoan doctor)"
    return CAUSES.get(name) or (f"máy chủ trả lời {name[5:]}" if name.startswith("http ") else name)


def _entry(trouble: Trouble) -> Entry:
    name = line(trouble.name) or trouble.source
    since = trouble.since.astimezone(VIETNAM)
    causes = [line(cause(each)) for each in sorted(trouble.causes)] or ["không rõ nguyên nhân"]
    good = "chưa lần nào"
    if trouble.last_ok:
        good = f"{trouble.last_ok.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    home = web_address(trouble.home)
    listed = "".join(f"<li>{html.escape(each)}</li>" for each in causes)
    link = f'<p><a href="{html.escape(home)}">{html.escape(home)}</a></p>' if home else ""
    content = f"<p>Từ {since:%H:%M ngày %d/%m/%Y}; lần cuối thu thập được: {good}.</p><ul>{listed}</ul>{link}"
    return Entry(
        guid=uuid5(_IDS, f"{trouble.source}\n{trouble.since.isoformat()}").urn,
        url=home or f"{DEFAULT_BASE}/",
        title=f"{name}: không thu thập được từ {since:%d/%m/%Y}",
        summary="; ".join(causes),
        content=content,
        people=(),
        published=since,
        first_seen_at=trouble.since,
        updated=trouble.since,
        sort_at=trouble.since,
        categories=(),
        source=Credit(trouble.source, name, home),
    )
