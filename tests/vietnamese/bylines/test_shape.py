"""Lines that could be a byline. The rules are strict, since a wrong name is worse than none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.bylines import Contributor, byline_shape, is_account, parse_byline, signs_with_post

SHAPES = {
    "labelled": [
        "Ảnh: Hà Anh, bài: Sền Mỷ",
        "Tin, ảnh: VĂN TÁM",
        "Tin, ảnh: Liên đoàn Lao động quận Thốt Nốt",
        "Nguồn tin: Minh Toàn:",
        "Theo Báo Lao Động",
        "Người đăng: admin",
        "PV Minh Hà",
        "Tác giả bài viết: Trần Sửu - LĐLĐ huyện Phù Cát",
    ],
    "bare": [
        "Thúy Ngần",
        "Như Thuận",
        "ANH DŨNG",
        "V.N",
        "T.H - N.T",
        "NHẬT XUÂN - NGHI VŨ",
        "Đồng Thị Mỵ",
        "Cầm Thị Ban Mai",
        "H'Linh Niê",
        "Lò Văn Tám – LĐLĐ huyện Bảo Yên",
        "Hải Đăng (nguồn VNPT)",
        "Thu Hà (tổng hợp)",
        "Tiến Dũng t/h",
        "Thu Hà - Trường THPT số 1",
        "Cẩm Tú - Đài TT-TH huyện Mường Khương",
        "Thu Hà 14:25, 21/03/2024",
        "Nguyễn Hòa Bình",
    ],
    "organisation": [
        "Nhóm PV",
        "PV",
        "Ban Biên tập",
        "Ban Đào tạo - VNU Media",
        "Phòng Tuyên giáo LĐLĐ tỉnh",
        "(LĐLĐ tỉnh Lào Cai)",
        "Liên đoàn Lao động quận Thốt Nốt",
    ],
}


@pytest.mark.parametrize(
    ("shape", "line"), [(shape, line) for shape, lines in SHAPES.items() for line in lines]
)
def test_byline_lines(shape: str, line: str) -> None:
    assert byline_shape(line) == shape


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Hằng",
        "Tin Khác",
        "TIN KHÁC",
        "Các tin khác",
        "Thống Kê",
        "Trang Chủ",
        "Nữ Công",
        "Văn Hóa",
        "Thời Tiết",
        "Chia Sẻ",
        "CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "KẾ HOẠCH",
        "Hà Nội",
        "Lào Cai",
        "LÀO CAI",
        "Bình Dương",
        "Hoà Bình",
        "Thanh Hoá",
        "Hải Phòng 14/04/2024",
        "Xã hội - 15:56, 12/01/2026",
        "Thứ Hai",
        "Chủ Nhật",
        "Họ tên",
        "Album Ảnh",
        "Công đoàn cơ sở",
        "Công Đoàn Cơ Sở",
        "Quay lại",
        "Bản in | Quay lại | A+ A A-",
        "MÁI ẤM CÔNG ĐOÀN",
        "TẾT SUM VẦY",
        "Độc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Nơi nhận:",
        "Kính gửi:",
        "Tin tổng hợp: Lò Văn Tám",
        "Tiêu đề: Thu Hà đi họp",
        "Video tuyên truyền nông thôn mới",
        "admin",
        "admin admin",
        "BBT",
        "Pho Ban bien tap",
        "Đồng chí Lò Thị Sua, Bí thư Chi bộ",
        "Lò Văn Tám, Trưởng Ban Tổ chức",
        "Hà Anh và Lò Thị Sua.",
        "ban hành",
        ", Đảng ủy Sở",
        "LĐLĐ tỉnh Lào Cai tổ chức hội nghị",
        "Theo kế hoạch đã đề ra",
        "Thu Hà đã trao quà cho đoàn viên",
        "Thúy Ngần " * 30,
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert byline_shape(line) is None


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    assert byline_shape(text) in {"labelled", "bare", "organisation", None}
    assert is_account(text) in {True, False}


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "Admin",
        "admin admin",
        "ADMIN01",
        "Quản trị",
        "Quản trị viên",
        "BBT",
        "Pho Ban bien tap",
        "ldld_laocai",
        "a.b@vi.du",
    ],
)
def test_accounts(name: str) -> None:
    assert is_account(name)


@pytest.mark.parametrize("name", ["", "Thu Hà", "Lò Văn Tám", "Ban Biên tập", "Nhóm PV", "MT", "Hằng"])
def test_people_and_organisations_are_no_accounts(name: str) -> None:
    assert not is_account(name)


@pytest.mark.parametrize(
    ("line", "name", "organisation"),
    [
        ("Lê Thu Hà - Chủ tịch CĐCS Trường THPT số 1", "Lê Thu Hà", "CĐCS Trường THPT số 1"),
        ("TS. Phạm Văn Thành – Nguyên Phó Chủ tịch LĐLĐ tỉnh", "Phạm Văn Thành", "LĐLĐ tỉnh"),
        ("ThS Lê Thị Hoa – UVBTV, Phó Chủ tịch LĐLĐ huyện", "Lê Thị Hoa", "LĐLĐ huyện"),
    ],
)
def test_a_name_with_post_and_organisation_is_recognised(line: str, name: str, organisation: str) -> None:
    assert signs_with_post(line)
    assert byline_shape(line) is None  # it may be a caption: the page must tell
    assert parse_byline(line) == (Contributor(name, "writer", organisation),)


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí Lê Thị Hoa – Chủ tịch LĐLĐ tỉnh",
        "Lê Thị Hoa – Chủ tịch LĐLĐ tỉnh phát biểu tại hội nghị",
        "Lê Thị Hoa, Chủ tịch LĐLĐ tỉnh",
        "Lê Thị Hoa - Chủ tịch",
        "LĐLĐ tỉnh - Chủ tịch CĐCS",
    ],
)
def test_a_sentence_about_an_official_is_no_signature(line: str) -> None:
    assert not signs_with_post(line)
    assert byline_shape(line) is None


@pytest.mark.parametrize("line", ["H'Linh", "K’Brơi", "H'Linh Niê - K'Brơi"])
def test_a_name_of_the_highlands_may_stand_alone(line: str) -> None:
    assert byline_shape(line) == "bare"
    assert byline_shape("K'Bang") is None  # a district
    assert byline_shape("H'Mông") is None  # a people
