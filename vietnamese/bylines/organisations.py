"""Names of organisations: federations, departments, newspapers, groups of reporters."""

import re

from vietnamese._skeleton import LOWER, UPPER
from vietnamese.bylines.word_lists import LOWER_CASE_WORDS

_FIRST_WORDS = (
    "vp lđlđ|liên đoàn|tổng liên đoàn|tổng lđlđ|lđlđ|ldld|tlđ|công đoàn|cđ|cđcs|cđvc|cđn|cđgd|nghiệp đoàn"
    "|cụm thi đua|khối thi đua|ban|phòng|văn phòng|sở|bộ phận|bộ(?= [a-zđ]+)|cục|chi cục|tổng cục|vụ"
    "|ủy ban|uỷ ban|ubnd|ubkt|ubmttq|mttq|mặt trận|hội đồng|hđnd"
    "|hội (?:liên hiệp|lhpn|ccb|văn học|nông dân|cựu|nhà báo|phụ nữ|chữ thập|luật)|liên hiệp"
    "|đoàn (?:thanh niên|tn|tncs|khối|trường)|bđbp|đồn biên phòng|bộ chỉ huy|bql|htx|hợp tác xã|clb"
    "|(?:tỉnh|thành|huyện|quận|thị|xã|phường) đoàn|câu lạc bộ"
    "|tòa án|toà án|viện kiểm sát|vksnd|tand|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy"
    "|huyện uỷ|quận ủy|thị ủy|đảng ủy|đảng uỷ|đảng bộ|chi bộ|trung tâm|tt (?:văn|vh|y|gd|dạy|pt)|ttvh"
    "|ttyt|bvđk|nhà văn hóa|nhà văn hoá|cung văn hóa|cung văn hoá|thư viện|bảo tàng|bệnh viện|trạm y tế"
    "|viện"
    "|trường (?:thpt|thcs|th|mn|ptdt|ptdtbt|ptdtnt|pt|dtnt|tiểu|trung|mầm|đại|cao|chính|nghề|mẫu|phổ)"
    "|đại học|học viện|ban quản lý|công ty|tổng công ty|tập đoàn|xí nghiệp|nhà máy|ngân hàng|kho bạc"
    "|bưu điện|bảo hiểm|công an|quỹ|điện lực|báo|tạp chí|tòa soạn|toà soạn"
    "|đài (?:phát|truyền|tiếng|pt|ptth|th|tt|vt)|thông tấn|ttxvn|trang (?:tin|thông)|cổng|nhóm"
    "|tổ (?:truyền|phóng|biên|công|pv|thông)|pv|p\\.v|phóng viên|cộng tác viên|ctv|tbt|vov|vtv|vnpt"
    "|viettel|p\\.[a-zđ]{2,}|p\\. (?:tổ|tc|tuyên|chính|hành|kế|tài|nội|lđ|gd|vh|y|kinh|công)"
)
_OPENING = re.compile(rf"(?:{_FIRST_WORDS})(?![{LOWER}0-9])", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net|info|tv)(?:/\S*)?", re.IGNORECASE
)
_OUTLETS = re.compile(
    r"(?:dân trí|tuổi trẻ|thanh niên|lao động|người lao động|nhân dân|tiền phong|vnexpress|vietnamnet"
    r"|vietnam\+|vietnamplus"
    r"|ttxvn|thông tấn xã|vov|vtv|pháp luật|quân đội nhân dân|chinhphu\.vn|internet|vnu media|hà nội mới"
    r"|sài gòn giải phóng)"
    rf"(?![{LOWER}])",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"(?:tổ chức|phát động|ra mắt|khai mạc|trao|tặng|thăm|triển khai|hỗ trợ|họp|công bố|đẩy mạnh"
    r"|tăng cường|ký kết|gặp mặt"
    r"|tuyên dương|biểu dương|hưởng ứng|chúc mừng|kỷ niệm|tham gia|phối hợp|kiểm tra (?:công|việc)"
    r"|làm việc|sơ kết"
    r"|tổng kết|đã|sẽ|đang"
    rf"|hoạt động|giám sát|thông báo|đồng hành|chăm lo|vì|với|cho|về|tại|được|có)(?![{LOWER}])",
    re.IGNORECASE,
)
_WORD = re.compile(rf"[{UPPER}{LOWER}0-9&.'’+]+(?:-[{UPPER}{LOWER}0-9&.]+)*")
# Sections, menu entries and pen names that begin as an organisation does.
_NO_ORGANISATION = frozenset(
    (
        "ban|ban mai|ban hành|báo|báo chí|bản tin|bộ|cổng|công đoàn|công đoàn cơ sở|hội đồng|phòng|phòng, ban"
        "|quỹ|sở|sở, ban, ngành|thư viện|trang tin|văn phòng|viện|vụ"
    ).split("|")
)
_POSTS = re.compile(r"bí thư|chủ tịch|(?:ủy|uỷ) viên|chủ nhiệm|(?<!ban )giám đốc", re.IGNORECASE)
_MAX_WORDS = 16  # the longest organisation in our pages has eleven


def is_outlet(text: str) -> bool:
    """Is the text a newspaper, an agency or a domain: what may follow "Theo" or "Nguồn" without a colon?"""
    text = text.strip()
    return bool(_DOMAIN.fullmatch(text) or _OUTLETS.match(text) or is_organisation(text))


def is_organisation(text: str) -> bool:
    """Is ``text`` (a printed text) an organisation's name and nothing else, neither headline nor sentence?"""
    text = text.strip(" \u00a0.,;:")
    if len(text) > 160:
        return False
    if _DOMAIN.fullmatch(text):
        return True
    if not _OPENING.match(text):
        return False
    words = _WORD.findall(text)
    if len(words) > _MAX_WORDS or ";" in text or text.lower() in _NO_ORGANISATION or _POSTS.search(text):
        return False
    all_capitals = text.upper() == text
    if all_capitals and len(words) > 2 and _VERBS.search(text):
        return False
    return all_capitals or not any(
        word[0].islower() and word not in LOWER_CASE_WORDS and not _DOMAIN.fullmatch(word)
        for word in words[1:]
    )
