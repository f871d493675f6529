"""Texts to be compared, of our own words, and what happens to them on their way from site to site."""

import random
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from archive.models import Article as Row
from archive.store import save
from items import Article, Moment

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
VIETNAM = timezone(timedelta(hours=7))
_SYLLABLES = (
    "sáng nay đoàn viên người lao động tham gia buổi lễ trao quà tết cho gia đình khó khăn tại hội trường "
    "lớn công ty may đồng chí chủ tịch phát biểu khai mạc nhấn mạnh vai trò của tổ công đoàn chăm lo đời "
    "sống vật chất tinh thần hàng trăm suất quà nhà tài trợ ủng hộ kinh phí xây mái ấm khánh thành cầu "
    "đường trường học bệnh viện khám bệnh miễn phí thi nấu ăn kéo co bóng đá văn nghệ múa hát thơ ca mùa "
    "xuân hoa đào ban công rừng núi sông suối ruộng bậc thang chè cà phê cao su điện than thép xi măng "
    "cảng biển tàu thuyền lưới cá "
).split()


def prose(seed: int, paragraphs: int = 8) -> list[str]:
    """Paragraphs of some forty words."""
    dice = random.Random(seed)
    return [
        " ".join(dice.choices(_SYLLABLES, k=dice.randrange(30, 55))).capitalize() + "."
        for _ in range(paragraphs)
    ]


def changed(paragraphs: list[str], part: float, seed: int = 1) -> list[str]:
    """The same with so many of its words replaced."""
    dice = random.Random(seed)
    return [
        " ".join(dice.choice(_SYLLABLES) if dice.random() < part else word for word in line.split())
        for line in paragraphs
    ]


def put(key: str, paragraphs: list[str], *, day: int = 1, **fields: Any) -> Row:
    """An article of that day of November 2026, stored as a crawl does."""
    values: dict[str, Any] = {
        "source": f"nguon-{key}",
        "kind": "article",
        "title": paragraphs[0][:60],
        "published": Moment(datetime(2026, 11, day, 8, tzinfo=VIETNAM), "minute", "x", "line"),
        "body_text": "\n".join(paragraphs),
        **fields,
    }
    save(Article(url=f"https://a.example.vn/{key}", **values), key=key, run_id=None, at=NIGHT)
    return Row.objects.get(source=values["source"], key=key)
