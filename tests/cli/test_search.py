"""``search`` finds stored articles, ``stories`` shows reprints; a wrong call prints one line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive import stories
from cli.errors import OneLineError
from cli.main import app
from cli.search_view import format_ranges
from tests.archive.stories.texts import prose, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(home: Any) -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(app, words)


def test_a_search_prints_its_hits_and_their_number(call: Callable[..., Result]) -> None:
    put("1", ["Tết Sum vầy ở Đà Nẵng", "Đoàn viên nhận quà."])
    put("2", ["Tin khác"], day=2)
    done = call("search", "da nang")
    assert "Tết Sum vầy ở Đà Nẵng" in done.stdout
    assert "1 of 1 articles" in done.stdout
    others = call("search", "--json", "--", "-khác").stdout.splitlines()
    assert [json.loads(line)["title"] for line in others] == ["Tết Sum vầy ở Đà Nẵng"]
    assert "0 of 0 articles" in call("search", "không", "có").stdout
    assert call("search", "--rebuild").stdout == "2 articles indexed\n"
    assert call("search").exit_code != 0


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ('tỉnh:"Lào Kai"', 'there is no province "Lào Kai"; did you mean "lao-cai"?'),
        ("tết nguồn:ha-noii", 'there is no source "ha-noii"; did you mean "ha-noi"?'),
        ("chủ_đề:an_toan", 'there is no topic "an_toan"; did you mean "an_toan_ve_sinh_lao_dong"?'),
        ("tỉnh:qqq", 'there is no province "qqq"'),
    ],
)
def test_a_filter_that_no_article_can_match_is_an_error_and_no_empty_result(
    call: Callable[..., Result], question: str, problem: str
) -> None:
    for words in (("search", question), ("export", "--q", question)):
        done = call(*words)
        assert isinstance(done.exception, OneLineError)
        assert str(done.exception) == problem
    assert "0 of 0 articles" in call("search", 'tỉnh:"Hà Giang" nguồn:ha-noi chủ_đề:van_ban').stdout


def test_an_article_without_a_date_shows_when_it_was_first_seen(
    call: Callable[..., Result],
) -> None:
    put("1", ["Đại hội có ngày"])
    put("2", ["Đại hội không ngày"], published=None)
    output = call("search", "đại hội").stdout
    assert "nguon-1  2026-11-01  " in output
    assert "nguon-2  seen 2026-11-21  " in output


def test_a_quoted_argument_is_a_phrase(call: Callable[..., Result]) -> None:
    put("1", ["Nẵng rồi Đà"])
    put("2", ["Ở Đà Nẵng"])
    titles = [json.loads(line)["title"] for line in call("search", "--json", "đà nẵng").stdout.splitlines()]
    assert titles == ["Ở Đà Nẵng"]
    assert len(call("search", "--json", "đà", "nẵng").stdout.splitlines()) == 2


def test_stories_are_shown_and_rebuilt(call: Callable[..., Result]) -> None:
    lines = prose(31)
    put("1", lines)
    late = put("2", lines[:4], day=2)
    stories.link()
    first, second = call("stories", "show", str(late.pk)).stdout.splitlines()
    assert "first" in first
    assert "100% of it, paragraphs 1–4" in second
    undated = put("4", lines[:4], published=None)
    stories.link()
    assert "nguon-4  seen 2026-11-21 02:00  " in call("stories", "show", str(undated.pk)).stdout
    assert call("stories", "rebuild").stdout == "3 articles compared, 1 stories\n"
    assert call("stories", "show", "999999").exit_code != 0
    alone = put("3", prose(32))
    assert call("stories", "show", str(alone.pk)).stdout == "stands alone\n"


def test_paragraph_numbers_are_formatted_as_ranges() -> None:
    assert format_ranges(()) == "none"
    assert format_ranges((0, 1, 2, 4, 6, 7)) == "lead–2, 4, 6–7"
