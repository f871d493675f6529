"""Cleaning, keys, order, capitals and suspect words."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.text import (
    clean,
    fold,
    fold_spelling,
    fold_tones,
    sentence_case,
    slugify,
    sort_key,
    suspect_words,
)
from vietnamese.text.syllables import is_syllable

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789 .,-–“”()/", max_size=60)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("  Lượt xem:\u00a0 891\n", "Lượt xem: 891"),
        (unicodedata.normalize("NFD", "Hội nghị Công đoàn"), "Hội nghị Công đoàn"),
        ("o\u0302\u0323", "ộ"),
        ("Ho\u200b\u0302i\u00ad nghi\u0323", "Hôi nghị"),
        ("NL\u00d0 và \u00d0ảng, \u00f0oàn, \u0189ội", "NLĐ và Đảng, đoàn, Đội"),
        ("\u00deóra\u00f0ur", "\u00deóra\u00f0ur"),
        ("\ufeffmột\u2028hai\u3000ba\u202f4\x00\x07", "một hai ba 4"),
        ("“Tết – Sum vầy…”", "“Tết – Sum vầy…”"),
        ("hoà, hòa", "hoà, hòa"),
        ("", ""),
    ],
)
def test_clean_gives_one_line_of_composed_letters(given: str, wanted: str) -> None:
    assert clean(given) == wanted


@given(text=st.text())
def test_clean_is_composed_single_spaced_and_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())
    assert not any(unicodedata.category(letter) == "Cc" for letter in once)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Lượt xem", "luot xem"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ðảng", "dang"),
        ("Thừa  Thiên – Huế", "thua thien – hue"),
        ("２５／０６", "25/06"),
        ("QĐ", "qd"),
    ],
)
def test_fold_drops_case_marks_and_the_stroke_of_d(given: str, wanted: str) -> None:
    assert fold(given) == wanted


@given(text=vietnamese)
def test_fold_of_vietnamese_is_plain_whatever_the_normal_form(text: str) -> None:
    key = fold(text)
    assert key == fold(unicodedata.normalize("NFD", text)) == fold(text.upper()) == fold(key)
    assert not any(letter in "ăâđêôơư" or unicodedata.combining(letter) for letter in key)


@given(text=st.text())
def test_no_key_raises_an_error_and_a_slug_is_plain_ascii(text: str) -> None:
    fold(text)
    fold_tones(text)
    sort_key(text)
    sentence_case(text)
    suspect_words(text)
    slug = slugify(text)
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in slug)
    assert slug == slug.strip("-")
    assert "--" not in slug


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("HOÀ", "hòa"),
        ("tòan", "toàn"),
        ("hòai", "hoài"),
        ("qúy", "quý"),
    ],
)
def test_tone_placements_share_a_key(new: str, old: str) -> None:
    assert fold_tones(new) == fold_tones(old) == old


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuyền", "ngoằn", "ngoèo", "xoáy", "bàn", "gìn", "oanh"])
def test_words_with_one_placement_stay(word: str) -> None:
    assert fold_tones(word) == word


def test_fold_tones_keeps_accents() -> None:
    assert len({fold_tones(word) for word in ("bàn", "bán", "ban", "bạn")}) == 4


@given(text=vietnamese)
def test_the_tone_key_is_stable(text: str) -> None:
    assert fold_tones(fold_tones(text)) == fold_tones(text)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Đắk Lắk", "dak-lak"),
        ("TP. Hồ Chí Minh", "tp-ho-chi-minh"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("…", ""),
    ],
)
def test_slugs(given: str, wanted: str) -> None:
    assert slugify(given) == wanted


def test_provinces_sort_as_a_vietnamese_dictionary_does() -> None:
    ordered = (
        "An Giang|Bà Rịa|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Cà Mau|Cao Bằng|Cần Thơ"
        "|Dương Xá|Đà Nẵng|Đắk Lắk|Gia Lai|Hà Nội|Hải Dương|Hậu Giang|Lai Châu|Lào Cai|Quảng Nam|Quảng Trị"
    ).split("|")
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_tones_sort_after_letters_in_their_own_order() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "mã lực", "măng", "mâm", "o", "ô", "ơ", "u", "ư", "y"]
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_signs_sort_before_digits_and_digits_before_letters() -> None:
    assert sorted(["b", "9", "1", "(a", "a b", "ab"], key=sort_key) == ["(a", "1", "9", "a b", "ab", "b"]


@given(text=vietnamese)
def test_equal_texts_have_equal_sort_keys_in_any_normal_form(text: str) -> None:
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            "LĐLĐ TỈNH THANH HOÁ TRAO 1.200 SUẤT QUÀ CHO CNVCLĐ TẠI TP.HCM",
            "LĐLĐ tỉnh Thanh Hoá trao 1.200 suất quà cho CNVCLĐ tại TP.HCM",
        ),
        ("ĐẠI HỘI CÔNG ĐOÀN LẦN THỨ XIII: DẤU ẤN MỚI", "Đại hội Công đoàn lần thứ XIII: Dấu ấn mới"),
        ("VUI TẾT SUM VẦY! CHÚC MỪNG NĂM MỚI", "Vui Tết Sum vầy! Chúc mừng năm mới"),
        ("PHÒNG, CHỐNG DỊCH COVID-19 Ở BÌNH DƯƠNG", "Phòng, chống dịch Covid-19 ở Bình Dương"),
        ("THƯ CHÚC TẾT CỦA TỔNG LĐLĐ VIỆT NAM", "Thư chúc Tết của Tổng LĐLĐ Việt Nam"),
        ("Công đoàn TỈNH thăm hỏi công nhân", "Công đoàn TỈNH thăm hỏi công nhân"),
        ("LĐLĐ", "LĐLĐ"),
    ],
)
def test_capital_headlines_become_sentences(given: str, wanted: str) -> None:
    assert sentence_case(given) == wanted


@given(text=vietnamese)
def test_sentence_case_changes_nothing_but_case(text: str) -> None:
    assert sentence_case(text).casefold() == clean(text).casefold()


def test_words_with_a_lost_letter_are_suspect_once_each_in_order() -> None:
    assert suspect_words("Phòng, chng dịch; sng vui, chng lụt") == ("chng", "sng")
    assert suspect_words("Cơng đoàn, tám dịng, đã biêt") == ("Cơng", "dịng", "biêt")


def test_correct_text_names_and_abbreviations_are_not_suspect() -> None:
    text = (
        "LĐLĐ huyện Krông Pắc (Đắk Lắk), ông Giàng A Sử, bà Lò Thị Thuý và Tg-Nc họp online về Covid-19: "
        "quyết tâm vượt khó, giữ gìn uy tín, thuở ấy nguệch ngoạc, xoong, khuỷu tay, 12 km, 300 kg, ThS. Vy"
    )
    assert suspect_words(text) == ()


@pytest.mark.parametrize("word", ["nghiêng", "quốc", "gì", "giếng", "khuya", "thuyền", "ước", "yêu", "Đắk"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["chng", "cơng", "càt", "biêt", "đy", "zôn", "ngh"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("rule", [clean, fold, fold_tones, slugify, sentence_case, suspect_words, sort_key])
@pytest.mark.parametrize("unit", ["ĐẢNG ", "a\u0301", "1\u200b", "chng ", ". "])
def test_long_lines_take_linear_time(rule, unit: str) -> None:  # type: ignore[no-untyped-def]
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        rule(text)
        return time.process_time() - start

    small, large = cost(20_000), cost(160_000)
    assert large < 40 * small + 0.3


@pytest.mark.parametrize(
    ("one", "other"),
    [("kỹ thuật", "kĩ thuật"), ("Tỷ lệ", "tỉ lệ"), ("hy vọng", "HI VỌNG"), ("lý do", "lí do")],
)
def test_fold_spelling_writes_i_for_y_if_both_are_used(one: str, other: str) -> None:
    assert fold_spelling(one) == fold_spelling(other) != ""


@pytest.mark.parametrize("text", ["quý", "thúy hằng", "yêu", "ý kiến", "nguyễn", "đồng bằng sông bảy", "may"])
def test_fold_spelling_leaves_other_y(text: str) -> None:
    assert fold_spelling(text) == fold_tones(text)


@given(text=vietnamese)
def test_fold_spelling_is_stable_and_joins_what_fold_tones_joins(text: str) -> None:
    key = fold_spelling(text)
    assert fold_spelling(key) == key
    assert fold_spelling(fold_tones(text)) == key
