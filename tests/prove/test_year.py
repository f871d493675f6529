"""A year of nights over twelve sites that break, move and change: nothing is lost or doubled, every fault is
a finding by its name within two nights, and there is no other finding.

``TCD_PROVE_NIGHTS`` makes it shorter or longer than 365 nights.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
sys.path.insert(0, str(Path(__file__).parent / "year"))
from nights import nights_in
from papers import PAGE, Paper, Story, moment

from crawler.run import crawl
from monitoring import findings_service

NIGHTS = int(os.environ.get("TCD_PROVE_NIGHTS", "365"))
BEGIN = datetime(2025, 1, 5, 19, tzinfo=UTC)  # 02:00 in Việt Nam
DAY = timedelta(days=1)
OPINIONS = "/opinions/detail/gop-y-{n}/"


@dataclass(frozen=True)
class Fault:
    """From the night ``begin`` to the night before ``end``; a fault that is over by itself has ``end`` 0."""

    source: str
    finding: str
    begin: int
    end: int
    detail: str | None = None


FAULTS = (
    Fault("muc-chet", "section fails", 40, 60, "/hoat-dong"),
    Fault("hong", "unreachable", 70, 74),
    Fault("doi-he", "articles moved", 100, 0),
    Fault("danh-gia", "judge", 120, 122),
    Fault("mo-dun", "articles moved", 150, 0),
    Fault("go-bai", "removed", 180, 0),
    Fault("", "clock", 200, 202),
    Fault("doi-cong", "articles moved", 250, 0),
    Fault("muc-chet", "section fails", 300, 310, "/doi-song"),
)
# Nights in which something passes by itself, or only our own network is out: no finding of any source.
PASSING = {80: "thoang-qua"}
# In how many days each publishes once; 3 the others.
EVERY = {"ban-ron": 1, "cham": 14}
AHEAD = 40 * DAY  # how far the clock goes ahead


@dataclass
class Year:
    """What happened: reports and open findings a night, what each site published."""

    papers: dict[str, Paper] = field(default_factory=dict)
    open: list[set[tuple[str, str, str]]] = field(default_factory=list)
    opened: list[tuple[int, str, str, str]] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    guids: dict[str, dict[str, Any]] = field(default_factory=dict)
    edited: list[tuple[str, Story, int]] = field(default_factory=list)
    taken: list[tuple[str, Story, int]] = field(default_factory=list)
    seen_views: dict[tuple[str, str], int] = field(default_factory=dict)


class Play:
    """The year's events, night by night."""

    def __init__(self, own: Path, year: Year) -> None:
        self.own, self.year, self.random = own, year, Random(365)
        self.night = 0
        self.other_port: Paper | None = None

    @property
    def now(self) -> datetime:
        return BEGIN + self.night * DAY

    @property
    def local(self) -> datetime:
        return (self.now + timedelta(hours=7)).replace(tzinfo=None)

    def add(self, name: str, number: int, more: str = "", **fields: Any) -> Paper:
        paper = Paper(name, f"127.0.6.{10 + number}", **fields).start(lambda: self.now)
        self.year.papers[name] = paper
        for back in range(30 if name != "dai" else 90, 0, -1):
            paper.publish(self.random, moment(self.local - back * EVERY.get(name, 3) * DAY))
        self.write(name, paper.url, more)
        return paper

    def write(self, name: str, url: str, more: str = "") -> None:
        (self.own / f"{name}.toml").write_text(
            f'name = "Liên đoàn Lao động {name}"\npublisher = "LĐLĐ"\nkind = "federation"\nhome = "{url}"\n'
            f'status = "verified"\nevidence = "bài kiểm tra"\n{more}'
            "[politeness]\ndelay = 0\nconcurrency = 4\n",
            encoding="utf-8",
        )

    def begin(self) -> None:
        menu = {"/hoat-dong": "Hoạt động công đoàn", "/doi-song": "Đời sống công nhân"}
        self.add("ban-ron", 0)
        self.add("muc-chet", 1, menu=menu)
        self.add("hong", 2)
        self.add("doi-he", 3)
        self.add("danh-gia", 4)
        self.add("mo-dun", 5, 'platform = "nukeviet"\nstart = ["/tin-tuc"]\n', form=OPINIONS)
        self.add("go-bai", 6)
        self.add("thoang-qua", 7)
        self.add("doi-cong", 8)
        self.add("dang-lai", 9)
        self.add("dai", 10)
        self.add("cham", 11)

    def day(self) -> None:
        """What the sites do before the night."""
        papers, n = self.year.papers, self.night
        published = moment(self.local - DAY)
        for place, (name, paper) in enumerate(papers.items()):
            if (n + place) % EVERY.get(name, 3) == 0 and n:
                story = paper.publish(self.random, published)
                if name == "ban-ron" and n % 6 == 0:
                    # Another site prints the same text.
                    papers["dang-lai"].publish(self.random, published, story.text, story.title)
        if n % 5 == 2:
            self._edit(self.random.choice([name for name in papers if name not in ("dai", "cham")]))
        for fault in FAULTS:
            if n == fault.begin:
                self._break(fault)
            if n == fault.end and fault.end:
                self._mend(fault)
        if n in PASSING:
            papers[PASSING[n]].status = 503
        if n - 1 in PASSING:
            papers[PASSING[n - 1]].status = 200

    def _edit(self, name: str) -> None:
        young = [each for each in self.year.papers[name].stories if not each.gone][-1:]
        for story in young:
            if timedelta() < self.local - story.published < 5 * DAY and self._answers(name):
                story.edits += 1
                story.text[1] += f" Bản sửa lần {story.edits}."
                self.year.edited.append((name, story, self.night))

    def _answers(self, name: str) -> bool:
        """Not where a fault keeps the next nights from reading it."""
        return not any(
            fault.source == name and fault.begin - 7 <= self.night < max(fault.end, fault.begin) + 8
            for fault in FAULTS
            if fault.finding in ("unreachable", "articles moved")
        )

    def _break(self, fault: Fault) -> None:
        papers = self.year.papers
        if fault.finding == "section fails":
            papers[fault.source].dead.add(fault.detail or "")
        elif fault.finding == "unreachable":
            papers[fault.source].status = 500
        elif fault.source == "doi-he":
            paper = papers["doi-he"]
            paper.stop()
            moved = Paper("doi-he", "127.0.6.40", "/bai-viet/{n}.htm", other=True, stories=paper.stories)
            papers["doi-he"] = moved.start(lambda: self.now)
            self.write("doi-he", moved.url)
        elif fault.source == "mo-dun":
            papers["mo-dun"].form = "/nghien-cuu/detail/gop-y-{n}/"
        elif fault.source == "doi-cong":
            paper = papers["doi-cong"]
            paper.stop()
            papers["doi-cong"] = Paper("doi-cong", paper.host, stories=paper.stories).start(lambda: self.now)
            self.write("doi-cong", papers["doi-cong"].url)
        elif fault.finding == "removed":
            for story in papers["go-bai"].stories[-2:]:
                if 1.5 * DAY < self.local - story.published < 6 * DAY:
                    story.gone = True
                    self.year.taken.append(("go-bai", story, self.night))

    def _mend(self, fault: Fault) -> None:
        paper = self.year.papers.get(fault.source)
        if paper is not None:
            paper.dead.discard(fault.detail or "")
            paper.status = 200


