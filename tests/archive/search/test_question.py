"""A question is words, phrases, beginnings, refusals and filters; none of them is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.plan import Search, conditions, match, plan
from archive.search.question import Term, read


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("thi đua", [Term(("thi",)), Term(("dua",), ("đua",))]),
        ('"lao động giỏi"', [Term(("lao", "dong", "gioi"), ("động", "giỏi"))]),
        ("khen*", [Term(("khen",), beginning=True)]),
        ('"sum vầ"*', [Term(("sum", "va"), beginning=True)]),
        ("a*", [Term(("a",))]),
        ("-tết", [Term(("tet",), ("tết",), negated=True)]),
        ('-"ban chap hanh"', [Term(("ban", "chap", "hanh"), negated=True)]),
        ("334/KH-LDLD", [Term(("334", "kh", "ldld"))]),
        ('"chưa đóng', [Term(("chua", "dong"), ("chưa", "đóng"))]),
        ("hoà hòa", [Term(("hoa",), ("hòa",))]),
        ("gặp: nhau", [Term(("gap",), ("gặp",)), Term(("nhau",))]),
        ("http://a.vn", [Term(("http", "a", "vn"))]),
    ],
)
def test_a_question_is_taken_apart(written: str, terms: list[Term]) -> None:
    question = read(written)
    assert list(question.terms) == terms
    assert not question.meaningless


def test_filters_are_told_by_their_names_with_or_without_accents() -> None:
    written = 'tết tỉnh:"Lào Cai" nguồn:lao-cai so-hieu:334/KH-LĐLĐ author:Mai từ:2026-11-01 den:2026-11-02'
    question = read(written)
    assert question.filters == {
        "province": "Lào Cai",
        "source": "lao-cai",
        "number": "334/KH-LĐLĐ",
        "author": "Mai",
        "from": "2026-11-01",
        "to": "2026-11-02",
    }
    assert [term.keys for term in question.terms] == [("tet",)]


@pytest.mark.parametrize("written", ["***", '"', "%", "-", "!? …"])
def test_what_holds_no_word_finds_nothing_and_nothing_asked_finds_all(written: str) -> None:
    assert read(written).meaningless
    assert plan(Search(q=written)) is None
    assert plan(Search(q="  ")) is not None


@given(st.text(max_size=60))
def test_no_question_is_an_error_or_reaches_the_languages_of_the_databases(written: str) -> None:
    asked = plan(Search(q=written, source=written, author=written or None, number=written))
    if asked is not None:
        told = match(asked, {})
        assert told.count('"') % 2 == 0
        words = told.replace("AND", "").replace("OR", "").replace("NOT", "")
        assert "'" not in words
        parts, values = conditions(asked)
        assert sum(part.count("%s") for part in parts) == len(values)
        assert "\\" not in values[0]


@given(st.lists(st.sampled_from(["tết", '"', "-", "*", ":", "tỉnh:", "(", ")", "AND", "NOT", "đà nẵng"])))
def test_signs_in_any_order_are_read(pieces: list[str]) -> None:
    for term in read("".join(pieces)).terms:
        assert term.keys
        assert all(key.isalnum() for key in term.keys)
