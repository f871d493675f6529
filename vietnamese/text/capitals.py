"""Convert all-capital headlines to sentence case, with the capitals of abbreviations and known names.

For display only: the archive keeps headlines as published.
"""

import re

from vietnamese.text.keys import fold, fold_tones
from vietnamese.text.normal import clean

_TOKEN = re.compile(r"[^\W_]+(?:[&.-][^\W_]+)*")
_ROMAN = re.compile("(?=[ivxlc]{2})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_SENTENCE_START = re.compile(r"[.!?…:]['\"”’)\]]{0,3} ['\"“‘(\[]{0,3}[^\W\d_]")

# Abbreviations that look like a syllable or a word; the others are recognised by having no vowel.
_ABBREVIATION_WORDS = """
tp tx tt tw tu hu đu ubnd hđnd lđlđ lđld tlđ tlđlđ cđ cđvn cđcs cđn cđvc cđgd nđ đv nlđ cnlđ cnvclđ
cnvc cbcnv bch btv đct ubkt bnc qhlđ hđlđ atvslđ atlđ bhxh bhyt bhtn kcn kcx kkt dn fdi bđg mttq btc
bgh thpt thcs ubtw ai ttxvn tphcm hcm covid asean apec wto ilo ocop vneid pv ctv vtv qđ nq kh tb ct
hd bc tto plo evn vnpt tkv clb gd gdđt lđtbxh lhpn đtn qcdc cntt pccc pccn abc iso it id vn usa eu
un
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_MIXED_CASE = {
    "covid": "Covid",
    "tphcm": "TPHCM",
    "tp.hcm": "TP.HCM",
    "vneid": "VNeID",
    "ttg": "TTg",
}
# Names that occur in union headlines, with the provinces before and after 1 July 2025. The longest match
# wins.
_NAMES = """
Công đoàn Việt Nam|Tổng Liên đoàn Lao động Việt Nam|Liên đoàn Lao động|Công đoàn|Đảng Cộng sản Việt Nam
Đảng|Tổng LĐLĐ|Tổng LĐLĐ Việt Nam|Đại hội Đảng|Đại hội Công đoàn|Chủ tịch Hồ Chí Minh|Chủ tịch nước
Tổng Bí thư|Quốc tế Thiếu nhi|Việt Nam|Tết Sum vầy|Xuân Ơn Đảng|Chợ Tết Công đoàn
Chuyến xe Công đoàn|Mái ấm Công đoàn|Bữa cơm Công đoàn
Tháng Công nhân|Tết Nguyên đán|Tết|Quốc hội|Quốc khánh|Chính phủ|Thủ tướng|Trung ương
Bác Hồ|Hồ Chí Minh|Nguyễn Đức Cảnh|Nguyễn Văn Linh|Tôn Đức Thắng|Điện Biên Phủ|Trường Sa|Hoàng Sa
Mặt trận Tổ quốc|Tổ quốc|Quốc tế Phụ nữ|Quốc tế Lao động|Liên đoàn Lao động tỉnh
Liên đoàn Lao động thành phố|An Giang|Bà Rịa - Vũng Tàu|Bà Rịa|Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu
Bắc Ninh|Bến Tre|Bình Định|Bình Dương|Bình Phước|Bình Thuận|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk
Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng
Hậu Giang|Hòa Bình|Huế|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An
Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh
Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh
Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái|Thủ đô|Sài Gòn
"""


def _name_table() -> tuple[re.Pattern[str], dict[str, str]]:
    names = [name.strip() for line in _NAMES.split("\n") for name in line.split("|") if name.strip()]
    table = {fold_tones(name): name for name in names}
    longest_first = sorted(table, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return pattern, table


_NAME, _NAME_OF = _name_table()


def sentence_case(text: str) -> str:
    """An all-capital line in sentence case ("LĐLĐ TỈNH LÀO CAI TẶNG QUÀ" → "LĐLĐ tỉnh Lào Cai tặng quà").

    Text with fewer than 80 % capitals is only cleaned. Abbreviations, Roman numerals, provinces and names of
    the trade unions keep their capitals. Names of persons lose them, since they are in no list.
    """
    line = clean(text)
    letters = [letter for letter in line if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) < 4 or capitals < 0.8 * len(letters) or " " not in line:
        return line
    lowered = _TOKEN.sub(lambda match: _lower_word(match.group()), line)
    # The key has the length of the text, so a name at a position of the key stands there in the text too.
    key = fold_tones(lowered)
    if len(key) == len(lowered):
        parts = []
        done = 0
        for match in _NAME.finditer(key):
            name = lowered[match.start() : match.end()]
            parts += [lowered[done : match.start()], _with_capitals(name, _NAME_OF[match.group()])]
            done = match.end()
        lowered = "".join([*parts, lowered[done:]])
    return _capitalise_sentences(lowered)


def _lower_word(word: str) -> str:
    lower = word.lower()
    if not word.isupper():
        return word
    if lower in _MIXED_CASE:
        return _MIXED_CASE[lower]
    if "." in lower or "&" in lower or "-" in lower:
        parts = re.split("([.&-])", word)
        if any(_keeps_capitals(part.lower()) for part in parts[::2]):
            return "".join(part if index % 2 else _lower_word(part) for index, part in enumerate(parts))
        return lower
    return word if _keeps_capitals(lower) else lower


def _keeps_capitals(lower: str) -> bool:
    if lower in _ABBREVIATIONS or _ROMAN.fullmatch(lower) or any(letter.isdigit() for letter in lower):
        return True
    # "LĐLĐ", "NSDLĐ": an abbreviation without a vowel
    return not any(vowel in fold(lower) for vowel in "aeiouy")


def _with_capitals(text: str, name: str) -> str:
    """``text`` with the capitals of ``name``, which may place its tones differently."""
    return "".join(a.upper() if b.isupper() else a for a, b in zip(text, name, strict=True))


def _capitalise_sentences(line: str) -> str:
    out = list(line)
    for match in re.finditer(r"[^\W\d_]", line):
        out[match.start()] = match.group().upper()
        break
    for match in _SENTENCE_START.finditer(line):
        out[match.end() - 1] = match.group()[-1].upper()
    return "".join(out)
