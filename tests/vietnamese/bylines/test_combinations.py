"""Combinations of labels, names, separators and organisations in a byline."""

import random

import pytest

from vietnamese.bylines import parse_byline

LINES = 4000
W, P, C, S = "writer", "photographer", "compiler", "source"
LABELS = {
    "": (W,), "Tác giả: ": (W,), "Người viết: ": (W,), "Bài: ": (W,), "Tin bài: ": (W,), "Tin, bài: ": (W,),
    "Nội dung: ": (W,), "Thực hiện: ": (W,), "Bài và ảnh: ": (W, P), "Bài,ảnh:": (W, P),
    "Tin - ảnh: ": (W, P),
    "Tin ảnh: ": (W, P), "Bài & ảnh: ": (W, P), "Tin, bài và ảnh: ": (W, P), "TIN, ẢNH: ": (W, P),
    "Ảnh: ": (P,), "Hình ảnh: ": (P,), "Video: ": ("videographer",), "Đồ họa: ": ("graphics",),
    "Biên tập: ": ("editor",), "Dịch: ": ("translator",), "Tổng hợp: ": (C,), "Sưu tầm: ": (C,),
}  # fmt: skip
NAMES = """Thu Hà|Minh Anh|Lèng Văn Tám|Giàng Thị Súa|Đồng Thị Mỵ|VĂN TÁM|TRẦN HẬU|T.Bách
Lò Thị Mai Lan|Hoàng Yến
Vàng A Dế|Ngọc Ánh|Hải Yến|Việt Hùng|Kim Oanh|Đức Minh|An Bình|Lê Na|Trung Kiên|Cao Cường
Hương Giang|Tiến Dũng|Mai Chi|Ksor Nam|Công Lý|Thành Nam|Đoàn Văn Lâm"""
BODIES = """LĐLĐ huyện Bảo Yên|LĐLĐ tỉnh|Ban Tuyên giáo - Nữ công LĐLĐ tỉnh|CĐ Viên chức tỉnh
CĐCS Sở Y tế|CĐ các KCN|Trường THPT số 1|Đài TT-TH huyện Bắc Hà|CĐCS Trường Mầm non Hoa Mai|Phòng GD&ĐT huyện
Sở LĐ-TB&XH|P. Tổ chức|Trung tâm VH-TT-TT huyện|Tạp chí Lao động và Công đoàn|Huyện đoàn Bắc Hà
Công ty CP Gang thép|Kho bạc Nhà nước tỉnh"""


def split(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def test_every_contributor_has_its_roles_and_organisation() -> None:
    dice = random.Random(28071929)
    wrong = []
    for _ in range(LINES):
        label = dice.choice(list(LABELS))
        names = dice.sample(split(NAMES), dice.randint(1, 3))
        body = dice.choice(split(BODIES))
        beside = dice.choice(("{0}", "{0} ({1})", "{0} - {1}", "{0}, {1}", "{0}\n({1})"))
        joiner = dice.choice((" - ", " – ", " và ", ", ", "; ", " & ", "/", " + "))
        text = label + beside.format(joiner.join(names), body) + dice.choice(("", "."))
        people = parse_byline(text)
        roles = {(person.name, person.role) for person in people}
        bodies = {person.organisation for person in people if person.name == names[-1]}
        if roles != {(name, role) for name in names for role in LABELS[label]} or bodies != {
            body if "{1}" in beside else None
        }:
            wrong.append((text, people))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Cẩm Tú - Đài TT-TH huyện Mường Khương", [("Cẩm Tú", W, "Đài TT-TH huyện Mường Khương")]),
        ("Phương Linh t/h", [("Phương Linh", C, None)]),
        ("Phương Linh (T/h)", [("Phương Linh", C, None)]),
        ("Phương Linh - tổng hợp", [("Phương Linh", C, None)]),
        ("Phương Linh ST", [("Phương Linh", C, None)]),
        ("By Minh Hà", [("Minh Hà", W, None)]),
        ("Lò Văn Tám\nLĐLĐ huyện Bảo Yên", [("Lò Văn Tám", W, "LĐLĐ huyện Bảo Yên")]),
        ("LĐLĐ huyện Bảo Yên\nCĐCS Sở Y tế", [("LĐLĐ huyện Bảo Yên", W, None), ("CĐCS Sở Y tế", W, None)]),
        ("Hoàng Yến - Phòng VH&TT", [("Hoàng Yến", W, "Phòng VH&TT")]),
        (
            "Tin, ảnh: Hà Anh – Thu Trang (CĐ Viên chức)",
            [(name, role, "CĐ Viên chức") for role in (W, P) for name in ("Hà Anh", "Thu Trang")],
        ),
        ("(Ảnh: Thu Hà (LĐLĐ tỉnh))", [("Thu Hà", P, "LĐLĐ tỉnh")]),
        ("Theo Tạp chí Lao động và Công đoàn", [("Tạp chí Lao động và Công đoàn", S, None)]),
        ("Theo Quyết định số 12/QĐ-LĐLĐ", []),
        ("Theo Kế hoạch năm của LĐLĐ tỉnh", []),
    ],
)
def test_forms_that_were_once_misread(text: str, people: list[tuple[str, str, str | None]]) -> None:
    assert [(one.name, one.role, one.organisation) for one in parse_byline(text)] == people
