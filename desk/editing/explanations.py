"""The extraction's and the pipelines' reasons, warnings and refusals in Vietnamese.

The code writes them in English, and the archive keeps them so. ``tests/desk/editing/test_explanations.py``
reads them off the code and fails for one that has no translation here.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain, zip_longest
from typing import Final

# ``{}``, ``{rule}`` and ``{number}`` are values that are kept as they are, ``{reason}`` is a text that has a
# translation itself. A translation has the values in the same order.
TRANSLATIONS: Final[Mapping[str, str]] = {
    # Reasons: a field, then what decided it.
    "title: the page has none": "tiêu đề: trang không có",
    "title: {rule} at {}": "tiêu đề: quy tắc {} tại {}",
    "published: {reason}": "ngày đăng: {reason}",
    "authors: {reason}": "tác giả: {reason}",
    "published between: not before {} ({}: {}), not after {} ({}: {})": (
        "đăng trong khoảng: không sớm hơn {} ({}: {}), không muộn hơn {} ({}: {})"
    ),
    "published between: not before {} ({}: {})": "đăng trong khoảng: không sớm hơn {} ({}: {})",
    "published between: not after {} ({}: {})": "đăng trong khoảng: không muộn hơn {} ({}: {})",
    "published between: {}": "đăng trong khoảng: {}",
    "nothing is known": "không rõ",
    "bounds contradict each other: not before {} ({}: {}), not after {} ({}: {})": (
        "hai mốc thời gian mâu thuẫn: không sớm hơn {} ({}: {}), không muộn hơn {} ({}: {})"
    ),
    "bound.clock": "đồng hồ của trang",
    "bound.event": "sự kiện nêu trong bài",
    "bound.issued": "ngày ban hành của văn bản",
    "bound.upload": "thư mục tải lên",
    "document: none": "văn bản: không có",
    "document: {rule}": "văn bản: quy tắc {}",
    "views: {reason}": "lượt xem: {reason}",
    "topics: {reason}": "chủ đề: {}",
    "none": "không có",
    "{reason}; told by metadata only": "{reason}; chỉ có trong siêu dữ liệu của trang",
    "{reason}, {number} more agree": "{reason}; {} giá trị khác trùng khớp",
    "the only visible date is the line of the last change": "trang chỉ hiện ngày cập nhật",
    "the page tells none": "trang không ghi",
    "the page names nobody": "trang không ghi",
    "only a source is named": "trang chỉ ghi nguồn",
    "refused: {} compete": "loại vì các số {} mâu thuẫn",
    "{rule}: the page shows no byline, its metadata name {}": (
        "quy tắc {}: trang không hiện dòng tác giả, siêu dữ liệu ghi {}"
    ),
    "{rule} at {}: {}": "quy tắc {} tại {}: {}",
    "{rule}: {}": "quy tắc {}: {}",
    # Warnings.
    "another date on the page disagrees: {}": "trang còn ghi ngày khác: {}",
    "select.{} found nothing: {}": "bộ chọn “{}” không khớp với gì trên trang: {}",
    "weekday contradicts the date": "thứ không khớp với ngày",
    "the time is impossible": "giờ không hợp lệ",
    "two different times": "ghi hai giờ khác nhau",
    "the words tell no certain day": "cách ghi không cho biết ngày chính xác",
    # Refused dates.
    "its label says {reason}, not published": "nhãn cho biết đây là {reason}, không phải ngày đăng",
    "updated": "ngày cập nhật",
    "issued": "ngày ban hành",
    "deadline": "hạn chót",
    "clock": "đồng hồ của trang",
    "place and date of issue of a document": "địa danh và ngày ban hành của văn bản",
    "stands in a counter or imprint": "nằm trong bộ đếm hoặc phần thông tin cuối trang",
    "the date of something else that the line names": "ngày của việc khác nêu trong dòng",
    "when something takes place, as its place stands beside it": (
        "thời gian diễn ra sự kiện, vì địa điểm ghi ngay bên cạnh"
    ),
    "stands beside the headline of another article": "nằm cạnh tiêu đề của bài khác",
    "nothing but its place tells it from a page's clock: no headline is printed": (
        "không phân biệt được với đồng hồ của trang vì trang không hiện tiêu đề"
    ),
    "a page clock: far above the headline or in the page's head": (
        "đồng hồ của trang: ở xa phía trên tiêu đề hoặc ở đầu trang"
    ),
    "a page clock: nothing but the page holds it and the headline together": (
        "đồng hồ của trang: không thuộc cùng khối với tiêu đề"
    ),
    "stands in a list of other articles": "nằm trong danh sách bài khác",
    "stands above another text": "nằm phía trên phần nội dung khác",
    "stands in another column than the headline": "nằm ở cột khác với tiêu đề",
    "the moment of the fetch: nothing tells it from a page's clock": (
        "trùng lúc tải trang: không phân biệt được với đồng hồ của trang"
    ),
    "when the source that the line names had it": "ngày đăng của nguồn được dẫn trong dòng",
    "part of a longer line": "chỉ là một phần của dòng dài hơn",
    "stands outside the article's own lines": "nằm ngoài các dòng của bài",
    "the article's head tells its own date": "phần đầu bài đã ghi ngày riêng",
    "month or day first: nobody can tell": "không rõ tháng hay ngày đứng trước",
    "later than the change that the page prints: an edit": (
        "muộn hơn ngày cập nhật trang ghi: đây là ngày sửa"
    ),
    # Refused bylines.
    "the account that posted it, not an author": "tài khoản đăng bài, không phải tác giả",
    "a signature under an office": "chữ ký dưới chức danh cơ quan",
    "one of many names: a list, not a byline": "một trong nhiều tên: danh sách, không phải dòng tác giả",
    "a cell of a table": "ô trong bảng",
    "the site itself": "tên của chính trang",
    "an account": "tài khoản người dùng",
    "somebody to call": "người liên hệ, không phải tác giả",
    "no person's name": "không phải tên người",
    "the signer or letterhead of the document": "người ký hoặc tiêu ngữ của văn bản",
    # Refused view counts.
    "a site's counter: other counter labels stand beside it": (
        "bộ đếm truy cập của trang: bên cạnh có nhãn bộ đếm khác"
    ),
    "a site's counter: a number of people stands beside it": (
        "bộ đếm truy cập của trang: bên cạnh có số người"
    ),
    "counts a file": "là số lượt của một tệp",
    "stands in a box with a title of its own": "nằm trong khung có tiêu đề riêng",
    "stands in a menu, sidebar or related list": "nằm trong trình đơn, cột bên hoặc danh sách liên quan",
    "stands far above the headline": "nằm xa phía trên tiêu đề",
    "stands below the first list of other articles": "nằm dưới danh sách bài khác",
    "stands outside the article": "nằm ngoài bài",
    "several different counts compete": "có nhiều con số khác nhau",
}  # fmt: skip
_PLACEHOLDER: Final = re.compile(r"\{\w*\}")
_PATTERNS: Final = {"{rule}": r"([\w.-]+)", "{number}": r"(\d+)"}
# A text of hostile length has no translation; matching it would take long.
_LONGEST: Final = 2000


def translate(text: str) -> str | None:
    """The Vietnamese of an English reason, warning or refusal; None where there is none."""
    if text in TRANSLATIONS:
        return TRANSLATIONS[text]
    if len(text) > _LONGEST:
        return None
    for pattern, placeholders, translation in _patterns():
        if match := pattern.fullmatch(text):
            return _filled(translation, placeholders, match.groups())
    return None


def _filled(translation: str, placeholders: list[str], values: tuple[str, ...]) -> str:
    texts = [
        (translate(value) or value) if placeholder == "{reason}" else value
        for placeholder, value in zip(placeholders, values, strict=True)
    ]
    remaining = iter(texts)
    return _PLACEHOLDER.sub(lambda _: next(remaining), translation)


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str], str]]:
    """The texts with placeholders as (pattern, placeholders, translation), in the order of the table."""
    patterns = []
    for english, vietnamese in TRANSLATIONS.items():
        if placeholders := _PLACEHOLDER.findall(english):
            groups = [_PATTERNS.get(placeholder, "(.+?)") for placeholder in placeholders]
            literals = [re.escape(literal) for literal in _PLACEHOLDER.split(english)]
            joined = "".join(chain(*zip_longest(literals, groups, fillvalue="")))
            patterns.append((re.compile(joined, re.DOTALL), placeholders, vietnamese))
    return patterns
