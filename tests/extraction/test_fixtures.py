"""Every folder of ``fixtures`` is a page and the record that it must give, field by field."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extraction import extract
from extraction.decode import decode
from extraction.fixture import Fixture, differences, load
from extraction.scrub import scrub, scrub_address, scrub_text
from pipelines.decide import decide

FOLDER = Path(__file__).parent / "fixtures"
LAYOUTS = Path(__file__).parent / "layouts"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def record(kept: Fixture) -> dict[str, Any]:
    raw = extract(kept.body, kept.url, at=kept.fetched_at, content_type=kept.content_type)
    return decide(raw).to_record()


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_page_gives_its_record(name: str) -> None:
    kept, wanted = load(FOLDER / name)
    assert record(kept) == wanted


def call(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "fixture", "save", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_save_keeps_page_time_and_record_and_never_overwrites_unasked(tmp_path: Path) -> None:
    page = LAYOUTS / "joomla-k2.html"
    words = (str(page), "--url", "https://a.example.vn/tin/1", "--at", "2026-01-15", "--into", str(tmp_path))
    done = call(*words)
    assert done.returncode == 0, done.stderr
    (folder,) = tmp_path.iterdir()
    kept, wanted = load(folder)
    assert kept.body == page.read_bytes()
    assert (kept.url, kept.at) == ("https://a.example.vn/tin/1", "2026-01-15T00:00:00+07:00")
    assert record(kept) == wanted
    again = call(*words)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "--replace" in again.stderr


@pytest.mark.parametrize("name", ["joomla-k2", "vnpt-portal", "dotnetnuke", "old-asp-br", "windows-1258"])
def test_a_page_with_other_words_still_tells_the_same(name: str) -> None:
    truth = json.loads((LAYOUTS / f"{name}.json").read_text("utf-8"))
    body = (LAYOUTS / f"{name}.html").read_bytes()
    before = Fixture(body, truth["url"], "2026-01-15T12:00:00+07:00", None)
    after = Fixture(scrub(decode(body)).encode(), scrub_address(truth["url"]), before.at, None)
    told, telling = record(before), record(after)
    assert differences(told, telling) == []
    assert telling["title"] != told["title"]
    sentences = [text for text in told["body_text"].split("\n\n") if len(text) > 60]
    assert sentences
    assert not any(text in telling["body_text"] for text in sentences)


def test_labels_numbers_and_lengths_stay_and_sentences_go() -> None:
    assert scrub_text("Lượt xem: 1.283") == "Lượt xem: 1.283"
    assert scrub_text("Thứ Ba, ngày 03/09/2024 | 09:11") == "Thứ Ba, ngày 03/09/2024 | 09:11"
    assert scrub_text("Số: 77/KH-CĐN") == "Số: 77/KH-CĐN"
    told = scrub_text("Chị Mẩy xúc động cảm ơn các cấp")
    assert told != "Chị Mẩy xúc động cảm ơn các cấp"
    assert [len(word) for word in told.split()] == [
        len(word) for word in "Chị Mẩy xúc động cảm ơn các cấp".split()
    ]
    assert scrub_text("liên hệ mayngan@vidu.vn").endswith("hopthu@vidu.vn")


def test_markup_stays_and_scripts_comments_and_slugs_say_nothing() -> None:
    page = (
        '<!-- Bí mật --><script>var a = "Xúc động";</script><style>p{color:red}</style>'
        '<a href="/tin/cam-on-cac-cap-12.html" class="x">Xúc động cảm ơn</a><p>1 &lt; 2</p>'
    )
    told = scrub(page)
    assert "Bí mật" not in told
    assert "Xúc động" not in told
    assert "cam-on" not in told
    assert '-12.html" class="x">' in told
    assert "p{color:red}" in told
    assert "1 &lt; 2" in told
