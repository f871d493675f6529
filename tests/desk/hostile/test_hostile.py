"""Whatever a site puts into whatever field: nothing of it runs and nothing asks another host, on the public
pages, at the desk and in what a feed reader shows.
"""

import json
import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.desk import browser
from tests.desk.hostile.payloads import PAYLOADS

PASSWORD = "mot-mat-khau-dai"


class Watch:
    """What must not happen: ``wrong`` tells of every script that ran, dialog, message of an error and request
    to another host, and on which page."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base, self.wrong = base, list[str]()
        self.page: Page = context.new_page()
        self.page.expose_function("hit", lambda *_: self.wrong.append(f"ran on {self.page.url}"))
        self.page.on(
            "dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(f"{error} on {self.page.url}"))
        context.route(lambda address: not address.startswith(base), self._outside)

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.wrong.append(f"{text} on {self.page.url}")

    def _outside(self, route: Route) -> None:
        self.wrong.append(f"asked {route.request.url} on {self.page.url}")
        route.abort()

    def see(self, path: str) -> str:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.page.content()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("hostile")
    with browser.served(home) as address:
        browser.run("tests.desk.hostile.fill", home, address)
        yield address


@pytest.fixture(scope="module")
def watch(base: str) -> Iterator[Watch]:
    with browser.chromium() as chromium:
        context = chromium.new_context(locale="vi-VN")
        watch = Watch(context, base)
        watch.page.goto(f"{base}/desk/sign-in/")
        watch.page.fill("[name=username]", "lan")
        watch.page.fill("[name=password]", PASSWORD)
        watch.page.click("main button")
        watch.page.wait_for_url(f"{base}/desk/")
        yield watch


@pytest.fixture(autouse=True)
def nothing_happened(watch: Watch) -> Iterator[None]:
    watch.wrong.clear()
    yield
    assert watch.wrong == []


def pages_of(watch: Watch, path: str) -> Iterator[str]:
    """The addresses of a list's pages, each after it was seen."""
    seen = set()
    while path not in seen:
        seen.add(path)
        watch.see(path)
        yield path
        following = watch.page.query_selector("a[rel=next]")
        if following is None:
            return
        target = following.get_attribute("href") or ""
        path = target if target.startswith("/") else path.partition("?")[0] + target


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 200


@pytest.mark.parametrize(
    "path",
    ["/feeds/", "/coverage/", "/desk/overview/", "/desk/sources/", "/desk/sources/nguon-1/", "/desk/audit/",
     "/desk/rules/", "/desk/rules/1/", "/desk/account/", "/desk/people/", "/feeds/all.rss",
     "/feeds/trouble.rss", "/?source=nguon-1", "/feeds/source/nguon-1.rss"],
)  # fmt: skip
def test_nothing_runs_on_a_page(watch: Watch, path: str) -> None:
    watch.see(path)


def test_nothing_runs_in_lists_of_articles(watch: Watch) -> None:
    assert len(list(pages_of(watch, "/"))) > 3
    assert len(list(pages_of(watch, "/desk/"))) > 3
    assert len(list(pages_of(watch, "/desk/audit/"))) > 1


def see_articles(watch: Watch, numbers: Iterable[int]) -> None:
    """The pages of these articles, the public one and the desk's."""
    for number in numbers:
        watch.see(f"/articles/{number}/")
        watch.see(f"/desk/articles/{number}/")


def test_nothing_runs_on_the_pages_of_articles(watch: Watch) -> None:
    # Of every sort of payload; tests/prove sees them all.
    see_articles(watch, range(1, len(PAYLOADS) + 1, 12))


@pytest.mark.parametrize("text", PAYLOADS[::20])
def test_nothing_runs_where_a_search_says_what_was_looked_for(watch: Watch, text: str) -> None:
    watch.page.goto(f"{watch.base}/desk/")
    watch.page.fill("[name=q]", text)
    watch.page.press("[name=q]", "Enter")
    watch.page.wait_for_load_state()
    assert "/desk/" in watch.page.url


def test_nothing_runs_where_a_reader_shows_what_a_feed_brings(watch: Watch) -> None:
    answer = watch.page.request.get(f"{watch.base}/feeds/all.json", headers={"Accept": "application/json"})
    items = json.loads(answer.text())["items"]
    assert len(items) >= 100
    # A reader without any protection of its own; what is on the network is not its concern here.
    bodies = "".join(re.sub(r"(src|href)=", r"data-\1=", item.get("content_html", "")) for item in items)
    watch.page.goto("about:blank")
    watch.page.set_content(f"<!doctype html><body>{bodies}")
    watch.page.wait_for_timeout(500)
    for tag in (
        "script",
        "iframe",
        "object",
        "embed",
        "style",
        "link",
        "meta",
        "base",
        "form",
        "svg",
        "math",
    ):
        assert watch.page.query_selector(f"body {tag}") is None, tag
    attributes = "[...document.querySelectorAll('*')].flatMap(element => element.getAttributeNames())"
    assert not [name for name in watch.page.evaluate(attributes) if name.startswith("on")]
    links = watch.page.eval_on_selector_all("[data-href]", "all => all.map(element => element.dataset.href)")
    assert {link.partition(":")[0] for link in links} <= {"http", "https", "mailto"}
