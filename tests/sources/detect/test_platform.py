"""A platform is detected by its signs; ambiguous pages are general."""

import pytest

from items.source import Platform
from sources.detect.platform import ENOUGH, detect_platform
from sources.detect.survey_page import SurveyPage


def page(body: str = "", head: str = "", url: str = "http://a.example/", **headers: str) -> SurveyPage:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    return SurveyPage(
        url, url, 200, markup.encode(), {name.replace("_", "-"): value for name, value in headers.items()}
    )


def links(*addresses: str) -> str:
    return "".join(f'<a href="{address}">Tin</a>' for address in addresses)


@pytest.mark.parametrize(
    ("generator", "name", "version"),
    [
        ("NukeViet v4.5", "nukeviet", "4.5"),
        ("NukeViet eGovernment 1.2", "nukeviet", "1.2"),
        ("WordPress 6.1.9", "wordpress", "6.1.9"),
        ("Joomla! - Open Source Content Management", "joomla", ""),
        ("Microsoft SharePoint", "sharepoint", ""),
        ("DotNetNuke", "dotnetnuke", ""),
        ("mojoPortal", "mojoportal", ""),
        ("Hugo 0.120", "general", ""),
    ],
)
def test_the_generator_tag_names_the_platform(generator: str, name: Platform, version: str) -> None:
    detected = detect_platform([page(head=f'<meta name="generator" content="{generator}">')])
    assert (detected.name, detected.version) == (name, version)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("nukeviet", page("<script>var nv_base_siteurl='/',nv_lang_data='vi';</script>")),
        ("nukeviet", page(links(*(f"/vi/news/tin-tuc/bai-so-{n}-{n}.html" for n in range(5))))),
        ("wordpress", page(head="<link href='/wp-content/themes/a/style.css'>")),
        ("wordpress", page(link='<http://a.example/wp-json/>; rel="https://api.w.org/"')),
        ("liferay", page(liferay_portal="Liferay Digital Experience Platform")),
        ("liferay", page(links("/web/guest/tin/-/asset_publisher/aB1/content/hop-mat"))),
        ("vnpt", page(links(*(f"/1290/31957/61896/{571400 + n}/bai-{n}" for n in range(5))))),
        ("vnpt", page(links(*(f"/tin-hoat-dong/bai-viet-so-{1109900 + n}" for n in range(5))))),
        ("dotnetnuke", page("<div id='dnn_ctr480_ContentPane'></div>")),
        ("dotnetnuke", page(set_cookie="dnn_IsMobile=False; path=/")),
        ("sharepoint", page(microsoftsharepointteamservices="15.0.0.4420")),
        ("sharepoint", page("<script src='/_layouts/15/init.js'></script>")),
        ("joomla", page("<script src='/media/system/js/core.js'></script>")),
        ("joomla", page(links(*(f"/index.php/tin/12-hoat-dong/{n}-bai" for n in range(5))))),
        ("mojoportal", page(head="<link href='/Data/Sites/1/skins/a/style.css'>")),
    ],
)  # fmt: skip
def test_one_characteristic_sign_is_enough(name: Platform, shown: SurveyPage) -> None:
    detected = detect_platform([shown])
    assert detected.name == name
    assert detected.signs[0].proof


@pytest.mark.parametrize(
    "body",
    [
        "",
        links(*(f"/tin-tuc/bai-viet-{n}.html" for n in range(9))),
        links(*(f"/2025/05/{n:02}/bai-viet" for n in range(1, 9))),
        links("/Pages/gioithieu.aspx"),
        links("/index.php/lien-he"),
        "<p>Bài viết về wp-content và Joomla, Liferay, NukeViet.</p>",
        "<footer>Đường truyền của VNPT</footer>",
    ],
)
def test_signs_that_platforms_share_are_general(body: str) -> None:
    assert detect_platform([page(body)]).name == "general"


def test_the_stronger_signs_win_and_the_rivals_are_reported() -> None:
    detected = detect_platform(
        [page("<img src='/wp-content/uploads/a.png'>", '<meta name="generator" content="NukeViet v4.5">')]
    )
    assert detected.name == "nukeviet"
    assert {sign.platform for sign in detected.rivals} == {"wordpress"}


def test_a_sign_counts_once_on_several_pages() -> None:
    weak = page("<div class='item-page'></div><img src='/templates/a/images/b.png'>")
    assert sum(sign.weight for sign in detect_platform([weak]).rivals) < ENOUGH
    assert detect_platform([weak] * 5).name == "general"
