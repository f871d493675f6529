"""The eyes in a crawl: what they see of a site goes into its report; they ask for nothing themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.report import SourceReport
from crawler.run import crawl
from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer

# A good site, and one whose header names another charset than its pages are in.
NAMES = ("moody-listing", "wrong-charset-header")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[SourceReport, set[str]]]]:
    own = tmp_path_factory.mktemp("sources")
    servers = {
        name: MisbehavingServer(name, f"127.0.1.{n}", max_seconds=10.0) for n, name in enumerate(NAMES, 1)
    }
    for name, server in servers.items():
        assert MISBEHAVIOURS[name].articles == 5
        server.start()
        (own / f"{name}.toml").write_text(
            f'name = "Nguồn thử"\npublisher = "LĐLĐ thử"\nkind = "federation"\nhome = "{server.url}"\n'
            'status = "verified"\nevidence = "bài kiểm tra"\n[politeness]\ndelay = 0\n',
            encoding="utf-8",
        )
    settings: dict[str, Any] = {
        "TCD_STATE": "crawler.in_memory_state.InMemoryState",
        "TCD_ITEM": "",
        "ITEM_PIPELINES": {},
        "TCD_LOGS": "",
        "TCD_OWN_SOURCES": str(own),
        "TCD_ALLOW_PRIVATE": ["127.0.1.0/24"],
    }
    try:
        told = crawl([*NAMES], settings=settings)
        yield {report.source: (report, set(servers[report.source].hits)) for report in told}
    finally:
        for server in servers.values():
            server.stop()


@pytest.mark.parametrize("name", NAMES)
def test_language_subject_look_and_speed_are_seen(
    reports: dict[str, tuple[SourceReport, set[str]]], name: str
) -> None:
    report, asked = reports[name]
    sight = report.sight
    assert report.articles == 5
    assert sight["title"].startswith("Tin tức | Công đoàn cơ sở số")
    assert sight["vietnamese"] > 0.1
    assert sight["words"] > 300
    assert sight["subject"] > 10
    assert sight["spam"] == 0
    assert len(sight["article"]) >= 4
    assert sight["pages"]
    assert 0 < sight["latency"] < 10
    assert {url.rpartition("/")[2] for url in sight["pages"]} <= {url.rpartition("/")[2] for url in asked}


def test_a_report_with_its_sight_comes_back_from_json(
    reports: dict[str, tuple[SourceReport, set[str]]], tmp_path: Path
) -> None:
    import json

    report, _ = reports[NAMES[0]]
    assert SourceReport.from_record(json.loads(json.dumps(report.to_record()))) == report
