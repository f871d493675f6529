"""The owner of a site by its title, banner, footer and host; unknown fields stay empty."""

import re

import pytest

from sources.detect.owner import SiteOwner, identify_owner
from sources.detect.survey_page import SurveyPage


def site(
    title: str = "", body: str = "", footer: str = "", head: str = "", url: str = "http://a.example/"
) -> SiteOwner:
    filling = "".join(f"<p>Đoạn thứ {n} của trang này nói về một việc khác.</p>" for n in range(20))
    markup = (
        f"<html><head><title>{title}</title>{head}</head><body>{body}{filling}"
        f"<div class='footer'><p>{footer}</p></div></body></html>"
    )
    return identify_owner(
        SurveyPage(url, url, 200, markup.encode(), {"content-type": "text/html; charset=utf-8"})
    )


@pytest.mark.parametrize(
    ("title", "name", "kind", "province"),
    [
        ("Liên đoàn Lao động tỉnh Lào Cai", "Liên đoàn Lao động tỉnh Lào Cai", "federation", "lao-cai"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA", "Liên đoàn Lao động tỉnh Sơn La", "federation", "son-la"),
        ("Trang chủ - LĐLĐ tỉnh Nghệ An", "LĐLĐ tỉnh Nghệ An", "federation", "nghe-an"),
        ("LĐLĐ thành phố Hà Nội", "LĐLĐ thành phố Hà Nội", "federation", "ha-noi"),
        ("Trang thông tin điện tử LĐLĐ quận Hà Đông", "LĐLĐ quận Hà Đông", "district", None),
        ("Cổng TTĐT tỉnh Hà Giang", "Cổng TTĐT tỉnh Hà Giang", "portal", "ha-giang"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Tổng Liên đoàn Lao động Việt Nam", "central", None),
        ("Công đoàn Viên chức tỉnh Bắc Ninh", "Công đoàn Viên chức tỉnh Bắc Ninh", "sector", "bac-ninh"),
        ("Báo điện tử Lao động", "Báo điện tử Lao động", "newspaper", None),
        ("Sở Nội vụ tỉnh Cao Bằng", "Sở Nội vụ tỉnh Cao Bằng", "department", "cao-bang"),
    ],
)
def test_the_title_of_the_home_page_names_its_owner(
    title: str, name: str, kind: str, province: str | None
) -> None:
    owner = site(title)
    assert (owner.name, owner.kind, owner.province) == (name, kind, province)
    assert owner.publisher == re.sub("^Liên đoàn Lao động", "LĐLĐ", name).replace("Cổng TTĐT", "UBND")
    assert dict(owner.proofs)["name"] == "the home page's title"


def test_the_footer_names_the_owner_if_the_title_does_not() -> None:
    owner = site(
        "Trang chủ", footer="Cơ quan chủ quản: Liên đoàn Lao động tỉnh Điện Biên, địa chỉ: phường Mường Thanh"
    )
    assert (owner.name, owner.kind, owner.province) == (
        "Liên đoàn Lao động tỉnh Điện Biên",
        "federation",
        "dien-bien",
    )


def test_the_confederation_above_the_federations_name_is_not_the_owner() -> None:
    banner = "<h1>TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM</h1><h2>LIÊN ĐOÀN LAO ĐỘNG TỈNH YÊN BÁI</h2>"
    assert site("Trang chủ", body=banner).name == "Liên đoàn Lao động tỉnh Yên Bái"


def test_links_to_other_organisations_name_no_owner() -> None:
    links = "".join(
        f'<p><a href="http://{n}.example">Liên đoàn Lao động tỉnh Lạng Sơn</a></p>' for n in range(3)
    )
    owner = site("Tin tức hằng ngày", footer=f"Liên kết</p>{links}<p>.")
    assert owner.kind is None
    assert owner.publisher is None


def test_a_headline_is_cut_after_the_organisations_name() -> None:
    owner = site("LĐLĐ huyện Bát Xát hưởng ứng tháng công nhân - Liên đoàn Lao động tỉnh Lào Cai")
    assert owner.name in ("LĐLĐ huyện Bát Xát", "Liên đoàn Lao động tỉnh Lào Cai")


def test_the_footer_or_the_host_gives_the_province_that_the_name_lacks() -> None:
    by_footer = site("LĐLĐ tỉnh", footer="Địa chỉ: số 5 đường Hoàng Liên, tỉnh Lào Cai")
    assert (by_footer.province, by_footer.name) == ("lao-cai", "LĐLĐ tỉnh Lào Cai")
    by_host = site("Cổng thông tin điện tử tỉnh", url="https://quangnam.gov.example/")
    assert (by_host.province, by_host.name) == ("quang-nam", "Cổng thông tin điện tử tỉnh Quảng Nam")
    assert dict(by_host.proofs)["province"] == "host"


def test_two_provinces_in_one_place_are_ambiguous() -> None:
    assert site("Tin miền núi", footer="Tỉnh Lào Cai và tỉnh Yên Bái").province is None


def test_a_page_without_text_names_no_owner() -> None:
    assert site() == SiteOwner()
