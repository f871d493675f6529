"""A night over 34 replica sources with nothing new writes the run's report, and nothing else."""

from collections.abc import Iterator
from statistics import median

import pytest

from benchmarks.night import REPORT, SOURCES, YOUNG, NightSetup, changed_names, night_setup


@pytest.fixture(scope="module")
def here() -> Iterator[NightSetup]:
    with night_setup() as made:
        yield made


def test_a_night_with_nothing_new_writes_the_runs_report_alone(here: NightSetup) -> None:
    first = here.night()
    assert len(first.reports) == SOURCES
    assert all(report["ok"] and report["complete"] for report in first.reports), first.reports
    second = here.night()
    assert all(report["ok"] and report["complete"] for report in second.reports), second.reports
    assert set(changed_names(first.tables, second.tables)) == REPORT
    # The statement of coverage says when each source was looked at last.
    assert changed_names(first.files, second.files) == ["coverage.json"]
    # robots.txt, home, sections and sitemap, the young articles, and of undated ones the first few.
    assert max(second.asked.values()) <= YOUNG + 20
    assert median(second.asked.values()) < median(first.asked.values()) / 2
    assert second.seconds < 120
