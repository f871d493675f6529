"""A night over sites that misbehave beside five that don't, and what must be reported of each."""

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from killing import Ground

from crawler.report import SourceReport
from crawler.run import crawl
from replica import Network
from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer

# What the page is, where the crawl says only that it is no page.
NO_PAGE = {"other", "no html"}
SETTINGS = {
    "TCD_STATE": "crawler.memory.InMemoryState",
    "TCD_ITEM": "",
    "ITEM_PIPELINES": {},
    "TCD_LOGS": "",
    "DOWNLOAD_TIMEOUT": 5.0,
    "RETRY_TIMES": 1,
    "TCD_LONGEST_WAIT": 5.0,
    "TCD_FLOOD_SECONDS": 1.0,
    "TCD_FLOOD_DELAY": 0.0,
    "TCD_MAX_LISTINGS": 30,
    "AUTOTHROTTLE_MAX_DELAY": 0.3,
}


@dataclass
class Night:
    reports: dict[str, SourceReport]
    seconds: float
    ground: Ground


@contextmanager
def night(home: Path, names: Sequence[str]) -> Iterator[Night]:
    """One crawl over the good sites and those of these names."""
    with ExitStack() as running, pytest.MonkeyPatch.context() as patch:
        network = running.enter_context(Network())
        ground = Ground(home, network)
        for number, name in enumerate(names, 1):
            server = MisbehavingServer(name, f"127.0.1.{number}", longest=15.0)
            running.enter_context(server)
            (home / "sources" / f"{name}.toml").write_text(
                f'name = "{name}"\npublisher = "thử"\nkind = "portal"\nhome = "{server.url}"\n'
                'status = "verified"\nevidence = "bài kiểm tra"\n[politeness]\ndelay = 0\n',
                encoding="utf-8",
            )
        patch.setenv("TCD_HOME", str(home))
        begun = time.monotonic()
        reports = crawl(
            [*ground.slugs, *names],
            settings={
                **SETTINGS,
                "TCD_OWN_SOURCES": str(home / "sources"),
                "TCD_ALLOW_PRIVATE": ["127.0.1.0/24", *ground.environment["TCD_ALLOW_PRIVATE"].split(",")],
            },
            time_limit=60.0,
        )
        yield Night({report.source: report for report in reports}, time.monotonic() - begun, ground)


def check(name: str, report: SourceReport) -> None:
    """Reported by its own name, or not at all where a good crawler copes; its good articles are found."""
    expected = MISBEHAVIOURS[name]
    if name == "short-gzip":  # All of the page is there, only the checksum is not: read, as browsers do.
        assert report.articles == 5
        return
    told = {failure.removeprefix("no article: ") for failure in report.failures}
    names = {expected.expect, *expected.or_else}
    if name == "broken-links":
        names.add("http 404")
    no_page = "no page" in told and bool(names & NO_PAGE)
    assert told & names or no_page or ("none" in names and not told), (expected.expect, report)
    coped = "none" in expected.or_else and not told
    assert report.articles == expected.articles or coped, report


def check_good(night: Night) -> None:
    """The good ones are complete, nothing brought a process down, memory stayed within bounds."""
    found = {slug: night.reports[slug].articles for slug in night.ground.slugs}
    assert found == {slug: len(night.ground.network.sites[slug].truth()) for slug in night.ground.slugs}
    assert all(night.reports[s].complete and not night.reports[s].failures for s in night.ground.slugs)
    reports = night.reports.values()
    assert {report.finish_reason for report in reports} <= {"finished", "closespider_timeout"}
    assert not [report.source for report in reports if "spider error" in report.failures]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 700 * 1024  # KB