@pytest.fixture(scope="module")
def year(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Year]:
    home = tmp_path_factory.mktemp("year")
    (home / "sources").mkdir()
    told = Year()
    play = Play(home / "sources", told)
    play.begin()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, nights_in(home, patch):
        try:
            run(home, play, told)
            yield told
        finally:
            for paper in told.papers.values():
                paper.stop()


def run(home: Path, play: Play, told: Year) -> None:
    from year_nights import Forks

    judge = findings_service.judge

    def fails(visit: Any, past: Any) -> Any:
        if visit.source == "danh-gia" and 120 <= play.night < 122:
            raise KeyError("a fault of ours")
        return judge(visit, past)

    findings_service.judge = fails
    settings = {
        "TCD_OWN_SOURCES": str(play.own),
        "TCD_ALLOW_PRIVATE": ["127.0.6.0/24"],
        "TCD_LOGS": str(home / "logs"),
        "AUTOTHROTTLE_MAX_DELAY": 0.01,
        "AUTOTHROTTLE_START_DELAY": 0.0,
        "RETRY_TIMES": 0,
        "LOG_LEVEL": "WARNING",
        # A list longer than this is read in several nights.
        "TCD_MAX_LISTINGS": 6,
    }
    try:
        with Forks(home / "forks.log") as forks:
            for play.night in range(NIGHTS):
                play.day()
                wrong = any(fault.source == "" and fault.begin <= play.night < fault.end for fault in FAULTS)
                with time_machine.travel(play.now + (AHEAD if wrong else timedelta()), tick=True):
                    one_night(play, told, forks, settings)
    finally:
        findings_service.judge = judge


