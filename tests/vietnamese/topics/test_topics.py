"""Topics by phrases with accents: explained and few."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.topics import TOPICS, find_topics
from vietnamese.topics.phrases import WEIGHTS

ONE_TOPIC = [
    ("nu_cong_binh_dang_gioi", "Tập huấn công tác nữ công và bình đẳng giới"),
    ("cham_lo_doi_song", "Khởi công Mái ấm Công đoàn tặng chị Vàng Thị Sua"),
    ("phap_luat_quan_he_lao_dong", "Ký thỏa ước lao động tập thể nhóm doanh nghiệp may"),
    ("thi_dua_khen_thuong", "Tổng kết phong trào thi đua Lao động giỏi, Lao động sáng tạo"),
    ("tuyen_giao", "Bồi dưỡng nghiệp vụ tuyên giáo cho báo cáo viên"),
    ("to_chuc_dai_hoi", "Đại hội Công đoàn huyện lần thứ X"),
    ("kiem_tra_tai_chinh", "Ủy ban Kiểm tra giám sát việc thu kinh phí công đoàn"),
    ("an_toan_ve_sinh_lao_dong", "Phát động Tháng hành động về an toàn, vệ sinh lao động"),
    ("van_hoa_the_thao", "Khai mạc hội thao, giải cầu lông công nhân viên chức"),
    ("xa_hoi_tu_thien", "Đoàn viên hiến máu, giúp dân vùng mưa lũ"),
    ("xay_dung_dang", "Kết nạp đảng viên là đoàn viên ưu tú"),
]


@pytest.mark.parametrize(("slug", "title"), ONE_TOPIC)
def test_a_title_that_names_a_topic_has_it_first(slug: str, title: str) -> None:
    assert find_topics(title, "", "")[0].slug == slug


@pytest.mark.parametrize(("slug", "title"), ONE_TOPIC)
def test_case_and_tone_placement_do_not_matter(slug: str, title: str) -> None:
    hits = find_topics(title, "", "")
    assert find_topics(title.upper(), "", "") == hits
    assert find_topics(unicodedata.normalize("NFD", title), "", "") == hits
    assert find_topics(title.replace("thỏa", "thoả").replace("Ủy", "Uỷ"), "", "") == hits


def test_punctuation_inside_a_phrase_does_not_matter() -> None:
    (hit,) = find_topics("Giỏi việc nước đảm việc nhà", "", "")
    assert hit.because == (("giỏi việc nước, đảm việc nhà", "title", 1),)
    assert find_topics("Xanh – Sạch – Đẹp", "", "")[0].slug == "thi_dua_khen_thuong"


def test_a_hit_lists_its_phrases() -> None:
    (hit,) = find_topics(
        "Chợ Tết Công đoàn", "Chợ Tết Công đoàn có 40 gian hàng", "Chợ Tết Công đoàn mở ba ngày"
    )
    assert hit.because == (
        ("chợ tết công đoàn", "title", 1),
        ("chợ tết công đoàn", "lead", 1),
        ("chợ tết công đoàn", "body", 1),
    )
    assert hit.score == 6.0
    assert hit.name == "Chăm lo đời sống đoàn viên"


def test_a_phrase_in_the_body_alone_is_no_topic() -> None:
    assert find_topics("Tin hoạt động", "", "Sau phần trao đổi là hội thao.") == ()


def test_common_phrases_are_no_topic() -> None:
    body = "Đẩy mạnh tuyên truyền, thi đua trong nhiệm kỳ mới. " * 40
    assert find_topics("Công đoàn ngành họp giao ban", "", body) == ()


def test_a_minor_topic_is_left_out() -> None:
    body = "Bình đẳng giới. " * 9 + "Nữ công. " * 9 + "Hội thao. " * 3
    hits = find_topics("Bình đẳng giới, nữ công và lao động nữ", "Công tác nữ công", body)
    assert [hit.slug for hit in hits] == ["nu_cong_binh_dang_gioi"]


def test_accents_count() -> None:
    assert find_topics("Nu cong, binh dang gioi", "", "") == ()


def test_only_a_document_itself_is_van_ban() -> None:
    news = "Triển khai Kế hoạch số 12/KH-LĐLĐ và Công văn số 3/LĐLĐ-VP"
    assert all(hit.slug != "van_ban" for hit in find_topics(news, news, news))
    assert [hit.slug for hit in find_topics("Về nữ công", "", "", is_document=True)] == [
        "nu_cong_binh_dang_gioi",
        "van_ban",
    ]


def test_topics_are_the_twelve_of_the_lexicon() -> None:
    slugs = [slug for slug, _ in TOPICS]
    assert len(set(slugs)) == 12
    assert {slug for slug, _ in WEIGHTS.values()} == set(slugs) - {"van_ban"}


@given(st.text(), st.text(), st.text(), st.booleans())
def test_hits_of_any_text_are_ordered_by_score(title: str, lead: str, body: str, document: bool) -> None:
    hits = find_topics(title, lead, body, document)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.integers(1, 400))
def test_repetition_does_not_raise_the_score(times: int) -> None:
    (hit,) = find_topics("Tiếng hát công nhân", "", "Hội thao. " * times)
    assert hit.score <= 6
