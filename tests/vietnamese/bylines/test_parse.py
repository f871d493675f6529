"""Bylines: contributors in their roles, and texts that name nobody."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vietnamese.bylines import Contributor, parse_byline


def as_tuples(text: str) -> list[tuple[str, str, str | None]]:
    return [(person.name, person.role, person.organisation) for person in parse_byline(text)]


W, P = "writer", "photographer"
ONE_BODY = [
    "Ban Đào tạo - VNU Media",
    "Nhóm PV",
    "PV",
    "Ban Biên tập",
    "Ban Tuyên giáo - Nữ công",
    "Phòng Tuyên giáo LĐLĐ tỉnh",
    "Liên đoàn Lao động quận Thốt Nốt",
    "Sở Văn hóa, Thể thao và Du lịch",
    "LĐLĐ TỈNH SƠN LA",
]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Sền Mỷ", [("Sền Mỷ", W, None)]),
        ("ANH DŨNG", [("ANH DŨNG", W, None)]),
        ("Hằng", [("Hằng", W, None)]),
        ("T.Bách", [("T.Bách", W, None)]),
        ("V.N", [("V.N", W, None)]),
        ("Đồng Thị Mỵ", [("Đồng Thị Mỵ", W, None)]),
        ("H'Linh Niê", [("H'Linh Niê", W, None)]),
        ("Y Moan Ênuôl", [("Y Moan Ênuôl", W, None)]),
        (
            "Ảnh: Hà Anh, bài: Sền Mỷ\n(LĐLĐ tỉnh Lào Cai)",
            [("Sền Mỷ", W, "LĐLĐ tỉnh Lào Cai"), ("Hà Anh", P, "LĐLĐ tỉnh Lào Cai")],
        ),
        ("Ảnh: Hà Anh, bài: Sền Mỷ (LĐLĐ tỉnh)", [("Sền Mỷ", W, "LĐLĐ tỉnh"), ("Hà Anh", P, "LĐLĐ tỉnh")]),
        ("Ảnh: Hà Anh bài: Sền Mỷ", [("Sền Mỷ", W, None), ("Hà Anh", P, None)]),
        ("Tin, ảnh: VĂN TÁM", [("VĂN TÁM", W, None), ("VĂN TÁM", P, None)]),
        ("Tin-ảnh: T.Bách", [("T.Bách", W, None), ("T.Bách", P, None)]),
        ("Bài và ảnh: Giàng Thị Mo", [("Giàng Thị Mo", W, None), ("Giàng Thị Mo", P, None)]),
        ("Tin, bài, ảnh: Vừ A Dơ", [("Vừ A Dơ", W, None), ("Vừ A Dơ", P, None)]),
        ("Tin, ảnh THU HÀ", [("THU HÀ", W, None), ("THU HÀ", P, None)]),
        ("Tác giả: Thu Hà", [("Thu Hà", W, None)]),
        ("Tác giả:\nThu Hà", [("Thu Hà", W, None)]),
        ("PV Minh Hà", [("Minh Hà", W, None)]),
        ("Minh Hà (CTV)", [("Minh Hà", W, None)]),
        ("NHẬT XUÂN - NGHI VŨ", [("NHẬT XUÂN", W, None), ("NGHI VŨ", W, None)]),
        ("Thu Hà, Minh Anh và Văn Tám", [("Thu Hà", W, None), ("Minh Anh", W, None), ("Văn Tám", W, None)]),
        ("T.H - N.T", [("T.H - N.T", W, None)]),
        ("Lò Văn Tám – LĐLĐ huyện Bảo Yên", [("Lò Văn Tám", W, "LĐLĐ huyện Bảo Yên")]),
        ("Lê Thảo Linh – P.TCCB-LĐ", [("Lê Thảo Linh", W, "P.TCCB-LĐ")]),
        ("Minh Hà/TTXVN", [("Minh Hà", W, "TTXVN")]),
        (
            "Lò Thị Yên, Ban Tuyên giáo - Nữ công LĐLĐ tỉnh",
            [("Lò Thị Yên", W, "Ban Tuyên giáo - Nữ công LĐLĐ tỉnh")],
        ),
        (
            "Thu Hà (LĐLĐ huyện A), Minh Anh (LĐLĐ huyện B)",
            [("Thu Hà", W, "LĐLĐ huyện A"), ("Minh Anh", W, "LĐLĐ huyện B")],
        ),
        (
            "Bài: Thu Hà; Ảnh: Minh Anh; Video: Lê Nam",
            [("Thu Hà", W, None), ("Minh Anh", P, None), ("Lê Nam", "videographer", None)],
        ),
        ("Biên tập: Thu Hà", [("Thu Hà", "editor", None)]),
        ("Lược dịch: Minh Châu", [("Minh Châu", "translator", None)]),
        ("Đồ họa: Minh Châu", [("Minh Châu", "graphics", None)]),
        ("Thu Hà (tổng hợp)", [("Thu Hà", "compiler", None)]),
        ("Thu Hà (t/h)", [("Thu Hà", "compiler", None)]),
        ("Tổng hợp: Thu Hà", [("Thu Hà", "compiler", None)]),
        ("Nguồn tin: Minh Toàn:", [("Minh Toàn", "source", None)]),
        ("Theo Báo Lao Động", [("Báo Lao Động", "source", None)]),
        ("Nguồn Cổng Giao tiếp điện tử Hà Nội", [("Cổng Giao tiếp điện tử Hà Nội", "source", None)]),
        ("Nguồn: https://bao.vi.du/tin.html", [("https://bao.vi.du/tin.html", "source", None)]),
        ("Hải Đăng (nguồn VNPT)", [("Hải Đăng", W, None), ("VNPT", "source", None)]),
        ("Người đăng: admin", [("admin", "poster", None)]),
        ("Đăng bởi cd_mailinh . .Lượt xem: 12", [("cd_mailinh", "poster", None)]),
        ("Đăng bởi: Lò Văn Tú", [("Lò Văn Tú", "poster", None)]),
        ("ThS. Lò Văn Tú", [("Lò Văn Tú", W, None)]),
        ("Đ/c Lê Văn Bình", [("Lê Văn Bình", W, None)]),
        ("Ông Nguyễn Văn Tú", [("Nguyễn Văn Tú", W, None)]),
        ("Ông Cao Thắng", [("Ông Cao Thắng", W, None)]),
        ("Anh Thơ", [("Anh Thơ", W, None)]),
        ("Thu Hà 14:25, 21/03/2024", [("Thu Hà", W, None)]),
        ("Hoàng Lan - 27/04/2018 12:29", [("Hoàng Lan", W, None)]),
        ("VĂN TÁM - TRẦN SỬU 30/04/2016 11:39", [("VĂN TÁM", W, None), ("TRẦN SỬU", W, None)]),
        ("Nguyễn Văn Hóa", [("Nguyễn Văn Hóa", W, None)]),
        ("Nguyễn Hòa Bình", [("Nguyễn Hòa Bình", W, None)]),
        ("Thu Hà (thuha@vi.du)", [("Thu Hà", W, None)]),
        ("Tin ảnh: Thu Hà", [("Thu Hà", W, None), ("Thu Hà", P, None)]),
        ("Tin: Thu Hà. Ảnh: Minh Anh", [("Thu Hà", W, None), ("Minh Anh", P, None)]),
        ("Bài: PV - Ảnh: Minh Anh", [("PV", W, None), ("Minh Anh", P, None)]),
        ("Ảnh: CTV, bài: Thu Hà", [("Thu Hà", W, None), ("CTV", P, None)]),
        ("Ảnh Minh Anh, bài Sền Mỷ", [("Sền Mỷ", W, None), ("Minh Anh", P, None)]),
        ("Thu Hà; ảnh: Minh Anh", [("Thu Hà", W, None), ("Minh Anh", P, None)]),
        ("Lê Hồng - CTV", [("Lê Hồng", W, None)]),
        ("(Minh Anh - LĐLĐ huyện Sa Pa)", [("Minh Anh", W, "LĐLĐ huyện Sa Pa")]),
        ("(Theo TTXVN)", [("TTXVN", "source", None)]),
        ("Theo bao.vi.com", [("bao.vi.com", "source", None)]),
        ("Thùy Dương-Ban Nữ công", [("Thùy Dương", W, "Ban Nữ công")]),
        ("Tin: Lò Thị Yên -Trường THPT số 1", [("Lò Thị Yên", W, "Trường THPT số 1")]),
        ("Lò Thị Yên - Chủ tịch LĐLĐ huyện Bảo Yên", [("Lò Thị Yên", W, "LĐLĐ huyện Bảo Yên")]),
        ("Thu Hà (t/h từ Báo Lao Động)", [("Thu Hà", "compiler", None), ("Báo Lao Động", "source", None)]),
        ("Người đăng: Lò Thị Yên - Ngày đăng: 12/03/2020", [("Lò Thị Yên", "poster", None)]),
        ("Ngày đăng: 12/03/2020 - Tác giả: Thu Hà | Lượt xem: 20", [("Thu Hà", W, None)]),
    ],
)
def test_contributors_and_roles(text: str, people: list[tuple[str, str, str | None]]) -> None:
    assert as_tuples(text) == people


@pytest.mark.parametrize("body", ONE_BODY)
def test_an_organisation_is_one_contributor(body: str) -> None:
    assert as_tuples(body) == [(body, W, None)]
    assert as_tuples(f"Tin, ảnh: {body}") == [(body, W, None), (body, P, None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "admin admin",
        "Quản trị",
        "BBT",
        "Pho Ban bien tap",
        "Tác giả: admin",
        "Tin tổng hợp: Liên đoàn Lao động thành phố",
        "Tin vắn",
        "Bài dự thi: Người thợ trẻ",
        "Ảnh: Tư liệu",
        "Ảnh minh họa",
        "Tác giả:",
        "Theo kế hoạch, các cấp công đoàn sẽ trao quà",
        "Nguồn lực tài chính của công đoàn",
        "Sáng ngày 25/6, Ban vì sự tiến bộ phụ nữ tỉnh đã tổ chức hội nghị.",
        "LĐLĐ tỉnh Lào Cai tổ chức hội nghị",
        "LĐLĐ TỈNH LÀO CAI TỔ CHỨC HỘI NGHỊ",
        "Video: Lễ khai mạc hội nghị",
        "Phó Chủ tịch UBND tỉnh Trần Văn Tám",
        "Độc lập - Tự do - Hạnh phúc",
        "x" * 5000,
    ],
)
def test_texts_that_name_nobody(text: str) -> None:
    assert as_tuples(text) == []


NAMES = st.lists(
    st.sampled_from("Hà Anh Sền Mỷ Giàng Lò Quàng Thào Dơ Ksor Tám Sửu Mùi Nhàn Thuận Ngần".split()),
    min_size=2,
    max_size=3,
).map(" ".join)


@given(NAMES, NAMES, st.sampled_from([", ", " và ", " - ", " – ", "; ", " & ", "/", " + ", "\n"]))
def test_every_separator_separates_two_names(one: str, other: str, joiner: str) -> None:
    assert [person.name for person in parse_byline(one + joiner + other)] == list(dict.fromkeys([one, other]))


@given(
    NAMES,
    st.sampled_from(["Tác giả", "Bài", "Tin, ảnh", "Biên tập", "Người viết"]),
    st.sampled_from(["{}: {}", "{} : {}", "{}:\u00a0{}", "{}:\n{}"]),
)
def test_decomposed_letters_case_and_spaces_of_a_label_do_not_matter(
    name: str, label: str, form: str
) -> None:
    plain = parse_byline(f"{label}: {name}")
    assert plain
    assert {person.name for person in plain} == {name}
    for text in (form.format(label, name), form.format(label.upper(), name)):
        assert parse_byline(text) == plain
        assert parse_byline(unicodedata.normalize("NFD", text)) == plain


@example("\x000\x00")
@given(st.text())
def test_every_contributor_of_any_text_has_a_name(text: str) -> None:
    assert all(isinstance(person, Contributor) and person.name.strip() for person in parse_byline(text))
