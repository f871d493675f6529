"""Lines that are the page's, not the article's: tools, related lists, comments, ratings, shares.

Labels from the project's lexicon (page_chrome, site_counters_exclude), compared as folded keys, so
that spelling, tone marks and capitals do not matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from vietnamese.text import fold


def _keys(text: str) -> frozenset[str]:
    return frozenset(fold(part) for part in text.split("|"))


RELATED: Final = _keys(
    "Các tin khác|Tin khác|Tin đã đưa|Các tin đã đưa|Các tin đã đưa ngày|Tin cùng chuyên mục|"
    "Cùng chuyên mục|Bài viết cùng chuyên mục|Bài cùng chuyên mục|Tin liên quan|Các tin liên quan|"
    "Bài viết liên quan|Văn bản liên quan|Tin bài liên quan|Tin mới hơn|Các tin mới hơn|"
    "Những tin mới hơn|Những tin cũ hơn|Tin cũ hơn|Các tin mới|Các tin cũ|Các tin cũ hơn|Các bài mới|"
    "Các bài đã đăng|Các bài viết khác|Bài viết khác|Bài khác|Tin mới|Tin mới nhất|Tin nổi bật|"
    "Tiêu điểm|Có thể bạn quan tâm|Theo dòng sự kiện|Đọc nhiều|Đọc nhiều nhất|Xem nhiều nhất|"
    "Xem nhiều|Tin đọc nhiều|Tin xem nhiều|Tin đọc nhiều nhất|Bài liên quan|Tin tức khác|"
    "Tin tức liên quan|Tin cùng loại|Các tin cùng chuyên mục|Bài viết mới|Bài viết mới nhất|"
    "Tin cùng mục|Mục liên quan|Bài đăng mới hơn|Bài đăng cũ hơn|Tin cùng chủ đề|Bài cùng chủ đề|Cùng chủ đề|"
    "Bài viết gần đây|Tin bài khác|Các tin bài khác|Các bài khác|Tin đã đăng|Các tin đã đăng|Tin tiếp|Tin cũ|"
    "Tin gần đây|Tin cùng chuyên đề|Tin bài cùng chuyên mục|Xem thêm tin khác|Điều hướng bài viết|"
    "Tin nên đọc|"
    "Các bài viết liên quan|Các bài liên quan|Các bài viết cùng chuyên mục|Tin hoạt động khác|Bạn nên đọc|"
    "Đừng bỏ lỡ|Đọc thêm|Xem nhiều trong tuần|Mới nhất|Tin đọc nhiều trong tuần|Các hoạt động khác|"
    "Bài mới|Tin mới cập nhật|Tin cập nhật|Tin nóng|Other news|Related news|Related posts|Bài trước|"
    "Bài tiếp theo|Tin tiếp theo|Tin trước|Post navigation|Các thông báo khác|Thông báo khác|Văn bản khác|"
    "Các văn bản khác|Bài viết nổi bật|Tin trong ngày"
)
COMMENTS: Final = _keys(
    "Ý kiến bạn đọc|Bình luận|Bình luận mới|Gửi bình luận|Gửi ý kiến|Gửi phản hồi|Phản hồi|"
    "Không có nhận xét nào|Đăng nhận xét|Nhận xét|Viết phản hồi|Thêm bình luận|Bình luận (0)|"
    "Bình luận 0|Ý kiến (0)|"
    "Bình luận bài viết|Bình luận của bạn|Gửi nhận xét|Thảo luận|"
    "Ý kiến phản hồi|Viết bình luận|Để lại bình luận|Trả lời|Leave a comment|Leave a Reply|"
    "Gửi bình luận của bạn|Họ tên|Họ và tên|Mã kiểm tra|Mã bảo mật|Mã xác nhận|Mã xác thực|Nhập mã|"
    "Ý kiến của bạn|Góp ý|Email của bạn|Tên của bạn|Chưa có bình luận nào cho bài viết này|"
    "Bạn cần đăng nhập để bình luận"
)
SHARES: Final = _keys(
    "Chia sẻ|Chia sẻ bài viết|Chia sẻ Facebook|Chia sẻ Zalo|Chia sẻ trên facebook|Chia sẻ liên kết|"
    "Thích|Theo dõi|Like|Share|Tweet|Facebook|Zalo|Twitter|Google+|Lưu chia sẻ|Copy link|"
    "Sao chép liên kết|Từ khóa|Từ khoá|Tags|Tag|Thẻ|Đánh giá bài viết|Click để đánh giá bài viết|"
    "Xếp hạng|Đánh giá|Chủ đề"
)
TOOLS: Final = _keys(
    "Bản in|In|In ra|In bài viết|In trang|In bài viết này|In bài|Quay lại|Trở về|Trở lại|"
    "Về trang trước|Quay về|A+|A-|A|A A|AA|aa|a a|A+ A A-|A- A A+|A- A+|A+ A-|Cỡ chữ|Xem với cỡ chữ|"
    "Xem với cỡ chữ nhỏ hơn|Tăng cỡ chữ|Giảm cỡ chữ|Mặc định|Mặc định Cỡ chữ|Độ tương phản|Xem cỡ chữ|"
    "Xem với cỡ chữAA|Tương phản|Đọc bài viết|Đọc bài|Nghe đọc bài|Nghe bài viết|Nghe|Giọng nữ|"
    "Giọng nam|Giọng nữ miền Bắc|Giọng nam miền Bắc|Giọng nữ miền Nam|Giọng nam miền Nam|Giọng nữ miền Trung|"
    "Giọng nam miền Trung|Tự động phát|Gửi email|Gửi Email In trang Lưu|Gửi cho bạn bè|Gửi mail|Gửi bài viết|"
    "Giới thiệu bài viết cho bạn bè|Lưu bài viết|Lưu bài viết này|Lưu|Tải về|File đính kèm|Tập tin|"
    "Tập tin đính kèm|Tệp đính kèm|Tài liệu đính kèm|Xem trước|Đầu trang|Về đầu trang|Lên đầu trang|"
    "Print|Send email|Print Send email|Email|Chi tiết bài viết|Chi tiết|"
    "Chi tiết bài viết Chi tiết bài viết|AnhMinhHoa|no image|No title|No title...|"
    "image advertisement|Xem bản gốc tại đây|100%|Đóng|Xem thêm|Xem tiếp|Đọc tiếp|Trang trước|"
    "Trang sau|Trang kế|Đầu|Cuối|Tiếp|Trước|Tin video|Đăng nhập|Đăng ký|Tìm kiếm|×|Theo dõi trên|"
    "Chi tiết tin|Nội dung chi tiết|Chi tiết tin tức|Tải file đính kèm|Download|Xem ảnh|Phóng to|"
    "Thu nhỏ|Trở lại đầu trang|In ấn|Giảm cỡ chữ|Lên trên|Chia sẻ bài viết này|Google News|In tin|In tin này|"
    "Mục lục|Nội dung chính|Nội dung bài viết|Xem nhanh|Table of contents|Contents|"
    "Gửi tin này|Gửi qua email|Bản để in|Quay lại trang trước|Trở lại trang trước|Print this page"
)
ADVERTS: Final = _keys("Quảng cáo|Tin tài trợ|Nội dung tài trợ|Advertisement|Advertisements|Ads|Sponsored")
WIDGETS: Final = _keys(
    "Bình chọn|Thăm dò ý kiến|Khảo sát|Biểu quyết|Kết quả|Thời tiết|Tỷ giá|Giá vàng|Liên kết|"
    "Liên kết website|Liên kết sở ban ngành|Liên kết web|Website liên kết|Album Ảnh|Thư viện ảnh|"
    "Videoclips|Video|Bản Tin Công Đoàn|Lịch công tác|Danh bạ|Sơ đồ trang|Hotline|"
    "Đường dây nóng|Hỏi đáp|Thông tin tra cứu|Thống kê truy cập|Thông tin truy cập|Lượt truy cập|"
    "Thống kê|Thư viện video|Văn bản mới|Thông báo mới|Liên kết hữu ích|Chuyên mục|Danh mục|"
    "Thông tin liên hệ|Bản đồ|Lưu trữ|Phản hồi gần đây"
)
# Headings of comments that texts print as well: questions and answers, a report of a debate.
EVERYDAY: Final = _keys("Trả lời|Thảo luận|Nhận xét|Phản hồi|Góp ý")
_LONGEST_KEY: Final = 60  # characters; longer lines are no labels
_LONGEST_RATING: Final = 90
_SEPARATORS: Final = re.compile(r"[\s:：|•·\-–—»›>|/]+")
_PART: Final = re.compile(r"[^\s:：|•·\-–—»›>|/]+")
_ENGLISH: Final = re.compile(
    r"(?:you may also like|you might (?:also )?(?:like|be interested in)|"
    r"(?:most )?(?:popular|trending|recommended|related|latest|recent|more|further|featured|top)"
    r"(?: (?:posts?|stories|articles?|news|reading|content|topics|videos|now|(?:in|from) [a-z ]{3,30}))+|"
    r"read (?:next|also)|up next|don.t miss|editor.s picks?|in this (?:section|category))"
)
_FOLLOW: Final = re.compile(r"(?:>> ?)?theo doi .{0,60}(?:google news|zalo|facebook|fanpage|youtube)")
_PLAYER: Final = re.compile(r"\b\d{1,2}:\d\d\b|\b\d(?:\.\d+)?x(?=\s|$)")  # times and speed of an audio player
_EDGE: Final = " \t:：|•·-–—»›>.…"
_RATING: Final = re.compile(
    r"^(tong so diem cua bai viet|click de danh gia|tro thanh nguoi dau tien|\d+ (sao|phieu))"
)
_COUNTED: Final = re.compile(r"(.{3,40}?)[ :]*\(?\d{1,5}\)?$")
_RATING_OPENS: Final = ("tong", "clic", "tro")
StopKind = Literal["related", "comments", "share", "widget", "rating", "advert"]
# An article may write of a licence or of copyright; an imprint opens with its label or has a number.
_IMPRINT_OPENS: Final = re.compile(
    r"(?:©|copyright|bản quyền(?: ?©| thuộc| của|:| \d)|giấy phép số\s*:|"
    r"(?:người |ban )?(?:chịu trách nhiệm[^:.,]{0,40}|(?:phó )?tổng biên tập|cơ quan chủ quản|"
    r"trưởng ban biên tập)\s*:|"
    r"cơ quan chủ quản\s*(?:[-–]|(?=liên đoàn|công đoàn|tổng liên đoàn|sở |ủy ban|ubnd|ban ))|"
    r"chịu trách nhiệm (?:chính|nội dung|xuất bản)\s*(?:[-–]|ông|bà|đ/c|đồng chí)|mã nguồn(?: mở)? |"
    r"thiết kế(?: và|, )?(?: xây dựng| phát triển)? ?(?:web|bởi (?=công ty|trung tâm|vnpt|viettel|fpt))"
    r")"
)
_IMPRINT: Final = re.compile(
    r"\d\s*/\s*gp\b|ghi rõ nguồn(?! gốc)|gi(?:ấ|a)y ph(?:é|e)p(?: \w+){0,4} s(?:ố|o)\s*:?\s*\d"
)
_IMPRINT_WORDS: Final = ("gp", "ghi rõ", "giấy ph", "giay ph")  # one of which stands in each
_CONTACT: Final = re.compile(r"^(?:điện thoại|địa chỉ|đt|tel|email|e-mail|hotline)\s*:|fax\b")
_CONTACTS: Final = re.compile(r"(?:điện thoại|địa chỉ|đt|tel|email|e-mail|hotline)\s*:")
_NOTICE: Final = re.compile(
    r"(?:PHP )?(?:Deprecated|Warning|Notice|Fatal error|Strict Standards|Parse error)\s?: .{10,}"
)
_URL: Final = re.compile(r"^(https?://|www\.)\S+$")


def key_of(text: str) -> str:
    """The folded label, without what hangs at its edges. Empty for a long line."""
    return _key(text) if len(text) <= _LONGEST_KEY else ""


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """Cached: a line is asked by many rules, and the pages of a site share their labels."""
    return fold(text.strip(_EDGE)).strip(_EDGE)


def is_related_heading(key: str) -> bool:
    """ "Tin liên quan", also as the head of a table ("Các tin liên quan | Ngày đăng").

    A section's name beside the article's own date is none ("Tiêu điểm | 05/03/2024").
    """
    if key in RELATED:
        return True
    label, bar, rest = key.partition("|")
    return bool(bar) and label.strip() in RELATED and not any(map(str.isdigit, rest))


def stop_kind(text: str) -> StopKind | None:
    """What begins with this line beside the article; labels are remembered: a site prints them everywhere."""
    if len(text) <= _LONGEST_KEY:
        return _kind_of_label(text)
    if len(text) < _LONGEST_RATING and _may_rate(text[:4]) and _RATING.match(fold(text)) is not None:
        return "rating"
    return "share" if _is_tag_bar(text) else None


@lru_cache(maxsize=8192)
def _kind_of_label(text: str) -> StopKind | None:
    return _kind(_key(text), text)


def is_stop(key: str, text: str) -> bool:
    """Whether something else than the article begins with this line."""
    return _kind(key, text) is not None


def _kind(key: str, text: str) -> StopKind | None:
    if is_related_heading(key) or _ENGLISH.fullmatch(key) is not None:
        return "related"
    if key in COMMENTS:
        return "comments"
    if key in SHARES:
        return "share"
    if key in ADVERTS:
        return "advert"
    if key in WIDGETS:
        return "widget"
    if key[-1:].isdigit() or key[-1:] == ")":  # "Ý kiến bạn đọc (2)"
        counted = _COUNTED.match(key)
        if counted is not None and counted[1] in COMMENTS:
            return "comments"
    if _RATING.match(key) is not None:
        return "rating"
    return "share" if _is_tag_bar(text) else None


def _is_tag_bar(text: str) -> bool:
    colon = text.find(":", 0, 12)
    return colon >= 0 and fold(text[:colon].strip()) in ("tags", "tag", "tu khoa", "the", "chu de")


@lru_cache(maxsize=4096)
def _may_rate(opening: str) -> bool:
    """Whether a rating may open so: spares the folding of nearly all headlines."""
    return fold(opening).startswith(_RATING_OPENS) or opening[:1].isdigit()


def is_tool(key: str) -> bool:
    """Toolbar: every part of the line is a tool ("Bản in | Quay lại | A+ A A- | Đọc bài viết")."""
    if not key:
        return False
    return _holds_tools(key) if len(key) > _LONGEST_KEY else _is_tool(key)


def _holds_tools(key: str) -> bool:
    if key in TOOLS or key in SHARES or _FOLLOW.match(key) is not None:
        return True
    first = _PART.search(key)
    if first is None or first[0] not in _FIRST_WORDS:
        return False
    parts = [part for part in _SEPARATORS.split(_PLAYER.sub(" ", key.replace("a+ a a-", "a+"))) if part]
    if not parts or len(parts) > 14:
        return False
    return _covered(parts)


# Many rules ask the same lines.
_is_tool: Final = lru_cache(maxsize=4096)(_holds_tools)
_TOOL_WORDS: Final = frozenset(tuple(key.split()) for key in TOOLS | SHARES)
_FIRST_WORDS: Final = frozenset(words[0] for words in _TOOL_WORDS)
_LONGEST: Final = max(len(words) for words in _TOOL_WORDS)


def _covered(words: list[str]) -> bool:
    """Whether the words can be cut into tools, longest first."""
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            if tuple(words[at : at + size]) in _TOOL_WORDS:
                at += size
                break
        else:
            return False
    return True


def is_footer_text(text: str) -> bool:
    """Imprint: copyright, licence, address, telephone."""
    low = text.lower()
    if _IMPRINT_OPENS.match(low) is not None or "©" in low:
        return True
    # Every line is asked: the words are found much faster than the expression fails.
    if any(map(low.__contains__, _IMPRINT_WORDS)) and _IMPRINT.search(low) is not None:
        return True
    if ":" not in low and "fax" not in low:
        return False
    return _CONTACT.search(low) is not None or len(_CONTACTS.findall(low)) > 1


def is_server_notice(text: str) -> bool:
    """What PHP prints into a page: "Deprecated: Function … is deprecated in … on line 12"."""
    return _NOTICE.match(text) is not None


def is_address(text: str) -> bool:
    return _URL.match(text) is not None
