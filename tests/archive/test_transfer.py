"""Articles out of the archive and into it again: whole, filtered, for tables, never more than a page may."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import search
from archive.corrections import correct, withdraw
from archive.export import CELL, Wanted, articles, jsonl, table
from archive.importing import Line, import_lines
from archive.models import Article, OtherAddress, Revision
from archive.states import set_state
from archive.store import save
from items import Article as Found
from items import Attachment, Author, Moment, OfficialDocument, ProvinceRef, ViewCount
from pipelines.sanitise import sanitise
from spiders.keys import article_key

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
NEXT_NIGHT = NIGHT + timedelta(days=1, microseconds=7)
FOUND = Found(
    url="https://a.example.vn/tin/hoi-nghi-12.html",
    source="lao-cai",
    kind="document",
    title="Kế hoạch “Tết Sum vầy”",
    summary="Tóm tắt\u2028hai dòng",
    body_text="Đoạn một.\nĐoạn hai.",
    body_html="<p>Đoạn một.</p>\n<p>Đoạn hai.</p>",
    language="vi",
    published=Moment(date(2026, 11, 19), "day", "19/11/2026", "line"),
    authors=(Author("Lò Thị Mai", "writer", "LĐLĐ tỉnh"), Author("Páo", "photographer")),
    section=("Tin tức", "Công đoàn"),
    province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
    topics=("tet", "van_ban"),
    views=ViewCount(120, "Lượt xem: 120", "label"),
    attachments=(Attachment("https://a.example.vn/kh.pdf", "Kế hoạch", "application/pdf"),),
    document=OfficialDocument(number="334/KH-LĐLĐ", issued_on=date(2026, 11, 18), recipients=("Như trên",)),
    documents_cited=("12/NQ-BCH",),
)


def put(key: str = "12", at: datetime = NIGHT, **fields: Any) -> int:
    save(replace(FOUND, **fields), key=key, run_id=None, at=at)
    return Article.objects.get(key=key).pk


def exported(**wanted: Any) -> list[str]:
    return list(jsonl(articles(Wanted(**wanted))))


def take(lines: list[str]) -> list[Line]:
    data = [line.encode() for line in lines]
    return list(import_lines(data, key=lambda _source, url: article_key(url), clean=sanitise, at=NEXT_NIGHT))


def eventful() -> list[str]:
    """An archive in which everything happened that can happen to an article; as it is exported."""
    first = put()
    put("12", NEXT_NIGHT, title="Kế hoạch (sửa)", views=ViewCount(150, "150", "label"))
    put(
        "13",
        NEXT_NIGHT,
        url="https://a.example.vn/tin/khac-13.html",
        views=None,
        document=None,
        published=None,
    )
    correct(first, {"title": "Đúng", "body_text": "Đoạn ba."}, author="mai", reason="sai", at=NEXT_NIGHT)
    correct(first, {"title": "Đúng hơn"}, author="hà", reason="", at=NEXT_NIGHT)
    withdraw(first, ["body_text"], by="mai", at=NEXT_NIGHT)
    set_state([first], "hidden", by="mai", at=NEXT_NIGHT)
    Article.objects.filter(pk=first).update(missing_since=NIGHT, removed_at=NEXT_NIGHT)
    return exported()


@pytest.mark.django_db
def test_what_was_exported_comes_back_to_the_byte() -> None:
    lines = eventful()
    before = list(Article.objects.order_by("pk").values("guid", "content_hash", "public", "sort_at"))
    Article.objects.all().delete()
    assert [line.became for line in take(lines)] == ["new", "new"]
    assert exported() == lines
    after = list(Article.objects.order_by("pk").values("guid", "content_hash", "public", "sort_at"))
    assert after == before
    assert save(FOUND, key="12", run_id=None, at=NEXT_NIGHT) == "changed"
    assert Article.objects.get(key="12").title == "Đúng hơn"
    assert Revision.objects.filter(article__key="12").count() == 2


@pytest.mark.django_db
def test_further_addresses_of_a_document_go_and_come_with_it() -> None:
    put()
    assert save(FOUND, key="elsewhere", run_id=None, at=NEXT_NIGHT) == "unchanged"
    lines = exported()
    Article.objects.all().delete()
    assert [line.became for line in take(lines)] == ["new"]
    assert exported() == lines
    assert save(FOUND, key="elsewhere", run_id=None, at=NEXT_NIGHT) == "unchanged"
    assert save(FOUND, key="a third", run_id=None, at=NEXT_NIGHT) == "unchanged"
    # One that was exported before there were any has none, and what has the address already keeps it.
    told = json.loads(lines[0])
    del told["archive"]["addresses"]
    told["archive"] |= {"key": "old", "guid": str(uuid4())}
    assert [line.became for line in take([json.dumps(told)])] == ["new"]
    told["archive"] |= {"key": "elsewhere"}
    assert [line.became for line in take([json.dumps(told)])] == ["known"]
    told["archive"] |= {
        "key": "new",
        "guid": str(uuid4()),
        "addresses": [["12", FOUND.url, NIGHT.isoformat()]],
    }
    assert [line.became for line in take([json.dumps(told)])] == ["new"]
    assert not OtherAddress.objects.filter(key="12").exists()


@pytest.mark.django_db
def test_a_line_starts_with_the_record_of_the_contract() -> None:
    put()
    told = json.loads(exported()[0])
    record = {name: value for name, value in told.items() if name != "archive"}
    assert list(record) == list(FOUND.to_record())
    assert record == FOUND.to_record()
    assert list(record["published"]) == ["value", "precision", "raw", "from", "relative"]


@pytest.mark.django_db
def test_twice_is_once_and_what_is_there_stays_as_it_is() -> None:
    lines = eventful()
    put("13", NEXT_NIGHT, title="Mới hơn")
    now = exported()
    assert [line.became for line in take(lines)] == ["known", "known"]
    assert exported() == now


@pytest.mark.django_db
def test_records_of_extract_are_taken_by_the_key_of_their_address() -> None:
    record = json.dumps(FOUND.to_record())
    assert [line.became for line in take([record, record])] == ["new", "known"]
    row = Article.objects.get()
    assert row.key == article_key(FOUND.url)
    assert (row.first_seen_at, row.views_value, row.readings.count()) == (NEXT_NIGHT, 120, 1)
    assert search.hits(search.Search("sum vầy"), 5)[0].id == row.pk
    assert save(FOUND, key=row.key, run_id=None, at=NEXT_NIGHT) == "unchanged"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "no line of JSON"),
        ("[]", "no JSON object"),
        ('"\\ud800"', "no JSON object"),
        ('{"url": "javascript:x", "source": "a", "kind": "article"}', "url: an address"),
        ('{"url": "https://a.vn/", "source": "a", "kind": "flood"}', "no flood"),
        ('{"url": "https://a.vn/", "source": "../a", "kind": "article"}', "source"),
        ('{"url": "https://a.vn/", "source": "a", "kind": "article", "titel": "x"}', "titel"),
        (
            '{"url": "https://a.vn/", "source": "a", "kind": "article", "published": {"value": "2026-02-30", '
            '"precision": "day", "raw": "", "from": "line"}}',
            "published",
        ),
        (
            '{"url": "https://a.vn/", "source": "a", "kind": "article", "archive": {"key": "1"}}',
            "archive.guid",
        ),
        ("[" * 100_000, "no line of JSON"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_others_are_kept(line: str, problem: str) -> None:
    good = json.dumps(FOUND.to_record())
    told = take(["", line, good])
    assert [(each.number, each.became) for each in told] == [(2, "bad"), (3, "new")]
    assert problem in told[0].problem
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_a_name_that_another_article_has_is_a_bad_line() -> None:
    put()
    other = json.loads(exported()[0])
    other["archive"]["key"] = "99"
    told = take([json.dumps(other), json.dumps({**FOUND.to_record(), "source": "lai-chau"})])
    assert [each.became for each in told] == ["bad", "new"]


@pytest.mark.django_db
def test_markup_from_a_file_is_as_harmless_as_from_a_site() -> None:
    line = json.loads(eventful()[0])
    Article.objects.all().delete()
    line["body_html"] = line["archive"]["said"]["body_html"] = "<p onclick=x>Một<script>alert(1)</script></p>"
    line["archive"]["revisions"][0]["before"]["body_html"] = "<iframe src=//x></iframe>"
    assert [each.became for each in take([json.dumps(line)])] == ["new"]
    text = exported()[0]
    assert "script" not in text
    assert "onclick" not in text
    assert "iframe" not in text


@pytest.mark.django_db
def test_filters_choose_what_is_exported() -> None:
    first = put()
    put("13", title="Hội thao", kind="article", topics=(), province=None, published=None)
    put("14", source="lai-chau", published=Moment(date(2020, 1, 1), "day", "x", "line"))
    set_state([first], "hidden", by="mai", at=NIGHT)

    def keys(**wanted: Any) -> list[str]:
        return [json.loads(line)["archive"]["key"] for line in exported(**wanted)]

    assert keys() == ["12", "13", "14"]
    assert keys(sources=("lai-chau",)) == ["14"]
    assert keys(until=NIGHT - timedelta(days=30)) == ["14"]
    assert keys(province="lao-cai", topic="tet") == ["12", "14"]
    assert keys(kind="article") == keys(q="hoi thao") == ["13"]
    assert keys(state="hidden") == ["12"]
    assert keys(public=True) == ["13", "14"]
    assert keys(q="sum vầy", sources=("lao-cai",)) == ["12"]
    assert keys(since=NIGHT) == ["13"]
    assert keys(since=NIGHT - timedelta(days=30)) == ["12", "13"]


@pytest.mark.django_db
def test_a_table_opens_in_a_spreadsheet_as_it_was_meant() -> None:
    put(title='=HYPERLINK("http://x")', summary='Nói: "Tết",\nhai dòng', body_text="x" * 40_000)
    text = "".join(table(articles(Wanted())))
    assert text.startswith("\ufeffid,source,")
    assert text.count("\r\n") == 2
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    row = dict(zip(*rows, strict=True))
    assert row["title"] == '\'=HYPERLINK("http://x")'
    assert row["summary"] == 'Nói: "Tết",\nhai dòng'
    assert (row["published"], row["document_issued_on"], row["views"]) == ("2026-11-19", "2026-11-18", "120")
    assert row["authors"] == "Lò Thị Mai (writer); Páo (photographer)"
    assert len(row["text"]) == CELL


@given(st.text(), st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(text: str, separator: str) -> None:
    row = Article(source="a", kind="article", title=text, url="https://a.example/", first_seen_at=NIGHT)
    written = "".join(table([[row]], separator)).removeprefix("\ufeff")
    cells = list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))[1]
    title = cells[3]
    assert title[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert title.removeprefix("'") == text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")
