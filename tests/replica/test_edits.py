"""Articles that appear, change or vanish between two crawls, and their validators."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from replica import ReplicaSite, Request, Response, make_site
from replica.site import VIETNAM

TODAY = datetime(2026, 11, 18, 9, 5, 7, tzinfo=VIETNAM)


def ask(site: ReplicaSite, address: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.respond(Request("GET", address, named))


def listing(site: ReplicaSite) -> str:
    """All pages of the list of everything."""
    pages = range(1, site.pages_of(site.everything) + 1)
    return "".join(ask(site, site.listing_address(site.everything, page)).body.decode() for page in pages)


@pytest.fixture
def fresh(site: ReplicaSite) -> ReplicaSite:
    """A site of one's own: ``site`` is shared by the session."""
    return make_site(site.slug, clock=lambda: TODAY)


def news(site: ReplicaSite) -> str:
    return next(article.path for article in site.articles if article.document is None)


def test_an_edit_changes_page_and_truth(fresh: ReplicaSite) -> None:
    path = news(fresh)
    old = fresh.find(path)
    fresh.edit(path, title="Tít mới của bản tin", paragraphs=("Đoạn mới thứ nhất.", "Đoạn mới thứ hai."))
    page = ask(fresh, path).body.decode()
    assert "Tít mới của bản tin" in page
    assert "Đoạn mới thứ hai." in page
    assert old.parts[-1].text not in page
    truth = next(truth for truth in fresh.truth() if truth.path == path)
    assert (truth.title, truth.body_first, truth.body_last) == (
        "Tít mới của bản tin",
        "Đoạn mới thứ nhất.",
        "Đoạn mới thứ hai.",
    )
    assert truth.published == old.truth.published


def test_a_new_title_changes_the_listing_and_its_validators(fresh: ReplicaSite) -> None:
    address = fresh.listing_address(fresh.everything)
    before = ask(fresh, address)
    fresh.edit(news(fresh), title="Tít mới của bản tin")
    after = ask(fresh, address, if_none_match=before.headers["ETag"])
    assert after.status == 200
    assert "Tít mới của bản tin" in listing(fresh)
    assert ask(fresh, address, if_modified_since=before.headers["Last-Modified"]).status == 200


def test_a_withdrawn_article_leaves_the_listing_and_changes_its_date(fresh: ReplicaSite) -> None:
    path = fresh.articles[0].path
    before = ask(fresh, fresh.listing_address(fresh.everything))
    title = fresh.articles[0].truth.title
    article = fresh.withdraw(path)
    assert ask(fresh, path).status == 404
    assert article.path == path
    assert title not in [truth.title for truth in fresh.truth()]
    again = ask(
        fresh,
        fresh.listing_address(fresh.everything),
        if_modified_since=before.headers["Last-Modified"],
    )
    assert again.status == 200
    assert again.body != before.body


def test_an_article_withdrawn_with_410_answers_410(fresh: ReplicaSite) -> None:
    path = news(fresh)
    fresh.withdraw(path, 410)
    assert (ask(fresh, path).status, ask(fresh, "/khong-co").status) == (410, 404)


def test_publishing_a_withdrawn_article_restores_the_site(fresh: ReplicaSite) -> None:
    before = (fresh.articles, listing(fresh))
    fresh.publish(fresh.withdraw(news(fresh), 410))
    assert (fresh.articles, listing(fresh)) == before
    assert ask(fresh, news(fresh)).status == 200


def test_a_new_article_comes_first(fresh: ReplicaSite) -> None:
    old = fresh.find(news(fresh))
    path = old.path.replace("?", "?moi=1&") if "?" in old.path else old.path + "-moi"
    if "NID=" in path:
        path = "/Default.aspx?tabid=107&NID=99999"
    new = replace(
        old,
        number=999,
        posted_at=TODAY - timedelta(hours=1),
        title="Tin vừa đăng sáng nay",
        truth=replace(old.truth, path=path, title="Tin vừa đăng sáng nay"),
    )
    fresh.publish(new)
    assert fresh.articles[0] == new
    assert "Tin vừa đăng sáng nay" in listing(fresh)
    assert "Tin vừa đăng sáng nay" in ask(fresh, path).body.decode()
    with pytest.raises(ValueError, match="is taken"):
        fresh.publish(new)


def test_the_time_of_an_edit_is_in_the_truth_if_the_site_prints_it() -> None:
    site = make_site("lai-chau", clock=lambda: TODAY)
    path = news(site)
    site.edit(path, paragraphs=("Bản sửa.",), at=TODAY)
    page = ask(site, path).body.decode()
    assert TODAY.isoformat() in page
    assert site.find(path).truth.updated == TODAY.isoformat()


def test_views_can_be_set_if_the_site_prints_them() -> None:
    site = make_site("son-la")
    path = site.articles[0].path
    site.edit(path, views=123456)
    assert "Lượt xem: 123,456<" in ask(site, path).body.decode()
    assert site.truth()[0].views == 123456
    dateless = make_site("ha-noi")
    with pytest.raises(ValueError, match="no views"):
        dateless.edit(dateless.articles[0].path, views=3)


def test_impossible_edits_are_refused() -> None:
    site = make_site("lai-chau")
    document = next(article for article in site.articles if article.document is not None)
    with pytest.raises(ValueError, match="official document"):
        site.edit(document.path, title="Khác")
    with pytest.raises(ValueError, match="one paragraph"):
        site.edit(news(site), paragraphs=())
    for change in (site.withdraw, site.find, site.edit):
        with pytest.raises(KeyError):
            change("/khong-co")


def test_an_edit_removes_cited_numbers_from_the_truth() -> None:
    site = make_site("lao-cai")
    article = next(
        article for article in site.articles if article.document is None and article.truth.documents_cited
    )
    assert site.edit(article.path, paragraphs=("Không dẫn gì.",)).truth.documents_cited == ()


def test_validators_none_and_all() -> None:
    none = make_site("lai-chau", clock=lambda: TODAY, validators="none")
    for address in ("/", none.listing_address(none.everything), news(none)):
        answer = ask(none, address, if_none_match="*", if_modified_since="Tue, 01 Jan 2030 00:00:00 GMT")
        assert (answer.status, "ETag" in answer.headers) == (200, False)
        assert answer.headers["Last-Modified"] == "Tue, 17 Nov 2026 02:05:07 GMT"
    every = make_site("lai-chau", clock=lambda: TODAY, validators="all")
    path = news(every)
    first = ask(every, path)
    assert ask(every, path, if_none_match=first.headers["ETag"]).status == 304
    every.edit(path, title="Tít mới")
    assert ask(every, path, if_none_match=first.headers["ETag"]).status == 200
    assert ask(every, path, if_modified_since=first.headers["Last-Modified"]).status == 200


def test_concurrent_readers_see_whole_pages_during_changes() -> None:
    site = make_site("ha-noi")
    path, ended, wrong = site.articles[0].path, threading.Event(), []

    def read() -> None:
        while not ended.is_set():
            answer = ask(site, path)
            if answer.status not in (200, 404) or not answer.body.rstrip().endswith(b"</html>"):
                wrong.append(answer.status)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        site.publish(site.withdraw(path))
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert ask(site, path).status == 200
