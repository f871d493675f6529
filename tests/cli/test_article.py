"""``article show``, ``export``, ``import`` and ``reextract`` of an edited, corrected article."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archive.corrections import correct
from archive.models import Article, OtherAddress
from archive.store import remember_sources, save
from cli.errors import OneLineError
from cli.main import app
from items import Article as ExtractedArticle
from items import Source, ViewCount
from spiders.keys import article_key

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
EXTRACTED = ExtractedArticle(
    url="https://a.example.vn/tin/hoi-nghi-12.html",
    source="lao-cai",
    kind="article",
    title="Hội nghị",
    body_text="Hơn 200 đại biểu dự.\nBế mạc.",
    views=ViewCount(120, "120", "label"),
)


@pytest.fixture(autouse=True)
def edited_article() -> Article:
    source = Source("lao-cai", "LĐLĐ", "LĐLĐ", "federation", "http://a.example.vn", "unverified", "made up")
    remember_sources([source])
    key = article_key(EXTRACTED.url)
    save(EXTRACTED, key=key, run_id=None, at=NIGHT)
    edited = replace(
        EXTRACTED, body_text="Hơn 300 đại biểu dự.\nBế mạc.", views=ViewCount(191, "191", "label")
    )
    save(edited, key=key, run_id=None, at=NIGHT + timedelta(days=7))
    row = Article.objects.get()
    correct(row.pk, {"title": "Hội nghị tổng kết"}, author="mai", reason="thiếu chữ", at=NIGHT)
    return row


def call(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_an_article_is_shown_by_its_number_with_corrections_views_and_revisions(
    edited_article: Article,
) -> None:
    output = call("article", "show", str(edited_article.pk), "--revisions")
    for part in (
        "Hội nghị tổng kết",
        "correction of title by mai",
        "source: Hội nghị",
        "120 (2026-11-21 02:00), 191 (2026-11-28 02:00)",
        "10.0 readers a day",
        "revision 1, 2026-11-28 02:00: the source changed body_text",
        "~ Hơn [-200-]{+300+} đại biểu dự.",
    ):
        assert part in output
    assert "Bế mạc" not in output


def test_an_article_is_found_by_its_url_a_variant_of_it_and_an_alias(edited_article: Article) -> None:
    other = "https://a.example.vn/van-ban/hoi-nghi"
    OtherAddress.objects.create(
        article=edited_article, source="lao-cai", key=article_key(other), url=other, found_at=NIGHT
    )
    assert f"also at {other}" in call("article", "show", EXTRACTED.url)
    for address in (EXTRACTED.url, "http://www.a.example.vn/tin/hoi-nghi-12.html?utm_source=zalo#x", other):
        assert json.loads(call("article", "show", address, "--json"))["archive"]["key"] == edited_article.key
    for words, problem in (
        ("https://b.example.vn/tin/hoi-nghi-12.html", "no article of"),
        ("999999", "no article 999999"),
        ("12 3", "neither"),
    ):
        with pytest.raises(OneLineError, match=problem):
            call("article", "show", words)


def test_two_sites_that_number_their_articles_alike_are_not_mixed_up() -> None:
    remember_sources(
        [Source("son-la", "LĐLĐ", "LĐLĐ", "federation", "http://b.example.vn", "unverified", "made up")]
    )
    for source, host in (("lao-cai", "c"), ("son-la", "b")):
        page = replace(EXTRACTED, source=source, url=f"https://{host}.example.vn/tin/hoi-nghi-12.html")
        save(page, key=article_key(page.url, "nukeviet"), run_id=None, at=NIGHT)
    for host, source in (("c", "lao-cai"), ("b", "son-la")):
        url = f"https://{host}.example.vn/tin/hoi-nghi-12.html"
        assert json.loads(call("article", "show", url, "--json"))["source"] == source
    with pytest.raises(OneLineError, match="no article of"):
        call("article", "show", "https://d.example.vn/tin/hoi-nghi-12.html")


def test_the_last_day_of_an_export_is_included() -> None:
    day = "2026-11-21"  # in Việt Nam, when the article was first seen
    for options, number in ((("--since", day, "--until", day), 1), (("--until", "2026-11-20"), 0)):
        assert call("export", *options).endswith(f"{number} articles exported\n")


def test_an_export_writes_a_complete_file_or_none(tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    assert call("export", "--format", "csv", "-o", str(file), "--separator", "semicolon") == (
        "1 articles exported\n"
    )
    assert file.read_bytes().startswith("\ufeffid;source;".encode())
    assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]
    with pytest.raises(OneLineError, match="article or document"):
        call("export", "--kind", "flood")
    with pytest.raises(OneLineError, match="no day"):
        call("export", "--since", "hôm qua")


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--province", "lao-kai", 'there is no province "lao-kai"; did you mean "lao-cai"?'),
        ("--source", "lao-kai", 'there is no source "lao-kai"; did you mean "lao-cai"?'),
        ("--topic", "van_bang", 'there is no topic "van_bang"; did you mean "van_ban"?'),
    ],
)
def test_a_filter_that_no_article_can_match_is_an_error_and_no_empty_export(
    tmp_path: Path, option: str, value: str, problem: str
) -> None:
    with pytest.raises(OneLineError) as refused:
        call("export", option, value, "-o", str(tmp_path / "out.jsonl"))
    assert str(refused.value) == problem
    assert list(tmp_path.iterdir()) == []


def test_former_provinces_and_sources_without_a_file_are_valid_filters() -> None:
    save(replace(EXTRACTED, source="gone", url="https://b.example.vn/1"), key="1", run_id=None, at=NIGHT)
    assert '"source":"gone"' in call("export", "--source", "gone")
    assert call("export", "--source", "son-la", "--province", "yen-bai", "--topic", "van_ban") == (
        "0 articles exported\n"
    )


def test_bad_lines_of_an_import_are_named_and_the_exit_code_is_1(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    record = {**EXTRACTED.to_record(), "url": "https://a.example.vn/khac"}
    file.write_text(json.dumps(record) + "\nhello\n")
    result = CliRunner().invoke(app, ["import", str(file)])
    assert result.exit_code == 1
    assert "line 2: this is no line of JSON" in result.output
    assert "1 articles imported, 0 known, 1 bad lines" in result.output
    assert Article.objects.count() == 2


def test_reextract_prints_its_counts() -> None:
    assert call("reextract", "--dry-run") == "0 pages read again, 0 articles would change\n"
