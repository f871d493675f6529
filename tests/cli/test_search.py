"""``search`` finds what was stored, ``stories`` tells reprints; wrong calls are one line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive import stories
from cli.errors import OneLineError
from cli.main import app
from cli.search_command import _ranges
from tests.archive.stories.texts import prose, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(home: Any) -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(app, words)


def test_a_search_marks_what_it_found_and_says_how_many(call: Callable[..., Result]) -> None:
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
def test_a_filter_that_no_article_can_pass_is_no_empty_answer(
    call: Callable[..., Result], question: str, problem: str
) -> None:
    for words in (("search", question), ("export", "--q", question)):
        done = call(*words)
        assert isinstance(done.exception, OneLineError)
        assert str(done.exception) == problem
    assert "0 of 0 articles" in call("search", 'tỉnh:"Hà Giang" nguồn:ha-noi chủ_đề:van_ban').stdout


def test_the_day_of_collection_is_not_told_as_the_date_of_an_article_that_has_none(
    call: Callable[..., Result],
) -> None:
    put("1", ["Đại hội có ngày"])
    put("2", ["Đại hội không ngày"], published=None)
    told = call("search", "đại hội").stdout
    assert "nguon-1  2026-11-01  " in told
    assert "nguon-2  seen 2026-11-21  " in told


def test_a_phrase_of_the_shell_is_a_phrase(call: Callable[..., Result]) -> None:
    put("1", ["Nẵng rồi Đà"])
    put("2", ["Ở Đà Nẵng"])
    found = [json.loads(line)["title"] for line in call("search", "--json", "đà nẵng").stdout.splitlines()]
    assert found == ["Ở Đà Nẵng"]
    assert len(call("search", "--json", "đà", "nẵng").stdout.splitlines()) == 2


def test_stories_are_told_and_made_anew(call: Callable[..., Result]) -> None:
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


def test_paragraphs_are_told_in_ranges() -> None:
    assert _ranges(()) == "none"
    assert _ranges((0, 1, 2, 4, 6, 7)) == "lead–2, 4, 6–7"
