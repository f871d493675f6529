"""An address that can't become a source gets one line that says why and what to do instead."""

from collections.abc import Callable

import pytest

from replica import Response
from replica.platforms import make_platform_site
from sources.detect.survey_page import SurveyPage
from spiders.survey import Survey, UnfitError, survey
from tests.spiders.survey.driving import AT, HOST, drive, fetch, read

SITE = make_platform_site("wordpress")
HTML = {"content-type": "text/html; charset=utf-8"}


def looked_at(address: str, fetched: Callable[[str], SurveyPage] | None = None) -> Survey:
    return drive(survey(address, read=read, at=AT), fetched or (lambda url: fetch(SITE, url)))


def answers(markup: str, *, status: int = 200, failure: str | None = None) -> Callable[[str], SurveyPage]:
    def fetched(url: str) -> SurveyPage:
        return SurveyPage(url, url, status, markup.encode(), HTML, failure)

    return fetched


def refused(address: str, fetched: Callable[[str], SurveyPage] | None = None) -> UnfitError:
    with pytest.raises(UnfitError) as told:
        looked_at(address, fetched)
    assert "\n" not in str(told.value)
    return told.value


@pytest.mark.parametrize(
    ("failure", "name", "words"),
    [
        ("dns", "dns", "no address in the DNS"),
        ("timeout", "unreachable", "does not answer in time"),
        ("connection refused", "unreachable", "refuses the connection"),
        ("certificate", "unreachable", "certificate"),
        ("address refused", "private", "TCD_ALLOW_PRIVATE"),
        ("robots", "robots", "robots.txt"),
        ("flood", "flood", "ten minutes"),
        ("http 500", "unreachable", "answers 500"),
        ("http 403", "blocked", "not got round"),
        ("http 401", "login", "login"),
        ("SomethingNew", "unreachable", "SomethingNew"),
    ],
)
def test_who_does_not_answer_is_told_by_the_name_of_the_failure(failure: str, name: str, words: str) -> None:
    error = refused(HOST, lambda url: SurveyPage(url, url, failure=failure))
    assert error.name == name
    assert words in str(error)


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<title>a.example</title><h1>This domain is for sale</h1>", "parked"),
        ("<title>Just a moment...</title><p>Checking your browser</p>", "blocked"),
        ("<title>Bảo trì</title><p>Website đang bảo trì, xin quay lại sau.</p>", "maintenance"),
        ("<title>Hãy đợi...</title><p>Hãy đợi</p><script>var Timeout = 9;</script>", "flood"),
        ("<title>Đăng nhập</title><form><input type='password'></form>", "login"),
    ],
)
def test_a_notice_in_place_of_a_site_has_its_name(markup: str, name: str) -> None:
    assert refused(HOST, answers(f"<html><body>{markup}</body></html>")).name == name


def test_a_notice_counts_also_where_it_comes_with_an_error_status() -> None:
    parked = "<html><title>a</title><body><h1>This domain is for sale</h1></body></html>"
    assert refused(HOST, answers(parked, status=403, failure="http 403")).name == "parked"


def test_a_redirect_to_another_host_names_that_host() -> None:
    error = refused(HOST, lambda url: SurveyPage(url, "http://moi.example/vi/", failure="off site"))
    assert error.target == "http://moi.example/"
    assert "sources add http://moi.example/" in str(error)


def test_a_single_article_names_the_home_page_to_use_instead() -> None:
    error = refused(HOST + SITE.articles[3].path)
    assert (error.name, error.target) == ("article", f"{HOST}/")
    assert f"tincongdoan sources add {HOST}/" in str(error)


def test_an_official_document_is_called_one() -> None:
    from replica import make_site

    laws = make_site("lai-chau")
    paper = next(article for article in laws.articles if article.document is not None)
    assert "an official document" in str(refused(HOST + paper.path, lambda url: fetch(laws, url)))


def test_a_feed_names_the_site_that_it_is_of() -> None:
    assert refused(f"{HOST}/feed/").name == "feed"


def test_a_page_that_is_not_there_names_the_home_page() -> None:
    error = refused(f"{HOST}/khong-co")
    assert (error.name, error.target) == ("gone", f"{HOST}/")


