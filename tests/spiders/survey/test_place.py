"""Is the address a home, a section, a part of a site? And what does the file say of it?"""

from dataclasses import replace

import pytest

from items import Follow, Politeness, Source
from replica import ReplicaSite, Request, Response, make_site
from replica.platforms import make_platform_site
from sources.detect.survey_page import SurveyPage
from spiders.discovery import discover
from spiders.survey import Survey, mend, propose, slug_for, survey, survey_known, union_sections, unknown
from tests.spiders.survey.driving import AT, HOST, drive, fetch, read, walk_all

SITE = make_platform_site("joomla")


def looked_at(address: str, site: ReplicaSite = SITE) -> Survey:
    return drive(survey(address, read=read, at=AT), lambda url: fetch(site, url))


def test_a_section_is_read_alone_and_stands_in_start() -> None:
    section = SITE.sections[0]
    found = looked_at(HOST + SITE.listing_address(section))
    source = propose(found, at=AT, taken=())
    assert source.home == HOST
    assert source.start == (SITE.listing_address(section),)
    own = {HOST + entry.path for entry in SITE.in_section(section)}
    assert walk_all(SITE, source) >= own
    assert {sample.address for sample in found.samples} <= own


@pytest.mark.parametrize("address", ["/index.php", "/trang-chu"])
def test_the_home_page_under_another_address_is_the_home_page(address: str) -> None:
    class Twice:
        def respond(self, request: Request) -> Response:
            return SITE.respond(replace(request, target="/" if request.target == address else request.target))

    found = drive(survey(HOST + address, read=read, at=AT), lambda url: fetch(Twice(), url))
    assert (found.home, found.start) == (HOST, ())


@pytest.mark.parametrize("slug", ["joomla", "wordpress", "nukeviet-45"])
def test_a_site_below_a_path_keeps_to_its_path(slug: str) -> None:
    site = make_platform_site(slug)

    class Below:
        """The site in a folder of a host whose root is another's."""

        def respond(self, request: Request) -> Response:
            if not request.target.startswith("/congdoan/"):
                other = "<html><body><h1>Cổng của thành phố</h1><a href='/du-lich/'>Du lịch</a></body></html>"
                found = request.target == "/"
                return Response(200 if found else 404, {"Content-Type": "text/html"}, other.encode())
            answer = site.respond(replace(request, target=request.target.removeprefix("/congdoan")))
            body = answer.body.replace(b'href="/', b'href="/congdoan/')
            body = body.replace(b"http://a.example/", b"http://a.example/congdoan/")
            return Response(answer.status, answer.headers, body)

    found = drive(survey(f"{HOST}/congdoan/", read=read, at=AT), lambda url: fetch(Below(), url))
    source = propose(found, at=AT, taken=())
    assert (source.home, source.start) == (f"{HOST}/congdoan/", ())
    assert source.follow.ignore is not None
    address = "/du-lich/mot-ngay-tren-dinh-nui-cao-nhat-cua-tinh-12.html"
    outside = f'<h3><a href="{address}">Một ngày trên núi cao nhất của tỉnh</a></h3>'
    assert not discover(f"<html><body>{outside}</body></html>", f"{HOST}/congdoan/", source).articles
    reached = walk_all(Below(), source)
    assert {f"{HOST}/congdoan{truth.path}" for truth in site.truth()} <= reached


def test_of_a_portal_only_the_sections_about_unions_are_proposed() -> None:
    portal = make_site("quang-nam")
    found = looked_at(f"{HOST}/", portal)
    source = propose(found, at=AT, taken=())
    assert source.kind == "portal"
    assert source.start == ()
    assert any(line.startswith("start") for line in unknown(found, source))
    told = (*found.sections, (f"{HOST}/Default.aspx?tabid=90", "Công đoàn - Đoàn thể"))
    assert union_sections(replace(found, sections=told)) == ("/Default.aspx?tabid=90",)


