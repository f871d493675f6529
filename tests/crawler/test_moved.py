"""A site that moves keeps its articles: what they are, what editors did with them, their old addresses."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from conftest import serve
from nights import nights_in
from sites import TITLES, WORDS, listing

from crawler.report import SourceReport

NUMBERS = range(5)
NUKEVIET = 'platform = "nukeviet"\n'


def page(n: int, *, other: bool = False) -> str:
    """An article; ``other``: as another system prints it."""
    title = f"{TITLES[n % 4]} lần {n}"
    words = "".join(f"<p>{WORDS * 2}Đây là phần {k} của bài viết số {n} về công đoàn.</p>" for k in range(5))
    if other:
        return (
            f"<!DOCTYPE html><html><head><title>{title} - Cổng mới</title></head><body><div id='menu'></div>"
            f"<div class='post'><h1 class='post-title'>{title}</h1><p class='time'>20-11-2026 | 08:30</p>"
            f"<div class='post-body'>{words}</div></div></body></html>"
        )
    return (
        f"<!DOCTYPE html><html lang='vi'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p class='date'>Thứ sáu, 20/11/2026 08:30</p>{words}</article></body></html>"
    )


def put(site: Any, form: str, *, other: bool = False, numbers: range = NUMBERS) -> None:
    """Articles at addresses of this form, and the list that names them."""
    site.routes.clear()
    names = listing([*numbers])
    for n in numbers:
        names = names.replace(f"/tin/bai-viet-ve-cong-doan-co-so-{n}.html", form.format(n=n))
        site.answer(form.format(n=n), page(n, other=other))
    site.answer("/tin", names)


@dataclass
class Told:
    """After the night before the move, the one after it, and one more."""

    reports: list[dict[str, SourceReport]] = field(default_factory=list)
    rows: list[dict[str, list[Any]]] = field(default_factory=list)
    findings: list[list[tuple[str, str]]] = field(default_factory=list)
    old: dict[str, set[str]] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    feed: str = ""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Told:
    home = tmp_path_factory.mktemp("moved")
    (home / "sources").mkdir()
    servers = [serve(f"127.0.5.{10 + number}") for number in range(5)]
    before, after, system, module, twice = (site for site, _ in servers)
    sources = {"ten-mien": before, "he-thong": system, "mo-dun": module, "hai-so": twice}
    seen = Told(urls={slug: site.url for slug, site in sources.items()})
    put(before, "/tin/bai-viet-ve-cong-doan-co-so-{n}.html")
    put(system, "/tin/bai-viet-ve-cong-doan-co-so-{n}.html")
    put(module, "/opinions/detail/bai-viet-ve-cong-doan-{n}/")
    put(twice, "/tin/bai-viet-ve-cong-doan-co-so-{n}.html")

    def write(slug: str, url: str) -> None:
        (home / "sources" / f"{slug}.toml").write_text(
            f'name = "Nguồn {slug}"\npublisher = "LĐLĐ"\nkind = "federation"\nhome = "{url}"\n'
            f'status = "verified"\nevidence = "bài kiểm tra"\n{NUKEVIET if slug == "mo-dun" else ""}'
            'start = ["/tin"]\n[politeness]\ndelay = 0\nconcurrency = 4\n',
            encoding="utf-8",
        )

    for slug, site in sources.items():
        write(slug, site.url)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, nights_in(home, patch) as nights:
        for night in range(3):
            if night == 1:
                edit()
                put(after, "/bai-viet/cong-doan-{n}.htm", other=True)
                write("ten-mien", after.url)
                put(system, "/bai-viet/cong-doan-{n}.htm", other=True)
                put(module, "/nghien-cuu/detail/bai-viet-ve-cong-doan-{n}/")
                twice.answer("/tin/van-ban-nay-dang-lai-lan-nua-777.html", page(3))
                again = listing([*NUMBERS, 777])
                named = "/tin/van-ban-nay-dang-lai-lan-nua-777.html"
                twice.answer("/tin", again.replace("/tin/bai-viet-ve-cong-doan-co-so-777.html", named))
            seen.reports.append({each.source: each for each in nights.night(*sources)})
            seen.findings.append(sorted((row.source, row.name) for row in nights.findings().values()))
            seen.rows.append(rows())
        seen.old, seen.feed = others(), feed(home)
    for _, server in servers:
        server.shutdown()
        server.server_close()
    return seen


def edit() -> None:
    """What editors did before the site moved: one article is retracted, another one's title is corrected."""
    from django.utils import timezone

    from archive.corrections import correct
    from archive.models import Article
    from archive.states import set_state

    first, second = Article.objects.filter(source="ten-mien").order_by("pk")[:2]
    set_state([first.pk], "retracted", by="mai", at=timezone.now())
    correct(second.pk, {"title": "Tên bài đã sửa"}, author="mai", reason="", at=timezone.now())


def rows() -> dict[str, list[Any]]:
    from archive.models import Article

    found: dict[str, list[Any]] = {}
    for row in Article.objects.order_by("pk"):
        found.setdefault(row.source, []).append(row)
    return found


def others() -> dict[str, set[str]]:
    from archive.models import OtherAddress

    found: dict[str, set[str]] = {}
    for row in OtherAddress.objects.all():
        found.setdefault(row.source, set()).add(row.url)
    return found


def feed(home: Path) -> str:
    from feeds.publish import publish_all

    publish_all(home)
    return (home / "feeds/source/ten-mien.atom").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["ten-mien", "he-thong", "mo-dun"])
def test_each_article_stays_itself_at_its_new_address(told: Told, source: str) -> None:
    before, after, later = (each[source] for each in told.rows)
    assert [row.guid for row in after] == [row.guid for row in before]
    assert not {row.url for row in after} & {row.url for row in before}
    assert told.old[source] == {row.url for row in before}
    assert told.reports[1][source].moved == len(NUMBERS)
    assert [(row.url, row.version) for row in later] == [(row.url, row.version) for row in after]
    assert (told.reports[2][source].new, told.reports[2][source].changed) == (0, 0)


def test_what_editors_said_still_holds(told: Told) -> None:
    first, second = told.rows[2]["ten-mien"][:2]
    assert (first.state, first.public) == ("retracted", False)
    assert second.title == "Tên bài đã sửa"
    assert second.said["title"] != second.title
    assert f"{told.urls['ten-mien']}/" not in told.feed
    assert second.url in told.feed
    assert f'href="{first.url}"' not in told.feed


def test_a_finding_says_that_the_site_moved(told: Told) -> None:
    moved = [(source, "articles moved") for source in ("he-thong", "mo-dun", "ten-mien")]
    assert told.findings == [[], moved, moved]


def test_one_text_that_a_portal_shows_at_two_living_addresses_is_published_twice(told: Told) -> None:
    assert len(told.rows[2]["hai-so"]) == len(NUMBERS) + 1
    assert told.reports[1]["hai-so"].moved == 0
    assert "hai-so" not in told.old
