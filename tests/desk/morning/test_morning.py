"""A morning at the desk in a real browser: from signing in to what a feed reader then sees; two editors at
once; by keyboard alone; on a telephone; without JavaScript; heard by a screen reader's rules."""

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.desk import browser
from tests.desk.morning.fill import PASSWORD, TITLES, WRONG

RIGHT = "Liên đoàn Lao động tỉnh trao quà Tết cho đoàn viên"
PAGES = (
    "/", "/feeds/", "/coverage/", "/desk/", "/desk/?view=all", "/desk/overview/", "/desk/sources/",
    "/desk/sources/lao-cai/", "/desk/rules/", "/desk/rules/new/", "/desk/audit/", "/desk/people/",
    "/desk/account/", "/desk/articles/31/", "/desk/articles/31/correct/", "/desk/articles/31/copy/0/",
    "/articles/1/",
)  # fmt: skip
# The colours are the same everywhere.
DARK = ("/", "/desk/?view=all", "/desk/overview/", "/desk/articles/31/", "/desk/articles/31/correct/")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("morning")
    browser.run("tests.desk.morning.fill", home)
    with browser.served(home, TCD_PUBLISH="approved") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as browser_window:
        yield browser_window


@contextmanager
def visit(chromium: Browser, base: str, name: str = "", **options: Any) -> Iterator[Page]:
    """A page of a browser in which ``name`` is signed in; any error in its console fails the test."""
    context: BrowserContext = chromium.new_context(base_url=base, locale="vi-VN", **options)
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(base) else wrong.append(asked.url))
    if name:
        sign_in(page, name)
    yield page
    context.close()
    # A refusal for good reason is in the console too.
    assert [text for text in wrong if "409 (Conflict)" not in text] == []


