"""Pages of a list that a form leads to: ASP.NET's pagers, submit buttons; no calendar, no comment form."""

from urllib.parse import parse_qs

from items import Source
from spiders.anchors import parse
from spiders.discovery import discover
from spiders.listing_walk import ListingWalk
from spiders.paging import NextPage
from spiders.postback import body_of, posted_number, posted_pages

URL = "http://a.example/tin.aspx?c=3"
HIDDEN = (
    '<input type="hidden" name="__VIEWSTATE" value="abc==">'
    '<input type="hidden" name="__EVENTVALIDATION" value="x/y">'
)


def form(inner: str, method: str = "post") -> str:
    return f'<html><body><form method="{method}" action="">{HIDDEN}{inner}</form></body></html>'


def button(words: str, target: str = "ctl00$pager", argument: str = "") -> str:
    return f"<a href=\"javascript:__doPostBack('{target}','{argument}')\">{words}</a>"


def pages(markup: str, url: str = URL) -> tuple[NextPage, ...]:
    tree = parse(markup)
    assert tree is not None
    return posted_pages(tree, url)


def test_numbers_and_words_lead_on_with_the_forms_hidden_fields() -> None:
    found = pages(form(f"<span>1</span> {button('2', argument='Page$2')} {button('3', argument='Page$3')}"))
    assert [page.number for page in found] == [2, 3]
    sent = parse_qs(body_of(found[0].form))
    assert sent == {
        "__VIEWSTATE": ["abc=="],
        "__EVENTVALIDATION": ["x/y"],
        "__EVENTTARGET": ["ctl00$pager"],
        "__EVENTARGUMENT": ["Page$2"],
    }
    assert found[0].address.startswith(URL)


def test_the_next_button_counts_from_the_page_that_it_stands_on() -> None:
    markup = form(f"{button('1', 'p$ctl01')} <span>2</span> {button('Trang sau', 'p$next')}")
    assert [page.number for page in pages(markup, f"{URL}#posted-page-2")] == [1, 3]
    assert posted_number(f"{URL}#posted-page-2") == 2
    assert posted_number(URL) is None


def test_three_dots_behind_the_numbers_lead_to_the_next_ten() -> None:
    first = "".join(button(str(n), argument=f"Page${n}") for n in range(2, 11))
    assert [page.number for page in pages(form(first + button("...", argument="Page$11")))][-1] == 11
    later = button("...", argument="Page$10") + "".join(button(str(n)) for n in range(12, 21)) + button("...")
    assert [page.number for page in pages(form(later), f"{URL}#posted-page-11")] == [*range(12, 22)]


def test_three_dots_that_are_links_lead_on_too() -> None:
    source = Source(
        slug="a",
        name="a",
        publisher="a",
        kind="portal",
        home="http://a.example",
        status="verified",
        evidence="a",
    )
    numbers = "".join(f'<a href="/tin.aspx?c=3&amp;page={n}">{n}</a> ' for n in range(1, 11))
    pager = f'<div class="pager">{numbers}<a href="/tin.aspx?c=3&amp;page=11">...</a></div>'
    found = discover(f"<html><body>{pager}</body></html>", URL, source).listings
    assert [page.number for page in found] == [*range(1, 12)]


def test_a_script_that_is_written_with_entities_is_read() -> None:
    link = '<a href="javascript:__doPostBack(&#39;ctl00$p&#39;,&#39;2&#39;)">2</a>'
    assert [page.number for page in pages(form(link))] == [2]


def test_post_back_options_are_read() -> None:
    link = (
        '<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("ctl00$p$ctl02", "", '
        'true, "", "", false, true))\'>2</a>'
    )
    assert [page.number for page in pages(form(link))] == [2]


def test_a_calendars_days_and_a_menus_words_lead_nowhere() -> None:
    days = "".join(button(str(day), "ctl00$cal", str(8400 + day)) for day in range(1, 29))
    assert pages(form(days)) == ()
    assert pages(form(button("Tin hoạt động", "ctl00$menu") + button("Đăng nhập", "ctl00$login"))) == ()


def test_a_submit_button_counts_in_a_pager_only() -> None:
    inner = (
        '<div class="paging"><button name="page" value="2">2</button></div><button name="send">Tiếp</button>'
    )
    [page] = pages(form(inner))
    assert parse_qs(body_of(page.form))["page"] == ["2"]
    assert "send" not in dict(page.form)


def test_without_a_form_that_posts_there_is_no_page() -> None:
    assert pages(f"<html><body>{button('2')}</body></html>") == ()
    assert pages(form(button("2"), method="get")) == ()


def test_a_form_that_is_no_pagers_is_left_alone() -> None:
    huge = f'<input type="hidden" name="x" value="{"y" * 2_100_000}">'
    assert pages(form(huge + button("2"))) == ()


def test_passwords_files_and_unticked_boxes_are_not_sent() -> None:
    inner = (
        '<input name="u" value="v"><input type="password" name="p" value="w"><input type="file" name="f">'
        '<input type="checkbox" name="c" value="1"><input type="checkbox" name="d" value="1" checked>'
        '<select name="s"><option value="a">A</option><option value="b" selected>B</option></select>'
    )
    [page] = pages(form(inner + button("2")))
    sent = dict(page.form)
    assert (sent["u"], sent["d"], sent["s"]) == ("v", "1", "b")
    assert not {"p", "f", "c"} & set(sent)


def test_links_win_where_a_list_has_both() -> None:
    source = Source(
        slug="a",
        name="a",
        publisher="a",
        kind="portal",
        home="http://a.example",
        status="verified",
        evidence="a",
    )
    both = form(f'<div class="pager"><a href="/tin.aspx?c=3&page=2">2</a> {button("3")}</div>')
    [page] = discover(both, URL, source).listings
    assert page.form == ()


def test_a_walk_tells_posted_pages_apart_though_their_address_is_one() -> None:
    walk = ListingWalk(URL)
    first, second = (NextPage(n, f"{URL}#posted-page-{n}", (("a", str(n)),)) for n in (2, 3))
    assert walk.after((first, second), 5, 5) == first.address
    assert walk.after((first, second), 5, 5) == second.address
    assert walk.after((first, second), 5, 5) is None
