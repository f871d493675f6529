"""Words are the same however they are typed; their places are those of the printed text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archive.search import words
from archive.search.entry import bound, id_of, number_key, place
from tests.archive.search.articles import NIGHT

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặềếểễệờớởỡợừứửữựĐÀ -,.\u00a01/½", max_size=60
)


def keys(text: str) -> list[str]:
    return words.keys(words.printed(text))


def test_accents_case_normal_forms_and_false_letters_do_not_matter() -> None:
    expected = ["da", "nang", "ldld", "hoa"]
    assert keys("Đà Nẵng, LĐLĐ hoà") == expected
    assert keys(unicodedata.normalize("NFD", "Đà Nẵng, LĐLĐ hoà")) == expected
    assert keys("ÐÀ NẴNG – LÐLÐ hòa") == expected
    assert keys("Đà Nẵ\u00adng LĐ\u200bLĐ ho\u00e0") == expected


def test_accented_forms_know_one_place_for_the_tone() -> None:
    assert words.accented("Hoà") == words.accented("HÒA") == "hòa"
    assert words.accented("ban") == ""
    assert words.accented("đa") == "đa"


def test_a_document_number_is_its_parts_and_its_key_never_folds() -> None:
    assert keys("334/KH-LĐLĐ") == ["334", "kh", "ldld"]
    assert number_key("05/ NQ–ĐCT") == number_key("5/nq-đct") == "5.nq.đct"
    assert number_key("21-CT/TW") == number_key("21/CT/TW")
    assert number_key("5/QĐ-CĐ") != number_key("5/QD-CD")


@given(VIETNAMESE)
def test_keys_are_plain_and_stand_where_they_were_printed(text: str) -> None:
    found = list(words.places(text))
    assert [key for _, _, key in found] == keys(text)
    for start, end, key in found:
        assert words.key(text[start:end]) == key
        assert key.isascii()
        assert key.isalnum()
        assert key == key.lower()


@given(st.text(max_size=40))
def test_any_text_gives_words_that_a_database_takes(text: str) -> None:
    for key in keys(text):
        assert key.isalnum()
        assert 0 < len(key) <= words.LONGEST


@given(st.integers(1, 2**29 - 1), st.integers(1, 2**29 - 1), st.integers(0, 10**9), st.integers(0, 10**9))
def test_places_sort_as_moments_and_ids_do(one: int, other: int, early: int, late: int) -> None:
    from datetime import timedelta

    def at(seconds: int) -> int:
        return place(NIGHT + timedelta(seconds=seconds), one)

    assert id_of(at(early)) == one
    assert (at(early) < at(late)) == (early < late)
    assert (place(NIGHT, one) < place(NIGHT, other)) == (one < other)
    assert bound(NIGHT.timestamp()) <= place(NIGHT, one) < bound(NIGHT.timestamp() + 1)
