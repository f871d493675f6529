"""A page with its sentences replaced, so that it may be kept as a test: markup, numbers and labels stay.

Each word becomes one of the same length, the same word always the same one: a headline repeated in the
metadata still agrees, a line keeps its weight, a name stays a name. What is lost is what the page said.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from typing import Any, Final

from extraction.furniture import is_tool, key_of, stop_kind
from vietnamese.counts import counter_labels, is_counter_title
from vietnamese.surnames import SURNAMES
from vietnamese.text import clean, fold

_SYLLABLES: Final = """
    lá gà bờ đá ổi na mơ bò dê tơ me rạ | lúa ngô mía sắn đồi đèo mây gió mưa núi cói lau sim mận đào |
    nhãn ruộng suối vườn bưởi nắng khói rừng sông thóc măng chim chuối | nương luống giếng thuyền trăng
    chiêng xuồng đường khoai | nghiêng chuyện thuyền khuôn giường mường | nghiêng
"""
_NAMES: Final = """
    Tú My Vy | Mai Lan Nga Vân Hải Sửu Tám Mùi Dần Mão | Dũng Kiên Khôi Thoa Tuấn Hạnh Quân | Quyên
    Trang Nhung Thành Thanh | Khương Nguyệt Thương | Nghiêng
"""
_KEPT_WORDS: Final = """
    thứ ngày tháng năm giờ phút giây lúc vào sáng trưa chiều tối đêm hai ba tư sáu bảy tám chín mười một
    chủ nhật đăng đã được cập sửa xuất bản gửi tạo viết phát hành ban ký hiệu lực hôm nay qua trước cách
    đây lượt xem đọc lần số người truy đang online tổng views hits view count tác giả bài tin ảnh hình
    video clip đồ họa biên tập tổng hợp sưu tầm dịch nguồn theo bởi phóng viên nhóm quản trị admin bbt
    pv ctv by posted lđlđ liên đoàn lao động công tỉnh thành phố huyện thị xã phường trung ương ngành
    báo đài sở phòng văn hội kế hoạch công văn quyết định hướng dẫn thông báo nghị quyết chỉ chương
    trình căn cứ nơi nhận kính lưu vt tm kt chủ tịch phó trưởng chánh tải về tệp file đính kèm đây tại
    và hãy đợi vui lòng trình duyệt bảo trì nâng cấp nhập mật khẩu tìm kiếm kết quả không thấy trang lỗi
    tồn tại cuối
"""
_KEPT: Final = frozenset(_KEPT_WORDS.split())
_TAG: Final = re.compile("(<[^<>]*>)")
_COMMENT: Final = re.compile("<!--[^<]*-->")
_NAME: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_LD: Final = re.compile(r"ld\+json", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"(\b(content|title|alt|placeholder|aria-label|href|src|data-src|value)\s*=\s*)(\"[^\"]*\"|'[^']*')",
    re.IGNORECASE,
)
_ADDRESSES: Final = frozenset(("href", "src", "data-src"))
_WORD: Final = re.compile(r"(?<![\w/.@-])[^\W\d_]{2,}(?![\w/@])")
_SLUG: Final = re.compile("(?<=/)[a-z]+(?:-[a-z]+){3,}", re.IGNORECASE)
_LETTERS: Final = re.compile("[a-z]+", re.IGNORECASE)
_MAIL: Final = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_SENTENCES: Final = frozenset(
    "headline alternativeheadline description articlebody name caption keywords".split()
)


def _by_length(text: str) -> dict[int, list[str]]:
    table: dict[int, list[str]] = {}
    for word in text.replace("|", " ").split():
        table.setdefault(len(word), []).append(word)
    return table


_SMALL: Final = _by_length(_SYLLABLES)
_PROPER: Final = _by_length(_NAMES)


def scrub(markup: str, *, keep_scripts: bool = False) -> str:
    """The page with other words. ``keep_scripts``: for pages whose script is what they are known by."""
    out: list[str] = []
    inside = ""
    for place, piece in enumerate(_TAG.split(_COMMENT.sub("", markup))):
        if place % 2:
            name = _NAME.match(piece)
            if name is not None and name[2].lower() in ("script", "style"):
                inside = "" if name[1] else "ld" if _LD.search(piece) else name[2].lower()
            if not inside or name is not None:
                out.append(_ATTRIBUTE.sub(_attribute, piece))
        elif inside == "ld":
            out.append(_linked_data(piece))
        elif inside == "script":
            out.append(piece if keep_scripts else "")
        else:
            out.append(piece if inside else html.escape(scrub_text(html.unescape(piece)), quote=False))
    return "".join(out)


def scrub_text(text: str) -> str:
    """Other words of the same lengths; labels, tools, counters, numbers and abbreviations stay."""
    line = clean(text)
    key = key_of(line)
    if (
        not line
        or is_tool(key)
        or stop_kind(line) is not None
        or is_counter_title(line)
        or counter_labels(line)
    ):
        return text
    return _WORD.sub(_other, _MAIL.sub(r"hopthu@\1", text))


def scrub_address(address: str) -> str:
    """An address whose slugs say nothing any more; numbers, folders of one word and the host stay."""
    return _SLUG.sub(lambda slug: _LETTERS.sub(lambda word: fold(_other(word)), slug[0]), address)


def _other(match: re.Match[str]) -> str:
    word = match[0]
    lower = word.lower()
    if (
        lower in _KEPT
        or (word[0].isupper() and lower in SURNAMES)
        or (word.isupper() and fold(word) == lower)
    ):
        return word
    table = _PROPER if word[0].isupper() else _SMALL
    choices = table.get(min(len(word), 7)) or table[7]
    chosen = choices[zlib.crc32(lower.encode()) % len(choices)]
    if word.isupper():
        return chosen.upper()
    return chosen if word[0].isupper() else chosen.lower()


def _attribute(match: re.Match[str]) -> str:
    name, quoted = match[2].lower(), match[3]
    value = html.unescape(quoted[1:-1])
    if name in _ADDRESSES or value.startswith(("http:", "https:", "/")):
        changed = scrub_address(value)
    else:
        changed = scrub_text(value) if " " in value else value
    return match[0] if changed == value else f'{match[1]}"{html.escape(changed)}"'


def _linked_data(text: str) -> str:
    try:
        return json.dumps(_walk(json.loads(text), ""), ensure_ascii=False)
    except ValueError:
        return ""


def _walk(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _walk(inner, name.lower()) for name, inner in value.items()}
    if isinstance(value, list):
        return [_walk(inner, key) for inner in value]
    if isinstance(value, str):
        return scrub_text(value) if key in _SENTENCES else scrub_address(value)
    return value
