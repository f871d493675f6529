"""An article's page: what is published, whence, what was before, who reprinted it, the stored copy."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Article, Reading, Story, StoryMember
from archive.raw import keep
from archive.store import save
from desk.roles import Role
from items import Article as Found
from items import Candidate, OfficialDocument, Page
from tests.archive.search.articles import NIGHT, put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return signed_in(Role.READER, "doc")[0]


def page_of(client: Client, row: Article) -> str:
    answer = client.get(f"/desk/articles/{row.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_value_stands_beside_its_proof_rule_place_and_confidence(reader: Client) -> None:
    proofs = (
        Candidate("title", "Tên", "TÊN IN HOA", "line", "title.headline", "article > h1", 0.9),
        Candidate(
            "views", 3, "Đang xem: 3", "label", "views.label", "div.online", 0.2, "counts visitors online"
        ),
    )
    page = page_of(reader, put("1", title="Tên", proofs=proofs, warnings=("dates disagree",)))
    for text in (
        "TÊN IN HOA",
        "title.headline",
        "article &gt; h1",
        "90 %",
        "counts visitors online",
        "dates disagree",
    ):
        assert text in page


def test_reasons_warnings_and_refusals_are_vietnamese_to_who_reads_vietnamese(reader: Client) -> None:
    proof = Candidate("views", 3, "Xem: 3", "label", "views.label", "div", 0.0, "stands outside the article")
    row = put("1", title="Tên", proofs=(proof,), warnings=("two different times", "of an older version"),
              reasons=("views: the page tells none",))  # fmt: skip
    page = page_of(reader, row)
    for vietnamese in ("nằm ngoài bài", "ghi hai giờ khác nhau", "lượt xem: trang không ghi"):
        assert vietnamese in page
    assert '<span lang="en">of an older version</span>' in page
    english = reader.get(f"/desk/articles/{row.pk}/", headers={"accept-language": "en"}).content.decode()
    for text in ("stands outside the article", "two different times", "views: the page tells none"):
        assert text in english


def test_bounds_of_the_publication_stand_beside_their_proofs(reader: Client) -> None:
    proofs = (
        Candidate(
            "earliest", date(2022, 4, 7), "Lai Châu, 07/04/2022", "document", "bound.issued", "document", 0.5
        ),
        Candidate("latest", date(2022, 4, 20), "Thứ 4, ngày 20/04/2022", "clock", "bound.clock", "body", 0.5),
    )
    page = page_of(reader, put("1", published=None, proofs=proofs))
    for told in (
        "đăng trong khoảng",
        "không sớm hơn 07/04/2022 (document: Lai Châu, 07/04/2022)",
        "không muộn hơn 20/04/2022 (clock: Thứ 4, ngày 20/04/2022)",
        "bound.issued",
        "bound.clock",
    ):
        assert told in page


def test_who_may_only_look_has_no_box_of_actions_until_it_tells_who_decided(reader: Client) -> None:
    row = put("1", title="Tên")
    assert "<h2>Thao tác</h2>" not in page_of(reader, row)
    editor, _ = signed_in(Role.EDITOR, "lan")
    assert "<h2>Thao tác</h2>" in page_of(editor, row)
    editor.post("/desk/act/", {"act": "approve", "pick": f"{row.pk}.{row.version}"})
    assert "<h2>Thao tác</h2>" in page_of(reader, row)


def test_what_the_source_changed_is_shown_word_by_word(reader: Client) -> None:
    row = put("1", title="Hội nghị ngày 19", body_text="Đoạn một.\nĐoạn hai còn đó.")
    revised = Found(
        url=row.url,
        source=row.source,
        kind="article",
        title="Hội nghị ngày 20",
        body_text="Đoạn hai còn đó.\nĐoạn ba.",
    )
    save(revised, key="1", run_id=None, at=NIGHT + timedelta(days=1))
    page = page_of(reader, row)
    assert "<del>19</del><ins>20</ins>" in page
    assert "<del>Đoạn một.</del>" in page
    assert "<ins>Đoạn ba.</ins>" in page


def test_reprints_say_how_much_they_share_and_which_paragraphs(reader: Client) -> None:
    first = put("1", 1, title="Bản đầu", source="bao-a", body_text="Chung.\nRiêng của A.")
    again = put("2", 2, title="Bản sau", source="bao-b", body_text="Chung.\nRiêng của B.")
    story = Story.objects.create()
    StoryMember.objects.create(story=story, article=first, place=0, share=1.0, paragraphs=[1, 2])
    StoryMember.objects.create(story=story, article=again, place=1, share=0.5, paragraphs=[1])
    page = page_of(reader, again)
    assert "50 %" in page
    assert '<p class="shared">Chung.</p>' in page
    assert "<p>Riêng của B.</p>" in page
    assert f'href="/desk/articles/{first.pk}/">Bản đầu</a>' in page
    assert 'class="shared"' not in page_of(reader, first)


def test_readers_in_time_are_a_picture_without_scripts_and_a_table(reader: Client) -> None:
    row = put("1")
    for day in range(3):
        at = NIGHT + timedelta(days=day)
        Reading.objects.create(article=row, at=at, value=1000 + day, fetches=day)
    page = page_of(reader, row)
    assert f'src="/desk/articles/{row.pk}/views.svg"' in page
    assert "1.002" in page
    picture = reader.get(f"/desk/articles/{row.pk}/views.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert b"<script" not in picture.content
    assert b"http://www.w3.org" in picture.content
    assert not re.search(rb'(?:href|src)="(?!#)', picture.content)


def kept(row: Article, body: bytes, content_type: str = "text/html; charset=utf-8") -> None:
    keep([(row, 0, Page("https://a.example.vn/1", body, content_type, datetime(2026, 11, 20, tzinfo=UTC)))])


def test_a_stored_copy_is_shut_in(reader: Client) -> None:
    row = put("1")
    kept(row, "<h1>Bản gốc</h1><script>alert(1)</script>".encode())
    page = reader.get(f"/desk/articles/{row.pk}/copy/0/").content.decode()
    assert '<iframe class="copy" sandbox src=' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    shut_in = reader.get(f"/desk/articles/{row.pk}/copy/0/page/")
    policy = shut_in["Content-Security-Policy"]
    assert "sandbox" in policy.split("; ")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert shut_in["X-Frame-Options"] == "SAMEORIGIN"
    assert shut_in["Content-Type"] == "text/html; charset=utf-8"


def test_a_stored_copy_of_an_old_encoding_is_readable(reader: Client) -> None:
    row = put("1")
    kept(row, "<p>Đà Nẵng</p>".encode("utf-16"), "text/html")
    assert "Đà Nẵng" in reader.get(f"/desk/articles/{row.pk}/copy/0/page/").content.decode()


@pytest.mark.parametrize(
    "address", ["/desk/articles/9/", f"/desk/articles/{10**30}/", "/desk/articles/9/copy/0/"]
)
def test_what_there_is_not_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_copy_that_was_not_kept_is_not_found(reader: Client) -> None:
    row = put("1")
    assert reader.get(f"/desk/articles/{row.pk}/copy/{2**40}/").status_code == 404


def test_a_page_that_is_no_article_is_not_at_the_desk(reader: Client) -> None:
    assert reader.get(f"/desk/articles/{put('1', kind='listing').pk}/").status_code == 404


def test_an_official_document_tells_what_it_says_of_itself(reader: Client) -> None:
    document = OfficialDocument(
        number="334/KH-LĐLĐ", type="Kế hoạch", signer="Lò Thị Mai", recipients=("Như trên",)
    )
    page = page_of(reader, put("1", kind="document", document=document))
    assert "số, ký hiệu: 334/KH-LĐLĐ" in page
    assert "người ký: Lò Thị Mai" in page


def test_english_is_spoken_to_who_wants_it(reader: Client) -> None:
    row = put("1", title="Tên")
    page: Any = reader.get(f"/desk/articles/{row.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "Fields and their proofs" in page
    assert timezone.get_current_timezone_name() == "Asia/Ho_Chi_Minh"
