"""Types of documents and their abbreviations (lexicon: document_types; NĐ 30/2020/NĐ-CP, Phụ lục III)."""

import re

from vietnamese._skeleton import visible_text

# Abbreviations are compared with their capitals and Đ: DA (Dự án) is not ĐA (Đề án).
TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "SY": "Bản sao y",
    "TrS": "Bản trích sao",
    "SL": "Bản sao lục",
    "L": "Luật",
    "PL": "Pháp lệnh",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "VBHN": "Văn bản hợp nhất",
    "KL": "Kết luận",
    "CV": "Công văn",
    "HDLT": "Hướng dẫn liên tịch",
    "HDLN": "Hướng dẫn liên ngành",
    "KHLT": "Kế hoạch liên tịch",
    "KHPH": "Kế hoạch phối hợp",
    "CTPH": "Chương trình phối hợp",
    "CTrPH": "Chương trình phối hợp",
    "CTHĐ": "Chương trình hành động",
    "CTrHĐ": "Chương trình hành động",
    "QCPH": "Quy chế phối hợp",
}
# Documents that several organisations issue together: issuers follow the type, no drafting unit.
JOINT = frozenset({"TTLT", "NQLT", "HDLT", "HDLN", "KHLT", "KHPH", "CTPH", "CTrPH", "QCPH"})
# Abbreviations that mean something else in a Party number than in a State number.
PARTY_NAMES = {"TT": "Thông tri"}
PARTY_TYPES = frozenset(
    {"NQ", "CT", "KL", "QĐ", "QyĐ", "HD", "TB", "CTr", "KH", "ĐA", "BC", "QC", "TTr", "CV", "CTHĐ", "TT"}
)

_TYPES_WITHOUT_ABBREVIATION = (
    "Công văn|Thư công|Thư kêu gọi|Thư ngỏ|Lời kêu gọi|Diễn văn|Đề cương tuyên truyền|Đề cương|Thể lệ"
    "|Kết luận|Thông tri|Chương trình hành động|Chương trình công tác|Quy chế phối hợp"
    "|Chương trình phối hợp|Điều lệ"
    "|Thỏa ước lao động tập thể|Bộ luật|Hiến pháp|Lệnh|Công điện khẩn|Thư mời"
)


def _key(text: str) -> str:
    """A key that ignores case and tone placement: "THỎA ƯỚC" and "Thoả ước" have the same."""
    return text.lower().replace("oả", "ỏa").replace("uỷ", "ủy")


_BY_KEY = {_key(name): name for name in (*TYPES.values(), *_TYPES_WITHOUT_ABBREVIATION.split("|"))}
_MAX_WORDS = max(len(key.split()) for key in _BY_KEY)


def type_before(words: list[str]) -> str | None:
    """The longest name of a type that ``words`` end with: "… thực hiện Kế hoạch" → ``Kế hoạch``.

    Else None.
    """
    for count in range(min(_MAX_WORDS, len(words)), 0, -1):
        name = _BY_KEY.get(_key(" ".join(words[-count:]).lstrip("(“\"'[")))
        if name:
            return name
    return None


def document_type_heading(line: str) -> str | None:
    """``KẾ HOẠCH`` or ``K Ế  H O Ạ C H`` → ``Kế hoạch``; None if the line is more than a type's name."""
    if len(line) > 80:
        return None
    printed = " ".join(visible_text(line).split()).strip("*_ ")
    name = _BY_KEY.get(_key(printed))
    if name is None and re.fullmatch(r"(?:\w ?){3,40}", printed) and printed.isupper():
        # "K Ế  H O Ạ C H": letters spaced for display
        joined = printed.replace(" ", "").lower()
        name = next((known for key, known in _BY_KEY.items() if key.replace(" ", "") == joined), None)
    return name if name and printed[0].isupper() else None
