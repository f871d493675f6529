"""A document that a portal shows at two addresses is fetched and kept once, night after night."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "tests/extraction/layouts/document-letterhead-table.html").read_text(encoding="utf-8")
PLACES = ["/van-ban/ke-hoach-thang-cong-nhan.html", "/tin-tuc/ke-hoach-so-45-ve-thang-cong-nhan.html"]
LINES = "".join(
    f"<div class='item'><h3><a href='{place}'>Kế hoạch tổ chức Tháng Công nhân {number}</a></h3></div>"
    for number, place in enumerate(PLACES)
)
LISTING = f"<html><body><h1>Văn bản</h1><div class='list'>{LINES}</div></body></html>"
RULES = '[follow]\narticle = "/(van-ban|tin-tuc)/ke-hoach"'


def crawl(home: Path, port: int) -> None:
    told = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    env = {**told, "TCD_HOME": str(home), "TCD_DATABASE_URL": "", "TCD_ALLOW_PRIVATE": f"127.0.0.2:{port}"}
    command = [sys.executable, "-m", "cli", "crawl", "thu"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_document_at_two_addresses_is_one_article_and_not_fetched_again(
    local_site: Any, write_source: Any, tmp_path: Path
) -> None:
    local_site.answer(PLACES[0], PAGE)
    # Not to the letter: two of one run that are the spider sees itself.
    local_site.answer(PLACES[1], PAGE.replace("2. Các hoạt động", "2. Mọi hoạt động"))
    local_site.answer("/van-ban", LISTING)
    write_source("thu", local_site.url, f'start = ["/van-ban"]\n{RULES}')
    for _ in range(2):
        local_site.hits.clear()
        crawl(tmp_path, local_site.port)
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as database:
        told = "SELECT article.url, other.url FROM archive_article article, archive_otheraddress other"
        [urls] = database.execute(told).fetchall()
        assert database.execute("SELECT count(*) FROM archive_revision").fetchone() == (0,)
    assert sorted(urls) == sorted(local_site.url + place for place in PLACES)
    assert not set(PLACES) & set(local_site.hits)
