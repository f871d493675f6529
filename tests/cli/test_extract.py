"""``tincongdoan extract`` and ``normalize`` as other programs call them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from replica import make_site
from replica.site import Request

CONTRACT = [
    "url",
    "source",
    "kind",
    "title",
    "summary",
    "body_text",
    "body_html",
    "language",
    "published",
    "published_between",
    "updated",
    "authors",
    "organisation",
    "section",
    "province",
    "topics",
    "views",
    "images",
    "attachments",
    "document",
    "documents_cited",
]


def call(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    site = make_site("quang-nam")
    path = tmp_path / "page.html"
    path.write_bytes(site.respond(Request("GET", site.truth()[0].path)).body)
    return path


def test_a_page_gives_one_record_with_the_keys_of_the_contract_in_order(page: Path) -> None:
    done = call("extract", str(page), "--url", "http://example.vn/a", "--source", "quang-nam")
    assert done.returncode == 0, done.stderr
    (record,) = lines(done)
    truth = make_site("quang-nam").truth()[0]
    assert list(record) == CONTRACT
    assert record["title"] == truth.title
    assert record["published"]["value"] == truth.published
    assert record["published"]["from"] == "line"
    assert record["views"]["value"] == truth.views
    assert record["source"] == "quang-nam"
    assert record["province"] == {"slug": "quang-nam", "name": "Quảng Nam", "current": "da-nang"}


def test_records_come_in_the_order_of_the_pages(tmp_path: Path) -> None:
    pages = []
    for number in range(3):
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(
            f"<title>Hội nghị công đoàn số {number}</title><h1>Hội nghị công đoàn số {number}</h1>"
        )
    done = call("extract", *map(str, pages))
    assert [record["title"] for record in lines(done)] == [f"Hội nghị công đoàn số {n}" for n in range(3)]


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe", b"<" * 2000, b"<div>" * 3000, b"\xff" * 500, b"<frameset><frame></frameset>"],
)
def test_the_worst_page_exits_0_with_empty_fields(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "broken.html"
    path.write_bytes(body)
    done = call("extract", str(path))
    assert done.returncode == 0
    (record,) = lines(done)
    assert record["url"] is None
    assert record["published"] is None
    assert record["views"] is None


def test_a_file_that_cannot_be_read_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = call("extract", str(tmp_path / "absent.html"))
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert "absent.html cannot be read" in done.stderr.decode()


def test_explain_shows_the_outcome_of_each_candidate_and_leaves_the_record_alone(page: Path) -> None:
    done = call("extract", str(page), "--explain")
    assert len(lines(done)) == 1
    explanation = done.stderr.decode()
    assert "refused: stands outside" in explanation
    assert "agrees with title.headline" in explanation
    assert re.search(r"Lượt xem: [\d.]+ +│ views\.label .*│ taken ", explanation)
    assert "…" in explanation


def test_a_wrong_time_says_how_to_write_one(page: Path) -> None:
    done = call("extract", str(page), "--at", "hôm qua")
    assert done.returncode == 2
    assert "2021-07-20T15:00+07:00" in done.stderr.decode()


def test_an_unknown_source_is_named(page: Path) -> None:
    done = call("extract", str(page), "--source", "lao-kai")
    assert done.returncode == 2
    assert "lao-kai" in done.stderr.decode()


def test_a_loopback_address_is_refused_unless_it_is_allowed() -> None:
    done = call("extract", "http://127.0.0.1:9/")
    assert done.returncode == 2
    assert "address refused" in done.stderr.decode()


@pytest.mark.parametrize(
    ("what", "text", "wanted"),
    [
        ("date", "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)", "2020-06-25T09:11:00+07:00"),
        ("views", "Lượt xem: 1.234", 1234),
    ],
)
def test_normalize_gives_one_value_a_line_empty_ones_too(what: str, text: str, wanted: object) -> None:
    done = call("normalize", what, stdin=f"{text}\n\nkhông có gì\n".encode())
    first, second, third = lines(done)
    assert first["value"] == wanted
    assert (second, third) == (None, None)


def test_normalize_counts_lines_by_line_feeds_only() -> None:
    done = call("normalize", "date", stdin="a\u2028b\x85c\n25/06/2020\r\nlast".encode())
    assert [value and value["value"] for value in lines(done)] == [None, "2020-06-25", None]


def test_normalize_reads_a_byline_of_two_lines() -> None:
    done = call("normalize", "byline", stdin="Ảnh: Minh Anh, bài: Sền Thu\\n(LĐLĐ tỉnh Lào Cai)\n".encode())
    (people,) = lines(done)
    assert [(p["name"], p["role"]) for p in people] == [("Sền Thu", "writer"), ("Minh Anh", "photographer")]
    assert {p["organisation"] for p in people} == {"LĐLĐ tỉnh Lào Cai"}


def test_normalize_keeps_the_order_of_documents() -> None:
    done = call("normalize", "documents", stdin="Kế hoạch 334/KH-LĐLĐ theo 11-NQ/TW\n".encode())
    assert lines(done) == [["334/KH-LĐLĐ", "11-NQ/TW"]]


def test_relative_dates_count_from_at() -> None:
    done = call("normalize", "date", "--at", "2021-07-20T15:00+07:00", stdin="15 phút trước\n".encode())
    assert lines(done)[0] == {
        "value": "2021-07-20T14:45:00+07:00",
        "precision": "minute",
        "raw": "15 phút trước",
    }