def one_night(play: Play, told: Year, forks: Any, settings: dict[str, Any]) -> None:
    from archive.crawl_history import read_histories
    from archive.models import Article, Finding
    from crawler.source_schedule import is_due
    from monitoring.rounds import judge_reports

    at = datetime.now(UTC)
    due = [slug for slug, past in read_histories([*told.papers]).items() if is_due(past, at=at)]
    reports = crawl(due, settings=settings, reason="night", by=forks.runner)
    for report in reports:
        told.failures.update(f"{report.source}: {name}" for name in report.failures)
        assert report.finish_reason == "finished", (play.night, report)
    before = set(Finding.objects.filter(resolved_at=None).values_list("pk", flat=True))
    judge_reports(at=datetime.now(UTC), still_read=[*told.papers])
    for row in Finding.objects.filter(resolved_at=None):
        if row.pk not in before:
            told.opened.append((play.night, row.source, row.name, row.detail))
    told.open.append(set(Finding.objects.filter(resolved_at=None).values_list("source", "name", "detail")))
    if play.night in (99, 149, 249):
        for source in ("doi-he", "mo-dun", "doi-cong"):
            rows = Article.objects.filter(source=source).values_list("title", "guid")
            told.guids[f"{source} {play.night}"] = dict(rows)


def published(paper: Paper) -> list[Story]:
    return [
        each for each in paper.stories if each.published <= (BEGIN + (NIGHTS - 1) * DAY).replace(tzinfo=None)
    ]


def test_every_article_is_in_the_archive_once(year: Year) -> None:
    from archive.models import Article

    for name, paper in year.papers.items():
        stored = Counter(Article.objects.filter(source=name).values_list("title", flat=True))
        # A slow source is asked for once a week: what it published since then comes with the next visit.
        old = [each for each in published(paper) if len(published(paper)) - each.number >= 2]
        assert {title: n for title, n in stored.items() if n > 1} == {}, name
        missing = [each.title for each in old if each.title not in stored and not each.gone]
        assert missing == [], (name, len(old), len(stored))


def test_edits_of_young_articles_are_revisions_and_views_are_read(year: Year) -> None:
    from archive.models import Article

    for name, story, night in year.edited:
        if night < NIGHTS - 8:
            row = Article.objects.get(source=name, title=story.title)
            assert f"Bản sửa lần {story.edits}." in row.body_text, (name, story.title, night)
            if row.first_seen_at < BEGIN + (night - 0.5) * DAY:  # else the edit came before its first night
                assert row.revisions.exists(), (name, story.title, night)
    for row in Article.objects.filter(source="ban-ron", first_seen_at__gt=BEGIN + 5 * DAY):
        if row.first_seen_at < BEGIN + (NIGHTS - 10) * DAY:
            assert row.readings.count() >= 4, (row.title, row.first_seen_at)


def test_what_a_site_took_away_is_marked_and_nothing_else(year: Year) -> None:
    from archive.models import Article

    gone = {story.title for _, story, night in year.taken if night < NIGHTS - 3}
    assert set(Article.objects.exclude(removed_at=None).values_list("title", flat=True)) == gone


def test_who_moved_keeps_its_articles(year: Year) -> None:
    from archive.models import Article

    for place, guids in year.guids.items():
        source = place.partition(" ")[0]
        now = dict(Article.objects.filter(source=source).values_list("title", "guid"))
        assert {title: now.get(title) for title in guids} == guids, place
        paper = year.papers[source]
        begun = next(fault.begin for fault in FAULTS if fault.source == source)
        if begun + 10 < NIGHTS:
            urls = set(Article.objects.filter(source=source).values_list("url", flat=True))
            assert {paper.url + paper.path(each) for each in published(paper)[-20:-5]} <= urls


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.source} {fault.finding}")
def test_each_fault_is_found_within_two_nights_and_ends(year: Year, fault: Fault) -> None:
    if fault.begin + 2 >= NIGHTS:
        return
    found = [
        night
        for night, source, name, detail in year.opened
        if (source, name) == (fault.source, fault.finding)
        and fault.detail in (None, detail)
        and night >= fault.begin
    ]
    assert found, year.opened
    # The visit's night and the one after it; who publishes each third day is asked every second night.
    assert found[0] - fault.begin <= 3
    if fault.end and fault.finding != "clock" and fault.end + 14 < NIGHTS:
        key = (fault.source, fault.finding)
        assert not [each for each in year.open[fault.end + 13] if each[:2] == key]


def test_there_is_no_other_finding(year: Year) -> None:
    expected = {(fault.source, fault.finding) for fault in FAULTS}
    assert [each for each in year.opened if each[1:3] not in expected] == []
    assert max(Counter(each[1:3] for each in year.opened).values(), default=0) <= 2


def test_the_long_list_was_read_to_its_end_in_some_nights(year: Year) -> None:
    from archive.models import SourceRun

    assert len(year.papers["dai"].stories) > 9 * PAGE
    newest = SourceRun.objects.filter(source="dai").order_by("-run_id").first()
    assert newest is not None
    assert newest.complete
