"""Each mistake in a source file is answered with file, key and what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import SourceFileError
from sources.schema import parse_source

GOOD = """
name = "Liên đoàn thử"
publisher = "LĐLĐ thử"
kind = "federation"
province = "lao-cai"
home = "http://cong-doan.example"
status = "unverified"
evidence = "Viết cho bài kiểm tra"
platform = "nukeviet"
start = ["/tin-tuc"]
"""


def told(text: str, slug: str = "thu") -> str:
    with pytest.raises(SourceFileError) as error:
        parse_source(text, slug, f"{slug}.toml")
    return str(error.value)


def test_a_whole_file_is_read() -> None:
    source = parse_source(
        GOOD + '[select]\nviews = ".luot-xem"\n[follow]\nignore = "/en/"\n[politeness]\ndelay = 2\n',
        "thu",
        "thu.toml",
    )
    assert (source.slug, source.province, source.start) == ("thu", "lao-cai", ("/tin-tuc",))
    assert (source.select.views, source.follow.ignore, source.politeness.delay) == (".luot-xem", "/en/", 2.0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ('platform = "nukeviet"', 'platfrom = "nukeviet"'),
            '"platfrom" is no key of a source file; did you mean "platform"?',
        ),
        (('"nukeviet"', '"nukevit"'), 'platform = "nukevit" is not possible; did you mean "nukeviet"?'),
        (('"federation"', '"xyz"'), 'kind = "xyz" is not possible; possible: central, federation'),
        (
            ('platform = "nukeviet"', 'publish = "non"'),
            'publish = "non" is not possible; possible: all, approved',
        ),
        (('name = "Liên đoàn thử"', ""), '"name" is missing'),
        (('"Liên đoàn thử"', '"  "'), "name must not be empty"),
        (('"Liên đoàn thử"', "5"), "name = 5: a text in quotes is wanted"),
        (('["/tin-tuc"]', '"/tin-tuc"'), "start = '/tin-tuc': a list of texts is wanted"),
        (('["/tin-tuc"]', '["tin-tuc"]'), 'start: "tin-tuc" must begin with "/"'),
        (
            ('"http://cong-doan.example"', '"cong-doan.example"'),
            'home = "cong-doan.example": a whole address',
        ),
        (('"http://cong-doan.example"', '"http://a:99999"'), "home"),
        (('"lao-cai"', '"lao-kai"'), 'province = "lao-kai" is no province\'s slug; did you mean "lao-cai"?'),
        (('"nukeviet"', '"nukeviet'), "this is no TOML"),
    ],
)
def test_a_mistake_is_answered_with_file_key_and_remedy(change: tuple[str, str], sentence: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    message = told(text)
    assert message.startswith("thu.toml:")
    assert sentence in message


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[select]\nview = ".x"', '"select.view" is no key of [select]; did you mean "views"?'),
        ('[select]\nviews = "..x"', 'select.views = "..x" is no CSS selector'),
        ('[follow]\narticle = "("', 'follow.article = "(" is no regular expression'),
        ("[politeness]\ndelay = -1", "politeness.delay = -1.0: seconds from 0 to 300"),
        ('[politeness]\nconcurrency = "x"', "politeness.concurrency = 'x': a whole number is wanted"),
        ('[[follow]]\narticle = "x"', "follow must be a table"),
    ],
)
def test_a_mistake_in_a_table_is_answered_too(table: str, sentence: str) -> None:
    assert sentence in told(GOOD + table + "\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (GOOD.replace("kind", "kinnd"), "thu.toml:4: "),
        (GOOD.replace('"nukeviet"', '"nukeviet'), "thu.toml:9: this is no TOML"),
        (GOOD.replace('["/tin-tuc"]', '[\n  "/tin",\n  "tin",\n]'), 'thu.toml:10: start: "tin"'),
        (GOOD + '[select]\n\ntitle = "h1"\nviews = "..x"\n', "thu.toml:14: select.views"),
        (GOOD + '[follow]\nhome = "x"\n', 'thu.toml:12: "follow.home"'),
        (GOOD.replace('name = "Liên đoàn thử"', ""), 'thu.toml: "name" is missing'),
        (GOOD + "[[follow]]\n", "thu.toml:11: follow must be a table"),
    ],
)
def test_a_problem_names_its_line(text: str, place: str) -> None:
    assert any(line.startswith(place) for line in told(text).splitlines()), told(text)


def test_all_problems_of_a_file_are_told_at_once() -> None:
    message = told(GOOD.replace('"nukeviet"', '"nuke"').replace("evidence", "evidense"))
    assert len(message.splitlines()) == 3


@pytest.mark.parametrize("slug", ["Lao-Cai", "lào-cai", "a b", "-a", "a--b", ""])
def test_a_file_name_that_is_no_slug_is_refused(slug: str) -> None:
    assert "small letters" in told(GOOD, slug)


def test_a_file_name_longer_than_the_archive_takes_is_refused() -> None:
    assert "100 characters" in told(GOOD, "a" * 101)


@given(st.text(max_size=200))
def test_any_text_is_a_source_or_a_source_file_error(text: str) -> None:
    with pytest.raises(SourceFileError):
        parse_source(text, "thu", "thu.toml")
