"""Every error in a source file is reported with file, line, key and remedy."""

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


def error_message(text: str, slug: str = "thu") -> str:
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
            '"platfrom" is not a key of a source file; did you mean "platform"?',
        ),
        (('"nukeviet"', '"nukevit"'), 'platform = "nukevit" is not allowed; did you mean "nukeviet"?'),
        (('"federation"', '"xyz"'), 'kind = "xyz" is not allowed; possible: central, federation'),
        (
            ('platform = "nukeviet"', 'publish = "non"'),
            'publish = "non" is not allowed; possible: all, approved',
        ),
        (('name = "Liên đoàn thử"', ""), '"name" is missing'),
        (('"Liên đoàn thử"', '"  "'), "name must not be empty"),
        (('"Liên đoàn thử"', "5"), "name = 5: must be a text in quotes"),
        (('["/tin-tuc"]', '"/tin-tuc"'), "start = '/tin-tuc': must be a list of texts"),
        (('["/tin-tuc"]', '["tin-tuc"]'), 'start: "tin-tuc" must begin with "/"'),
        (
            ('"http://cong-doan.example"', '"cong-doan.example"'),
            'home = "cong-doan.example": a full URL',
        ),
        (('"http://cong-doan.example"', '"http://a:99999"'), "home"),
        (
            ('"lao-cai"', '"lao-kai"'),
            'province = "lao-kai" is not the slug of a province; did you mean "lao-cai"?',
        ),
        (('"nukeviet"', '"nukeviet'), "this is not valid TOML"),
    ],
)
def test_an_error_is_reported_with_file_key_and_remedy(change: tuple[str, str], sentence: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    message = error_message(text)
    assert message.startswith("thu.toml:")
    assert sentence in message


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[select]\nview = ".x"', '"select.view" is not a key of [select]; did you mean "views"?'),
        ('[select]\nviews = "..x"', 'select.views = "..x" is not a CSS selector'),
        ('[follow]\narticle = "("', 'follow.article = "(" is not a regular expression'),
        ("[politeness]\ndelay = -1", "politeness.delay = -1.0: must be 0 to 300 seconds"),
        ('[politeness]\nconcurrency = "x"', "politeness.concurrency = 'x': must be a whole number"),
        ('[[follow]]\narticle = "x"', "follow must be a table"),
    ],
)
def test_an_error_in_a_table_is_reported(table: str, sentence: str) -> None:
    assert sentence in error_message(GOOD + table + "\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (GOOD.replace("kind", "kinnd"), "thu.toml:4: "),
        (GOOD.replace('"nukeviet"', '"nukeviet'), "thu.toml:9: this is not valid TOML"),
        (GOOD.replace('["/tin-tuc"]', '[\n  "/tin",\n  "tin",\n]'), 'thu.toml:10: start: "tin"'),
        (GOOD + '[select]\n\ntitle = "h1"\nviews = "..x"\n', "thu.toml:14: select.views"),
        (GOOD + '[follow]\nhome = "x"\n', 'thu.toml:12: "follow.home"'),
        (GOOD.replace('name = "Liên đoàn thử"', ""), 'thu.toml: "name" is missing'),
        (GOOD + "[[follow]]\n", "thu.toml:11: follow must be a table"),
    ],
)
def test_an_error_names_its_line(text: str, place: str) -> None:
    assert any(line.startswith(place) for line in error_message(text).splitlines()), error_message(text)


def test_all_errors_of_a_file_are_reported_at_once() -> None:
    message = error_message(GOOD.replace('"nukeviet"', '"nuke"').replace("evidence", "evidense"))
    assert len(message.splitlines()) == 3


@pytest.mark.parametrize("slug", ["Lao-Cai", "lào-cai", "a b", "-a", "a--b", ""])
def test_a_file_name_that_is_no_slug_is_an_error(slug: str) -> None:
    assert "small letters" in error_message(GOOD, slug)


def test_a_file_name_that_is_too_long_for_the_archive_is_an_error() -> None:
    assert "100 characters" in error_message(GOOD, "a" * 101)


@given(st.text(max_size=200))
def test_any_other_text_is_a_source_file_error(text: str) -> None:
    with pytest.raises(SourceFileError):
        parse_source(text, "thu", "thu.toml")
