"""Cookies go back to the hosts of the source that set them, and no list is fetched to decide so."""

import subprocess
import sys

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.cookies import SourceCookies


def sent(cookies: SourceCookies, url: str) -> bytes | None:
    request = Request(url)
    cookies.process_request(request)
    return request.headers.get("Cookie")


def told(set_cookie: str, url: str = "http://www.congdoan.vn/tin") -> SourceCookies:
    cookies = SourceCookies()
    request = Request(url)
    answer = Response(url, headers={"Set-Cookie": set_cookie})
    assert cookies.process_response(request, answer) is answer
    return cookies


def test_a_session_is_kept_for_its_host() -> None:
    cookies = told("ASP.NET_SessionId=abc; path=/; HttpOnly")
    assert sent(cookies, "http://www.congdoan.vn/bai-1.html") == b"ASP.NET_SessionId=abc"
    assert sent(cookies, "http://khac.vn/") is None


def test_a_domains_cookie_holds_with_and_without_www() -> None:
    cookies = told("a=1; Domain=congdoan.vn; Path=/")
    assert sent(cookies, "http://congdoan.vn/") == b"a=1"
    assert sent(cookies, "https://www.congdoan.vn/") == b"a=1"


@pytest.mark.parametrize("scope", ["; Secure", "; Path=/khac", "; Domain=khac.vn", "; Max-Age=0"])
def test_a_cookie_goes_no_farther_than_it_was_set_for(scope: str) -> None:
    assert sent(told(f"a=1{scope}"), "http://www.congdoan.vn/tin") is None


def test_a_request_made_again_sends_what_holds_now() -> None:
    cookies = told("a=1; Path=/")
    again = Request("http://www.congdoan.vn/", headers={"Cookie": "a=0"})
    cookies.process_request(again)
    assert again.headers.getlist("Cookie") == [b"a=1"]


def test_a_cookie_for_each_article_makes_no_request_too_long() -> None:
    cookies = SourceCookies()
    longest = 0
    for number in range(300):
        url = f"http://www.congdoan.vn/bai-{number}.html"
        answer = Response(url, headers={"Set-Cookie": f"da_xem_{number}={'1' * 200}; path=/"})
        cookies.process_response(Request(url), answer)
        longest = max(longest, len(sent(cookies, url) or b""))
    assert 0 < longest <= 4096


def test_two_sources_share_nothing() -> None:
    told("a=1; Path=/")
    assert sent(SourceCookies(), "http://www.congdoan.vn/") is None


def test_no_list_of_suffixes_is_loaded_which_would_be_fetched_past_the_guard() -> None:
    code = (
        "import sys; from scrapy.settings import Settings; from scrapy.utils.misc import load_object; "
        "settings = Settings(); settings.setmodule('crawler.settings', priority='project'); "
        "[load_object(each) for each in settings.get_component_priority_dict_with_base("
        "'DOWNLOADER_MIDDLEWARES')]; print(sorted({'tldextract', 'requests'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