def test_what_the_site_does_not_tell_stays_open_and_is_named() -> None:
    press = make_site("ha-noi")
    found = looked_at(f"{HOST}/", press)
    source = propose(found, at=AT, taken=())
    assert found.identity.kind is None
    assert found.identity.publisher is None
    assert {line.split()[0] for line in unknown(found, source)} == {"publisher", "kind"}
    assert source.status == "unverified"


def test_the_evidence_tells_the_day_the_system_and_what_was_read() -> None:
    source = propose(looked_at(f"{HOST}/"), at=AT, taken=())
    assert "21/11/2026" in source.evidence
    assert "joomla" in source.evidence
    assert "8 articles" in source.evidence


def test_a_slug_follows_the_registrys_scheme_and_is_free() -> None:
    home = "https://congdoan.example.gov.vn"
    assert slug_for("federation", "lao-cai", home, "LĐLĐ tỉnh Lào Cai", ()) == "lao-cai"
    assert slug_for("federation", "lao-cai", home, "LĐLĐ tỉnh Lào Cai", {"lao-cai"}) == "lao-cai-2"
    assert slug_for("federation", "lao-cai", home, "x", {"lao-cai", "lao-cai-2"}) == "lao-cai-3"
    assert slug_for("portal", "lao-cai", home, "Cổng", ()) == "lao-cai-cong"
    assert slug_for("front", "lao-cai", home, "Mặt trận", ()) == "lao-cai-mat-tran"
    assert slug_for("department", "son-la", home, "Sở Nội vụ tỉnh Sơn La", ()) == "son-la-so-noi-vu"
    assert slug_for("district", "ha-noi", home, "LĐLĐ quận Hà Đông", ()) == "ha-noi-quan-ha-dong"
    assert slug_for("newspaper", None, "https://www.baolaodong.vn", "Báo", ()) == "baolaodong"
    assert slug_for("newspaper", None, "http://127.0.0.2:80", "Báo", ()) not in ("", "lao-cai")
    assert slug_for("central", None, "https://laocai.vn", "TLĐ", {"laocai"}) == "laocai-2"


# A source that has its file


def known(**change: object) -> Source:
    source = propose(looked_at(f"{HOST}/"), at=AT, taken=())
    return replace(source, **change)  # type: ignore[arg-type]


def checked(source: Source, site: ReplicaSite = SITE) -> Survey:
    return drive(survey_known(source, read=read, at=AT), lambda url: fetch(site, url))


def test_a_known_source_that_fits_is_not_mended() -> None:
    source = known()
    assert mend(source, checked(source)) == source


def test_a_wrong_system_is_mended_with_its_politeness() -> None:
    site = make_platform_site("nukeviet-45")
    source = known(platform="joomla", politeness=Politeness(delay=0.5))
    mended = mend(source, checked(source, site))
    assert (mended.platform, mended.politeness.delay) == ("nukeviet", 2.0)


def test_a_list_that_moved_is_found_again_in_the_menu() -> None:
    kept, lost = (SITE.listing_address(section) for section in SITE.sections)
    source = known(start=(kept, lost.replace("13-nu-cong", "14-nu-cong")))
    found = checked(source)
    assert found.lost == (HOST + source.start[1],)
    assert mend(source, found).start == (kept, lost)


def test_a_list_without_a_successor_is_left_out() -> None:
    kept = SITE.listing_address(SITE.sections[0])
    source = known(start=(kept, "/index.php/phong-su-anh-nam-xua"), follow=Follow(ignore="/en/"))
    mended = mend(source, checked(source))
    assert (mended.start, mended.follow) == ((kept,), source.follow)


def test_a_host_that_moved_becomes_the_home() -> None:
    def fetched(url: str) -> SurveyPage:
        page = fetch(SITE, url.replace("//www.", "//"))
        return replace(page, asked=url, url=page.url.replace("//a.", "//www.a."))

    source = known()
    found = drive(survey_known(source, read=read, at=AT), fetched)
    assert mend(source, found).home == "http://www.a.example"