def sign_in(page: Page, name: str) -> None:
    page.goto("/desk/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))


def entries(base: str) -> list[str]:
    """The titles that somebody finds who subscribed to all."""
    with urllib.request.urlopen(f"{base}/feeds/all.atom", timeout=10) as answer:  # loopback
        return [entry.title for entry in feedparser.parse(answer.read()).entries]


def row(page: Page, title: str) -> Any:
    return page.locator(".row").filter(has_text=title)


def test_a_wrong_title_is_corrected_approved_and_then_in_the_feed(chromium: Browser, base: str) -> None:
    assert entries(base) == TITLES[:1]
    with visit(chromium, base, "lan") as page:
        row(page, WRONG).get_by_role("link", name=WRONG).click()
        page.get_by_role("button", name="Sửa bài").click()
        page.get_by_label("Tiêu đề").fill(RIGHT)
        expect(page.locator("#kept")).to_contain_text("Đã lưu nháp", timeout=15_000)
        page.get_by_label("Lý do sửa").fill("Thiếu dấu")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(RIGHT)
        page.get_by_role("button", name="Duyệt", exact=True).click()
        expect(page.get_by_text("Đã duyệt 1 bài.")).to_be_visible()
        ends = time.monotonic() + 60
        while set(entries(base)) != {RIGHT, TITLES[0]}:
            assert time.monotonic() < ends, entries(base)
            time.sleep(0.3)
        page.goto("/")
        expect(page.get_by_role("link", name=RIGHT)).to_be_visible()


def test_two_editors_of_one_article_learn_of_each_other_and_neither_loses_a_word(
    chromium: Browser, base: str
) -> None:
    with visit(chromium, base, "lan") as lan, visit(chromium, base, "minh") as minh:
        for page in (lan, minh):
            page.goto("/desk/articles/2/")
        lan.get_by_role("button", name="Sửa bài").click()
        minh.reload()
        expect(minh.get_by_text("lan đang sửa")).to_be_visible()
        minh.get_by_role("button", name="Nhận quyền sửa").click()
        minh.get_by_label("Tiêu đề").fill("Tên của Minh")
        minh.get_by_label("Lý do sửa").fill("Rõ hơn")
        minh.get_by_role("button", name="Lưu", exact=True).click()
        expect(minh.get_by_role("heading", level=1)).to_have_text("Tên của Minh")
        lan.get_by_label("Tiêu đề").fill("Tên của Lan")
        lan.get_by_label("Lý do sửa").fill("Đúng hơn")
        lan.get_by_role("button", name="Lưu", exact=True).click()
        expect(lan.get_by_role("heading", name="Cả hai bên cùng sửa")).to_be_visible()
        expect(lan.get_by_role("cell", name="Tên của Minh")).to_be_visible()
        expect(lan.get_by_label("Tiêu đề")).to_have_value("Tên của Lan")
        lan.get_by_role("button", name="Lưu", exact=True).click()
        expect(lan.get_by_role("heading", level=1)).to_have_text("Tên của Lan")


def wait_for_script(page: Page) -> None:
    """Wait for the page's script, which shows the list of keys."""
    expect(page.locator(".keys").first).to_be_visible(timeout=15_000)


def test_the_queue_is_worked_through_by_keyboard_alone(chromium: Browser, base: str) -> None:
    with visit(chromium, base) as page:
        page.goto("/desk/")
        expect(page.locator("input[name=username]")).to_be_focused()
        page.keyboard.type("lan")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/desk/$"))
        wait_for_script(page)
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        for _ in range(3):
            page.keyboard.press("j")
        page.keyboard.press("k")
        here = page.locator(".row.here")
        title = here.locator("h2").inner_text()
        page.keyboard.press("h")
        done = row(page, title)
        expect(done.locator(".state")).to_have_text("đã ẩn")
        page.keyboard.press("u")
        expect(row(page, title).locator(".state")).to_have_text("mới")
        wait_for_script(page)  # the page was loaded again
        for key in ("j", "x", "j", "x", "a"):
            page.keyboard.press(key)
        expect(page.locator(".row.done")).to_have_count(2)
        expect(page.locator(".row.done .state").first).to_have_text("đã duyệt")
        page.keyboard.press("u")
        expect(page.locator(".row.done")).to_have_count(0)
        wait_for_script(page)
        page.keyboard.press("j")
        title = page.locator(".row.here h2").inner_text()
        following = page.locator(".row.here + .row h2, .story:has(.here) + .story h2").first.inner_text()
        page.keyboard.press("o")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        wait_for_script(page)
        page.keyboard.press("j")
        expect(page.get_by_role("heading", level=1)).to_have_text(following)
        wait_for_script(page)
        page.keyboard.press("k")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        wait_for_script(page)
        page.keyboard.press("e")
        expect(page.get_by_label("Tiêu đề")).to_be_focused()


def test_what_is_typed_is_still_there_after_the_page_was_closed(chromium: Browser, base: str) -> None:
    with visit(chromium, base, "minh") as page:
        page.goto("/desk/articles/3/")
        page.get_by_role("button", name="Sửa bài").click()
        page.get_by_label("Tóm tắt (sapo)").fill("Lời dẫn gõ dở")
        expect(page.locator("#kept")).to_contain_text("Đã lưu nháp", timeout=15_000)
    with visit(chromium, base, "minh") as page:
        page.goto("/desk/articles/3/")
        page.get_by_role("button", name="Sửa tiếp bản nháp").click()
        expect(page.get_by_label("Tóm tắt (sapo)")).to_have_value("Lời dẫn gõ dở")


def test_what_is_typed_before_the_script_is_loaded_is_kept_too(chromium: Browser, base: str) -> None:
    with visit(chromium, base, "minh") as page:
        requests: list[Route] = []
        # A lambda, since playwright sets an attribute on its handler.
        page.route("**/correct.js", lambda route: requests.append(route))
        page.goto("/desk/articles/4/correct/", wait_until="commit")
        page.get_by_label("Tóm tắt (sapo)").fill("Gõ sớm")
        while not requests:
            page.wait_for_timeout(50)
        requests[0].continue_()
        expect(page.locator("#kept")).to_contain_text("Đã lưu nháp", timeout=15_000)


def test_a_telephone_shows_every_page_without_scrolling_sideways(chromium: Browser, base: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    with visit(chromium, base, "hoa", **phone) as page:
        for address in PAGES:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
            for entry in page.locator("header.desk nav [aria-current]").all():
                box = entry.bounding_box()
                assert box is not None
                assert box["x"] >= 0, address
                assert box["x"] + box["width"] <= 390, address
        page.goto("/desk/")
        first = page.locator(".row").first
        first.get_by_role("button", name="Duyệt", exact=True).tap()
        expect(first.locator(".state")).to_have_text("đã duyệt")
        page.get_by_role("button", name="Hoàn tác").tap()
        expect(page.locator(".row").first.locator(".state")).to_have_text("mới")


def test_without_javascript_everything_is_a_form(chromium: Browser, base: str) -> None:
    with visit(chromium, base, "lan", java_script_enabled=False) as page:
        first = page.locator(".row").first
        title = first.locator("h2").inner_text()
        first.get_by_role("button", name="Ẩn", exact=True).click()
        expect(page.get_by_text("Đã ẩn 1 bài.")).to_be_visible()
        expect(row(page, title)).to_have_count(0)
        page.get_by_role("button", name="Hoàn tác").click()
        expect(row(page, title)).to_have_count(1)
        for number in (3, 4):
            page.locator(".row input").nth(number).check()
        page.get_by_role("button", name="Duyệt bài đã chọn").click()
        expect(page.get_by_text("Đã duyệt 2 bài.")).to_be_visible()
        page.get_by_role("button", name="Hoàn tác").click()


def test_behind_tls_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    with browser.served(tmp_path, TCD_BASE_URL="https://tin.example.vn") as address:
        headers = {"Host": "tin.example.vn", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        request = urllib.request.Request(f"{address}/desk/sign-in/", headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:  # loopback
            assert int(answer.headers["Strict-Transport-Security"].partition("=")[2]) >= 180 * 86400
            assert "Secure" in answer.headers["Set-Cookie"]
            assert "HttpOnly" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_error_or_a_serious_barrier(chromium: Browser, base: str, scheme: Any) -> None:
    with visit(chromium, base, "hoa", color_scheme=scheme) as page:
        violations = []
        for address in PAGES if scheme == "light" else DARK:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            for violation in Axe().run(page).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    violations.append(
                        (address, violation["id"], [node["html"][:200] for node in violation["nodes"][:3]])
                    )
        assert violations == []
        page.goto("/desk/")
        page.get_by_role("button", name="Đăng xuất").click()
        for violation in Axe().run(page).response["violations"]:
            assert violation["impact"] not in ("serious", "critical"), violation["id"]


def test_the_pages_of_the_desk_are_light(chromium: Browser, base: str) -> None:
    with visit(chromium, base, "hoa") as page:
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(len(answer.body())))
        page.goto("/desk/?view=all")
        page.wait_for_load_state("networkidle")
        assert sum(sizes) < 300_000
