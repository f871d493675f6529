"""The dashboard's pages show what is known, to everybody at the desk; only editors have a source checked."""

import re
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from archive.models import Finding, Run
from archive.store import remember_sources
from desk.dashboard import crawl_now
from desk.models import AuditEntry
from desk.roles import Role
from items import Source
from tests.archive.search.articles import put
from tests.desk.dashboard.test_statistics import report
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def filled(home: Path) -> None:
    remember_sources(
        [
            Source(
                "lao-cai", "LĐLĐ tỉnh Lào Cai", "LĐLĐ", "federation", "http://a.example.vn", "unverified", "x"
            )
        ]
    )
    put("1", title="Tết Sum vầy")
    now = timezone.now()
    run = Run.objects.create(
        sources=["lao-cai"], started_at=now - timedelta(hours=1), finished_at=now, reason="night"
    )
    report(run=run, finished_at=now, told={"title": 6}).save()
    for source, text in (("lao-cai", f"Không còn thấy tác giả {HOSTILE}"), ("", "Đêm qua không chạy")):
        Finding.objects.create(
            source=source, name="x", said=text, evidence={"examples": [HOSTILE, ["a", 2]], "now": {"of": 3}},
            since=now, found_at=now, last_seen_at=now,
        )  # fmt: skip


def test_the_overview_tells_coverage_findings_runs_and_weeks(filled: None) -> None:
    client, _ = signed_in(Role.READER)
    page = client.get("/desk/overview/").content.decode()
    for text in (
        "Tình trạng thu thập: 1 nguồn",
        "Đêm qua không chạy",
        "LĐLĐ tỉnh Lào Cai",
        "hằng đêm",
        "Tết Sum vầy",
    ):
        assert text in page
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("show", ["", "read", "trouble"])
def test_the_list_of_sources_shows_how_each_fares(filled: None, show: str) -> None:
    client, _ = signed_in(Role.READER)
    page = client.get("/desk/sources/", {"show": show}).content.decode()
    assert "Liên đoàn Lao động tỉnh Lào Cai" in page
    assert ("Hà Nội" in page) == (not show)
    assert HOSTILE not in page


def test_a_source_has_a_page_of_its_own(filled: None) -> None:
    client, _ = signed_in(Role.READER)
    page = client.get("/desk/sources/lao-cai/").content.decode()
    for text in (
        "lao-cai",
        "tác giả",
        "100 %",
        "Tết Sum vầy",
        "liên đoàn lao động tỉnh, thành phố",
        "chưa xác minh",
    ):
        assert text in page
    assert "/check/" not in page
    assert client.get("/desk/sources/khong-co/").status_code == 404


@pytest.mark.parametrize(
    "path", ["overview/weeks.svg", "sources/lao-cai/runs.svg", "sources/khong-co/runs.svg"]
)
def test_charts_are_images_of_our_own_in_which_nothing_runs(filled: None, path: str) -> None:
    client, _ = signed_in(Role.READER)
    answer = client.get(f"/desk/{path}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_what_is_new_is_not_drawn_in_the_red_of_failures(filled: None) -> None:
    client, _ = signed_in(Role.READER)
    drawn = client.get("/desk/sources/lao-cai/runs.svg").content.decode()
    colours = re.findall(r"\.color-\d[^{]*\{[^}]*fill:\s*#(\w\w)(\w\w)(\w\w)", drawn)
    assert colours
    for red, green, blue in colours:
        assert int(red, 16) < max(int(green, 16), int(blue, 16))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The commands that are started, without their crawls."""
    commands: list[Any] = []

    def start(command: list[str], **options: Any) -> Any:
        commands.append(command)
        return SimpleNamespace(wait=lambda: 0)

    monkeypatch.setattr(crawl_now.subprocess, "Popen", start)
    return commands


def test_an_editor_has_a_source_read_once_and_not_again_at_once(filled: None, started: list[Any]) -> None:
    client, user = signed_in(Role.EDITOR)
    Run.objects.all().delete()
    assert client.post("/desk/sources/lao-cai/check/").status_code == 302
    assert [command[-2:] for command in started] == [["crawl", "lao-cai"]]
    assert AuditEntry.objects.get(action="check-source").user == user
    run = Run.objects.create(sources=["lao-cai"], started_at=timezone.now())
    client.post("/desk/sources/lao-cai/check/")
    report(run=run, finished_at=timezone.now()).save()
    client.post("/desk/sources/lao-cai/check/")
    assert len(started) == 1


def test_a_check_reads_the_source_in_a_process_of_its_own(home: Path) -> None:
    (home / "sources").mkdir()
    settings = {
        "name": "Thử",
        "publisher": "Thử",
        "kind": "front",
        "home": "http://127.0.0.1:9",
        "status": "verified",
    }
    lines = [f'{key} = "{value}"' for key, value in {**settings, "evidence": "x"}.items()]
    (home / "sources/thu-nghiem.toml").write_text("\n".join(lines), encoding="utf-8")
    crawl_now.start("thu-nghiem")
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "check thu-nghiem"]
    thread.join(60)
    assert "thu-nghiem" in (home / "logs/checks.log").read_text(encoding="utf-8")


def test_a_reader_has_nothing_read(filled: None, started: list[Any]) -> None:
    client, _ = signed_in(Role.READER)
    assert client.post("/desk/sources/lao-cai/check/").status_code == 403
    assert started == []


def test_findings_are_told_in_the_language_of_the_desk_with_what_shows_them(filled: None) -> None:
    now = timezone.now()
    evidence = {
        "baseline": {"date": [98, 100]},
        "now": [0, 12],
        "examples": ["http://a.example.vn/tin-1"],
        "before": {"front": [7]},
        "error": "exit code -9",
        "try": "tincongdoan sources check lao-cai",
    }
    Finding.objects.create(
        source="lao-cai", name="lost field", detail="date", evidence=evidence,
        said="mất ngày đăng: 0/12, trước đây 98/100", since=now, found_at=now, last_seen_at=now,
    )  # fmt: skip
    client, _ = signed_in(Role.READER)
    pages = ("/desk/overview/", "/desk/sources/?show=trouble", "/desk/sources/lao-cai/")
    for path in pages:
        assert "mất ngày đăng: 0/12, trước đây 98/100" in client.get(path).content.decode()
    page = client.get("/desk/overview/").content.decode()
    assert "<li>kiểm tra: tincongdoan sources check lao-cai</li>" in page
    assert "<li>exit code -9</li>" in page
    assert "baseline" not in page
    client.post("/desk/language/", {"language": "en"})
    for path in pages:
        english = client.get(path).content.decode()
        assert "lost field date: 0/12, before 98/100" in english
        assert "mất ngày đăng" not in english
        assert "Không còn thấy tác giả" in english  # an unknown kind: the kept text
    assert "<li>try: tincongdoan sources check lao-cai</li>" in client.get("/desk/overview/").content.decode()
