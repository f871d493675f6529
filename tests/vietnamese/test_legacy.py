"""Old encodings are converted to Unicode; correct text does not change."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spoilt import as_cp1252, as_tcvn3, as_vni
from vietnamese.text import legacy
from vietnamese.text.legacy import detect, from_mojibake, from_tcvn3, from_vni, repair, syllable_share

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
MARKED = [letter for letter in LETTERS if not letter.isascii()]
TEXT = (
    "Sáng nay, công đoàn cơ sở tổ chức hội nghị người lao động, bàn việc thưởng cuối năm, bữa ăn giữa ca "
    "và kỳ nghỉ Tết; đã thống nhất hỗ trợ quỹ, sửa nhà ở, khám sức khỏe, tặng những suất quà lớn."
)
words = st.lists(
    st.sampled_from("và có là tôi cà bó hóa công đoàn tổ chức hội nghị Đảng «ủy» được 100% ®".split()),
    max_size=30,
).map(" ".join)


def test_mottos_in_tcvn3() -> None:
    assert from_tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert from_tcvn3("§éc lËp - Tù do - H¹nh phóc") == "Độc lập - Tự do - Hạnh phúc"
    assert from_tcvn3("liªn ®oµn lao ®éng tØnh", capitals=True) == "LIÊN ĐOÀN LAO ĐỘNG TỈNH"


def test_mottos_in_vni() -> None:
    assert from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert from_vni("Ñoäc laäp - Töï do - Haïnh phuùc") == "Độc lập - Tự do - Hạnh phúc"
    assert from_vni("LIEÂN ÑOAØN LAO ÑOÄNG TÆNH, THÒ XAÕ") == "LIÊN ĐOÀN LAO ĐỘNG TỈNH, THỊ XÃ"


def test_tables_write_each_of_the_67_letters_once() -> None:
    assert sorted(letter for letter in legacy._TCVN3.values() if letter.islower()) == sorted(MARKED)
    singles = set("áàéèíìóòúùýâêôơưăđ") | set(legacy._VNI.values())
    assert set(MARKED) - singles == set("ĩị") - singles
    assert len(set(legacy._TCVN3)) == len(set(legacy._TCVN3.values())) == 74


@pytest.mark.parametrize(("name", "spoil"), [("tcvn3", as_tcvn3), ("vni", as_vni), ("mojibake", as_cp1252)])
def test_a_garbled_text_is_detected_and_repaired(name: legacy.Legacy, spoil) -> None:  # type: ignore[no-untyped-def]
    spoilt = spoil(TEXT)
    assert spoilt != TEXT
    assert detect(spoilt) == name
    assert repair(spoilt, name) == TEXT
    assert detect(TEXT) is None


def test_double_mojibake_is_repaired() -> None:
    assert from_mojibake(as_cp1252(as_cp1252("Công đoàn tỉnh Lào Cai"))) == "Công đoàn tỉnh Lào Cai"


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789 .,-–“”()/:;\u00a0", max_size=200))
def test_correct_vietnamese_is_not_detected_as_another_encoding(text: str) -> None:
    assert detect(text) is None


@given(words, st.sampled_from(["tcvn3", "vni", "mojibake"]))
def test_correct_words_do_not_change(text: str, name: legacy.Legacy) -> None:
    assert detect(text) is None
    assert repair(text, name) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ángel Muñoz, mañana, señor, año, niño, España",
        "Crème brûlée, naïve, façade, élève, garçon, être, où, déjà vu",
        "Größe, für, über, schön, Straße, Mädchen, größer",
        "Þórður, æðar, Ísland, ð, öll, þýðing, bær",
        "Microsoft® Windows® và Intel® là nhãn hiệu của các hãng ®",
        "«Công tác» cà và bó; 25°, 5 m², ± 3 µm, § 4, © 2020, ½",
        "中文 漢字 §® µ¶ 日本",
    ],
)
def test_other_languages_and_signs_are_not_detected(text: str) -> None:
    assert detect(text) is None


@given(st.text(max_size=80))
def test_no_text_raises_an_error_and_a_repair_has_more_syllables(text: str) -> None:
    name = detect(text)
    for kind in ("tcvn3", "vni", "mojibake") if name is None else (name,):
        repaired = repair(text, kind)
        assert repaired == text or syllable_share(repaired) > syllable_share(text)


def test_a_text_with_a_unicode_word_does_not_change() -> None:
    assert repair("Tết tæ chøc", "tcvn3") == "Tết tæ chøc"
    assert repair(unicodedata.normalize("NFC", "Công đoàn"), "mojibake") == "Công đoàn"
