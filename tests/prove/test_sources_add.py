"""Real crawls with proposed files: every system's replica, 38 habits of sites, notices, the time."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from items import Politeness
from replica import SITES, make_site
from replica.misbehaving.server import MisbehavingServer
from replica.platforms import PLATFORM_SITES, make_platform_site
from replica.server import ReplicaServer
from sources import load_source
from sources.detect.survey_page import SurveyPage
from sources.writing import to_toml
from spiders.keys import article_key
from spiders.survey import propose, survey
from tests.spiders.survey import driving
from tests.spiders.survey.variants import VARIANTS, VariantSite
from vietnamese.text import clean


def tincongdoan(home: Path, *words: str, allow: str = "127.0.0.0/8") -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    env |= {"TCD_HOME": str(home), "TCD_ALLOW_PRIVATE": allow, "TCD_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def stored(home: Path) -> Mapping[str, dict[str, Any]]:
    """What the archive holds, by address."""
    with closing(sqlite3.connect(home / "archive.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM archive_article")]
    return {row["url"]: row for row in rows}


def hurried(path: Path) -> None:
    """The file without its pause: it was shown to be right, and loopback is nobody's machine."""
    source = load_source(path)
    path.write_text(to_toml(replace(source, politeness=Politeness(0.0, 8))), encoding="utf-8")


@pytest.mark.parametrize("slug", [*PLATFORM_SITES, *SITES])
def test_the_proposed_file_crawls_every_article_with_its_fields(slug: str, tmp_path: Path) -> None:
    site = make_site(slug) if slug in SITES else make_platform_site(slug)
    with ReplicaServer(site, "127.0.0.15") as server:
        added = tincongdoan(
            tmp_path, "sources", "add", f"{server.url}/", "--yes", "--delay", "0", "--slug", "thu"
        )
        assert added.returncode == 0, added.stderr
        hurried(tmp_path / "sources/thu.toml")
        assert tincongdoan(tmp_path, "crawl", "thu").returncode == 0
    rows, right = stored(tmp_path), 0
    papers = [url for url in rows if "/laws/" in url]  # of a module beside the news
    for truth in site.truth():
        row = rows.get(server.url + truth.path)
        if row is None:
            continue
        published = json.loads(row["published"])["value"] if row["published"] else None
        authors = tuple((one["name"], one["role"], one["organisation"]) for one in json.loads(row["authors"]))
        told = (clean(row["title"] or ""), published, row["views_value"], authors, row["summary"])
        right += told == (truth.title, truth.published, truth.views, truth.authors, truth.summary)
    sys.stdout.write(f"{slug}: {right} of {len(site.truth())} right in all fields, {len(rows)} stored\n")
    assert right >= 0.95 * len(site.truth())
    assert len(rows) - len(papers) == len(site.truth())


def test_thirty_eight_habits_are_crawled_by_their_proposed_files(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    with ExitStack() as stack:
        sites = {}
        for number, variant in enumerate(VARIANTS, 1):
            site = VariantSite(variant)
            server = stack.enter_context(ReplicaServer(site, f"127.0.1.{number}"))  # type: ignore[arg-type]
            host = server.url

            def fetched(url: str, site: VariantSite = site) -> SurveyPage:
                return driving.fetch(site, url)

            found = driving.drive(survey(f"{driving.HOST}/", read=driving.read, at=driving.AT), fetched)
            source = propose(found, at=driving.AT, taken=(), slug=f"thu-{number}")
            source = replace(
                source,
                home=source.home.replace(driving.HOST, host),
                politeness=Politeness(0.0, 8),
            )
            (tmp_path / f"sources/{source.slug}.toml").write_text(to_toml(source), encoding="utf-8")
            sites[source.slug] = (site, host)
        done = tincongdoan(tmp_path, "crawl", *sites)
    assert done.returncode == 0, done.stdout
    rows = stored(tmp_path)
    for site, host in sites.values():
        same = site.variant.same
        reached = {same(url[len(host) :]) for url in rows if url.startswith(f"{host}/")}
        assert reached == site.truth(), site.variant.name


def test_from_an_address_to_the_first_entry_takes_less_than_a_minute(tmp_path: Path) -> None:
    begun = time.monotonic()
    with ReplicaServer(make_platform_site("mojoportal"), "127.0.0.16") as server:
        added = tincongdoan(tmp_path, "sources", "add", f"{server.url}/", "--yes", "--slug", "thu")
        assert added.returncode == 0, added.stderr
        assert tincongdoan(tmp_path, "crawl", "thu", "--max-articles", "1").returncode == 0
        assert tincongdoan(tmp_path, "publish").returncode == 0
    seconds = time.monotonic() - begun
    assert "<item>" in (tmp_path / "feeds/source/thu.rss").read_text(encoding="utf-8")
    sys.stdout.write(f"from the address to the first entry: {seconds:.0f} s\n")
    assert seconds < 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("parked", "is a parked domain"),
        ("anti-bot", "blocked for us"),
        ("login-page", "wants a login"),
        ("maintenance-200", "under maintenance"),
        ("redirect-off-site", "leads to another host"),
        ("robots-disallow-all", "robots.txt"),
        ("connection-refused", "refuses the connection"),
        ("self-signed", "certificate"),
        ("all-500", "answers 500"),
        ("forbidden", "answers 403"),
        ("empty-200", "an empty page"),
    ],
)
def test_a_site_that_can_not_be_a_source_gets_one_line(tmp_path: Path, name: str, said: str) -> None:
    with MisbehavingServer(name) as serving:
        answer = tincongdoan(tmp_path, "sources", "add", serving.url, "--delay", "0", "--yes")
    assert answer.returncode == 1
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert not (tmp_path / "sources").exists()


def test_a_private_address_is_not_asked_without_leave(tmp_path: Path) -> None:
    with ReplicaServer(make_platform_site("joomla"), "127.0.0.17") as server:
        answer = tincongdoan(tmp_path, "sources", "add", server.url, allow="")
    assert answer.returncode == 1
    assert re.fullmatch(
        r"tincongdoan: 127\.0\.0\.17 is a private address, .*TCD_ALLOW_PRIVATE.*\n", answer.stderr
    )
    assert not server.hits


def test_every_key_of_a_replica_is_its_own() -> None:
    for slug in PLATFORM_SITES:
        site = make_platform_site(slug)
        platform = slug.partition("-")[0]
        keys = {article_key(f"http://a.example{truth.path}", platform) for truth in site.truth()}
        assert len(keys) == len(site.truth()), slug
