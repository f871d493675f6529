"""An entry like many, to be changed in one thing at a time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from feeds.entry import Category, Credit, Entry, Person
from feeds.media import Media

VIETNAM = timezone(timedelta(hours=7))


@pytest.fixture
def entry() -> Entry:
    return Entry(
        guid="urn:uuid:0b0f3c52-6d3a-5a40-9f0a-2f2f2b8f6f01",
        url="https://congdoan.example.vn/tin/hoi-nghi-12.html",
        title="Hội nghị Ban Chấp hành lần thứ 12",
        summary="Sáng nay, các cấp công đoàn họp bàn việc chăm lo Tết.",
        content="<p>Đoạn một.</p><p>Đoạn hai.</p>",
        people=(
            Person("Lò Thị Mai", "writer", "LĐLĐ tỉnh"),
            Person("Phàn A Sử", "compiler"),
            Person("Giàng Seo Páo", "photographer"),
        ),
        published=datetime(2026, 11, 19, 8, 30, tzinfo=VIETNAM),
        first_seen_at=datetime(2026, 11, 20, 19, 0, tzinfo=UTC),
        updated=datetime(2026, 11, 20, 19, 0, tzinfo=UTC),
        sort_at=datetime(2026, 11, 19, 1, 30, tzinfo=UTC),
        categories=(Category("topic", "nu_cong", "Nữ công"), Category("province", "lao-cai", "Lào Cai")),
        source=Credit("lao-cai", "Liên đoàn Lao động tỉnh Lào Cai", "http://congdoan.example.vn"),
        media=(
            Media(
                "file", "https://congdoan.example.vn/kh-334.pdf", "application/pdf", "Kế hoạch 334", "", 20480
            ),
            Media("image", "https://congdoan.example.vn/a.jpg", "image/jpeg", "Hội trường", "Páo"),
            Media("image", "https://congdoan.example.vn/anh?id=7", None, "", ""),
        ),
    )