def test_a_file_is_no_page() -> None:
    kinds = {"content-type": "application/pdf"}
    assert refused(HOST, lambda url: SurveyPage(url, url, 200, b"%PDF-1.4 ...", kinds)).name == "file"


def test_an_empty_answer_is_no_site() -> None:
    assert refused(HOST, answers("   ")).name == "empty"


def test_a_page_that_only_a_script_fills_says_so() -> None:
    shell = '<html><body><div id="root"></div><script src="/static/js/main.js"></script></body></html>'
    assert "JavaScript" in str(refused(HOST, answers(shell)))


def test_a_site_in_another_language_is_refused() -> None:
    rows = "".join(
        f'<h3><a href="/news/the-union-opened-its-third-house-for-workers-{n}.html">'
        f"The union opened its third house for workers of the province {n}</a></h3>"
        for n in range(9)
    )
    text = (
        "<p>"
        + "The members of the union met in the town hall and talked about wages and hours. " * 9
        + "</p>"
    )

    def fetched(url: str) -> SurveyPage:
        inner = (
            f"<h1>The union opened its third house</h1><p>20/11/2026 08:15</p>{text}"
            if ".html" in url
            else rows
        )
        page = f'<html lang="en"><head><title>Union</title></head><body>{inner}</body></html>'
        return SurveyPage(url, url, 200, page.encode(), HTML)

    error = refused(HOST, fetched)
    assert error.name == "language"
    assert "(en)" in str(error)


def test_links_behind_which_nothing_is_an_article_are_told_with_what_is_there() -> None:
    def fetched(url: str) -> SurveyPage:
        if ".html" in url:
            return SurveyPage(url, url, 404, b"<h1>404</h1>", HTML, "http 404")
        return fetch(SITE, url)

    error = refused(HOST, fetched)
    assert error.name == "no articles"
    assert "none is one (most are: http 404)" in str(error)


def test_what_a_sample_page_can_not_be_read_as_is_told_and_the_rest_counts() -> None:
    gone = SITE.articles[0].path

    def fetched(url: str) -> SurveyPage:
        return (
            SurveyPage(url, url, 500, b"<h1>Server Error</h1>", HTML, "http 500")
            if gone in url
            else fetch(SITE, url)
        )

    found = looked_at(HOST, fetched)
    assert ("http 500" in {sample.kind for sample in found.samples}) == any(
        sample.address.endswith(gone) for sample in found.samples
    )
    assert len(found.articles) == 8


def test_redirects_between_the_answers_are_followed_to_the_page() -> None:
    class Moved:
        def respond(self, request: object) -> Response:
            target = getattr(request, "target", "")
            return Response(302, {"Location": "/trang-chu"}) if target == "/" else SITE.respond(request)  # type: ignore[arg-type]

    assert fetch(Moved(), f"{HOST}/").url == f"{HOST}/trang-chu"


@pytest.mark.parametrize(
    "script",
    [
        "window.location.href = 'https://moi.example/';",
        'location.replace("https://moi.example/")',
        "if (top == self) { document.location='https://moi.example/'; }",
    ],
)
def test_a_page_that_only_a_script_leads_on_from_is_called_so(script: str) -> None:
    error = refused(HOST, answers(f"<html><body><script>{script}</script></body></html>"))
    assert error.name == "moved"
    assert "by a script: try tincongdoan sources add https://moi.example/" in str(error)


def test_another_port_of_the_same_host_is_not_called_another_host() -> None:
    target = HOST.replace("http://", "https://").rstrip("/") + ":8443/"
    error = refused(HOST, lambda url: SurveyPage(url, target, failure="off site"))
    assert error.name == "moved"
    assert f"leads to https:// on port 8443: try tincongdoan sources add {target}" in str(error)


def test_an_articles_address_is_called_one() -> None:
    words = "<p>Sáng nay, công đoàn cơ sở trao quà cho đoàn viên có hoàn cảnh khó khăn tại hội trường.</p>"
    page = f"<article><h1>Trao quà cho đoàn viên</h1><p>20/11/2026 08:30</p>{words * 9}</article>"
    error = refused(f"{HOST.rstrip('/')}/tin/trao-qua-12.html", answers(f"<html><body>{page}</body></html>"))
    assert error.name == "article"
    assert "is a single article: try its home page" in str(error)
