"""A night over sites that misbehave beside five that don't, and what must be reported of each."""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from killing import Ground

from crawler.report import SourceReport
from crawler.run import crawl
from replica import Network
from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer

SETTINGS = {
    "TCD_STATE": "crawler.in_memory_state.InMemoryState",
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
    megabytes: float


@contextmanager
def night(home: Path, names: Sequence[str]) -> Iterator[Night]:
    """One crawl over the good sites and those of these names."""
    with ExitStack() as running, pytest.MonkeyPatch.context() as patch:
        network = running.enter_context(Network())
        ground = Ground(home, network)
        for number, name in enumerate(names, 1):
            server = MisbehavingServer(name, f"127.0.1.{number}", max_seconds=15.0)
            running.enter_context(server)
            (home / "sources" / f"{name}.toml").write_text(
                f'name = "{name}"\npublisher = "thử"\nkind = "portal"\nhome = "{server.url}"\n'
                'status = "verified"\nevidence = "bài kiểm tra"\n[politeness]\ndelay = 0\n',
                encoding="utf-8",
            )
        patch.setenv("TCD_HOME", str(home))
        begun = time.monotonic()
        peaks = running.enter_context(peaks_of_crawls())
        reports = crawl(
            [*ground.slugs, *names],
            settings={
                **SETTINGS,
                "TCD_OWN_SOURCES": str(home / "sources"),
                "TCD_ALLOW_PRIVATE": ["127.0.1.0/24", *ground.environment["TCD_ALLOW_PRIVATE"].split(",")],
            },
            time_limit=60.0,
        )
        seconds = time.monotonic() - begun
        yield Night({report.source: report for report in reports}, seconds, ground, max(peaks))


@contextmanager
def peaks_of_crawls() -> Iterator[set[float]]:
    """The peak of memory (MB) of each crawling process of ours, as the kernel knows it.

    Of all children together the kernel knows one peak only, in which other tests' are, too.
    """
    peaks, over = {0.0}, threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            for task in Path("/proc/self/task").iterdir():
                with suppress(OSError):
                    for child in (task / "children").read_text().split():
                        peaks.add(_peak(Path("/proc") / child))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def _peak(process: Path) -> float:
    with suppress(OSError):
        if b"crawler.process" in (process / "cmdline").read_bytes():
            for line in (process / "status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    return 0.0


class Hostile:
    """What must hold of a night over the sites of these names beside five good ones, in so many seconds and
    so much memory for its largest process (MB).
    """

    names: ClassVar[tuple[str, ...]]
    seconds: ClassVar[float]
    megabytes: ClassVar[float] = 300.0

    @pytest.fixture(scope="class")
    @classmethod
    def hostile(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
        with night(tmp_path_factory.mktemp("hostile"), cls.names) as done:
            yield done

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "name" in metafunc.fixturenames:
            metafunc.parametrize("name", self.names)

    def test_each_is_reported_by_its_name_and_its_good_articles_are_found(
        self, name: str, hostile: Night
    ) -> None:
        check(name, hostile.reports[name])

    def test_the_good_ones_are_complete_in_bounded_time_and_memory(
        self, hostile: Night, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with capsys.disabled():
            sys.stdout.write(
                f"\n{len(hostile.reports)} sites in {hostile.seconds:.0f} s, "
                f"the largest process {hostile.megabytes:.0f} MB\n"
            )
        check_good(hostile)
        assert hostile.seconds < self.seconds
        assert hostile.megabytes < self.megabytes


def check(name: str, report: SourceReport) -> None:
    """Reported by its own name and no other, or not at all where a good crawler copes ("none"); as many
    articles are found as can be; the crawl came to its own end.
    """
    expected = MISBEHAVIOURS[name]
    told = {failure.removeprefix("no article: ") for failure in report.failures} or {"none"}
    assert told <= {expected.expected, *expected.also_accepted}, (expected.expected, report)
    assert report.articles == expected.articles, report
    assert report.finish_reason == "finished", report


def check_good(night: Night) -> None:
    """The good ones are complete, and nothing brought a process down."""
    found = {slug: night.reports[slug].articles for slug in night.ground.slugs}
    assert found == {slug: len(night.ground.network.sites[slug].truth()) for slug in night.ground.slugs}
    assert all(night.reports[s].complete and not night.reports[s].failures for s in night.ground.slugs)
    reports = night.reports.values()
    assert {report.finish_reason for report in reports} == {"finished"}
    assert not [report.source for report in reports if "spider error" in report.failures]
