"""``tincongdoan sources list``: every source once, by current province; missing provinces; wrong options."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.errors import OneLineError
from cli.main import app
from cli.sources_table import lines
from items import Source
from sources import load_sources


def source(slug: str, province: str | None, kind: str = "federation", status: str = "unverified") -> Source:
    return Source(
        slug=slug, name="Thử", publisher="Thử", kind=kind, home=f"http://{slug}.example",  # type: ignore[arg-type]
        status=status, evidence="bài kiểm tra", province=province,  # type: ignore[arg-type]
    )  # fmt: skip


GIVEN = [
    source("da-nang", "da-nang"),
    source("quang-nam", "quang-nam", "portal", "frozen"),
    source("binh-thuan", "binh-thuan"),
    source("lam-dong-cong", "lam-dong", "portal"),
    source("trung-uong", None, "central"),
    source("ban-dich", None, "newspaper", "refused"),
]


def listed_lines(
    *, province: str | None = None, status: str | None = None, missing: bool = False
) -> list[str]:
    return [text for _, text in lines(GIVEN, province=province, status=status, missing=missing)]


def first_words(texts: list[str]) -> list[str]:
    return [text.split()[0] for text in texts if text.strip()]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TCD_HOME", str(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["sources", "list", *words])

    return run


def test_every_source_is_listed_once() -> None:
    words = first_words(listed_lines())
    assert [words.count(one.slug) for one in GIVEN] == [1] * len(GIVEN)


def test_former_provinces_are_listed_below_the_one_that_includes_them() -> None:
    texts = listed_lines()
    here = texts.index("Đà Nẵng (da-nang): its own federation")
    assert texts[here + 1].split()[0] == "da-nang"
    assert texts[here + 2] == "  until 30/06/2025 Quảng Nam (quang-nam): nothing crawled"
    assert texts[here + 3].startswith("    quang-nam ")


def test_missing_provinces_are_listed_with_what_covers_them_instead() -> None:
    texts = listed_lines(missing=True)
    assert "Lâm Đồng (lam-dong): only the federation of a former province (Bình Thuận)" in texts
    assert "lam-dong-cong" in first_words(texts)
    assert "Huế (hue): nothing crawled" in texts
    assert not {"da-nang", "binh-thuan", "trung-uong"} & set(first_words(texts))
    assert "  until 30/06/2025 Quảng Nam (quang-nam): nothing crawled" in texts


def test_the_summary_counts_current_and_former_provinces() -> None:
    texts = listed_lines()
    assert "Of the 34 provinces of today:" in texts
    assert "   1 its own federation" in texts
    assert "   1 only the federation of a former province (Lâm Đồng)" in texts
    assert texts[-1] == "6 sources (1 frozen, 1 refused, 4 unverified); 3 are crawled every night."


def test_a_former_province_is_shown_alone_and_a_current_one_with_its_former_ones() -> None:
    assert first_words(listed_lines(province="quang-nam")) == ["Đà", "until", "quang-nam"]
    assert first_words(listed_lines(province="da-nang")) == ["Đà", "da-nang", "until", "quang-nam"]


def test_a_status_shows_only_its_sources() -> None:
    assert first_words(listed_lines(status="frozen")) == ["Đà", "until", "quang-nam"]
    assert first_words(listed_lines(status="refused")) == ["The", "ban-dich"]
    assert listed_lines(status="verified") == []


def test_without_sources_every_province_is_listed_as_not_read() -> None:
    texts = [text for _, text in lines([])]
    assert sum(text.endswith("): nothing crawled") for text in texts) == 63


def test_the_command_prints_every_source_of_the_registry_on_one_line_each(call) -> None:  # type: ignore[no-untyped-def]
    result = call()
    assert result.exit_code == 0
    words = first_words(result.stdout.splitlines())
    assert {slug for slug in load_sources() if words.count(slug) != 1} == set()


def test_the_users_own_source_is_listed(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "nghe-an.toml").write_text(
        'name = "N"\npublisher = "N"\nkind = "federation"\nprovince = "nghe-an"\n'
        'home = "http://a.example"\nstatus = "verified"\nevidence = "a test"\n'
    )
    result = call("--province", "nghe-an")
    assert "Nghệ An (nghe-an): its own federation" in result.stdout
    assert "verified    http://a.example" in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--province", "da-nag"),
            '--province da-nag is not the slug of a province; did you mean "da-nang"?',
        ),
        (("--province", "zzz"), "--province zzz is not the slug of a province"),
        (("--status", "frosen"), '--status frosen: did you mean "frozen"?'),
    ],
)
def test_a_wrong_value_is_reported_with_the_right_one(call, words: tuple[str, str], sentence: str) -> None:  # type: ignore[no-untyped-def]
    result = call(*words)
    assert isinstance(result.exception, OneLineError)
    assert str(result.exception) == sentence
