"""The places of the five sites, with the administrative units from before July 2025."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locality:
    """A province for the news. ``federation`` is the short name in running text; ``surnames`` is a section of
    ``names.txt``."""

    slug: str
    federation: str
    towns: tuple[str, ...]
    communes: tuple[str, ...]
    branches: tuple[str, ...]
    halls: tuple[str, ...]
    surnames: str
    dialling_code: str
    mail: str


LAO_CAI = Locality(
    slug="lao-cai",
    federation="LĐLĐ tỉnh Lào Cai",
    towns=(
        "thành phố Lào Cai",
        "thị xã Sa Pa",
        "huyện Bảo Thắng",
        "huyện Bát Xát",
        "huyện Mường Khương",
        "huyện Bắc Hà",
        "huyện Si Ma Cai",
        "huyện Văn Bàn",
        "huyện Bảo Yên",
    ),
    communes=(
        "xã Gia Phú",
        "xã Xuân Quang",
        "xã Bản Qua",
        "xã Võ Lao",
        "xã Cốc San",
        "xã Nghĩa Đô",
        "xã Tả Phời",
    ),
    branches=("ngành Giáo dục tỉnh", "ngành Y tế tỉnh", "các khu công nghiệp tỉnh", "Viên chức tỉnh"),
    halls=("Nhà Văn hóa Lao động tỉnh", "hội trường cụm công nghiệp Bắc Duyên Hải", "sân vận động trung tâm"),
    surnames="surname.bac",
    dialling_code="0214",
    mail="congdoan.laocai.example",
)
LAI_CHAU = Locality(
    slug="lai-chau",
    federation="LĐLĐ tỉnh Lai Châu",
    towns=(
        "thành phố Lai Châu",
        "huyện Tam Đường",
        "huyện Tân Uyên",
        "huyện Than Uyên",
        "huyện Phong Thổ",
        "huyện Sìn Hồ",
        "huyện Nậm Nhùn",
        "huyện Mường Tè",
    ),
    communes=("xã Bản Bo", "xã Mường Than", "xã Pa Tần", "xã Khổng Lào", "xã Nậm Hàng", "xã Bum Nưa"),
    branches=("ngành Giáo dục tỉnh", "ngành Y tế tỉnh", "ngành Nông nghiệp tỉnh", "Viên chức tỉnh"),
    halls=("Trung tâm Hội nghị - Văn hóa tỉnh", "nhà thi đấu đa năng", "hội trường cơ quan công đoàn tỉnh"),
    surnames="surname.bac",
    dialling_code="0213",
    mail="ldld.laichau.example",
)
HA_NOI = Locality(
    slug="ha-noi",
    federation="LĐLĐ thành phố Hà Nội",
    towns=(
        "quận Long Biên",
        "quận Hà Đông",
        "quận Hoàng Mai",
        "quận Bắc Từ Liêm",
        "huyện Phú Xuyên",
        "huyện Đông Anh",
        "huyện Gia Lâm",
        "huyện Thường Tín",
        "huyện Chương Mỹ",
        "thị xã Sơn Tây",
    ),
    communes=(
        "xã Phú Yên (Phú Xuyên - Hà Nội)",
        "xã Kim Chung",
        "xã Ninh Hiệp",
        "xã Đại Xuyên",
        "phường Yên Nghĩa",
        "xã Võng La",
        "phường Phúc Lợi",
    ),
    branches=(
        "ngành Giáo dục Hà Nội",
        "ngành Xây dựng Hà Nội",
        "các khu công nghiệp và chế xuất Hà Nội",
        "ngành Dệt May Hà Nội",
    ),
    halls=(
        "Cung Văn hóa Lao động Hữu nghị Việt - Xô",
        "nhà văn hóa khu công nghiệp Thăng Long",
        "Trường Đại học Công đoàn",
    ),
    surnames="surname.kinh",
    dialling_code="024",
    mail="congdoanthudo.example",
)
QUANG_NAM = Locality(
    slug="quang-nam",
    federation="LĐLĐ tỉnh",
    towns=(
        "thành phố Tam Kỳ",
        "thành phố Hội An",
        "thị xã Điện Bàn",
        "huyện Núi Thành",
        "huyện Thăng Bình",
        "huyện Đại Lộc",
        "huyện Duy Xuyên",
        "huyện Quế Sơn",
        "huyện Phú Ninh",
    ),
    communes=("xã Tam Hiệp", "xã Bình Minh", "xã Duy Hải", "phường Điện Ngọc", "xã Đại Hiệp", "xã Trà Leng"),
    branches=(
        "ngành Giáo dục tỉnh",
        "các khu kinh tế và khu công nghiệp tỉnh",
        "ngành Y tế tỉnh",
        "Viên chức tỉnh",
    ),
    halls=(
        "Nhà Văn hóa Lao động tỉnh",
        "hội trường khu công nghiệp Điện Nam - Điện Ngọc",
        "Trung tâm Văn hóa huyện",
    ),
    surnames="surname.kinh",
    dialling_code="0235",
    mail="congthongtin.example",
)
SON_LA = Locality(
    slug="son-la",
    federation="LĐLĐ tỉnh",
    towns=(
        "thành phố Sơn La",
        "huyện Mai Sơn",
        "huyện Mộc Châu",
        "huyện Yên Châu",
        "huyện Sông Mã",
        "huyện Thuận Châu",
        "huyện Phù Yên",
        "huyện Mường La",
        "huyện Quỳnh Nhai",
    ),
    communes=("xã Chiềng Mai", "xã Mường Bon", "xã Nà Nghịu", "xã Chiềng Hặc", "xã Tông Lạnh", "bản Mòng"),
    branches=(
        "ngành Văn hóa, Thể thao và Du lịch",
        "ngành Giáo dục tỉnh",
        "ngành Nông nghiệp tỉnh",
        "Viên chức tỉnh",
    ),
    halls=("Trung tâm Văn hóa tỉnh", "nhà thi đấu thể dục thể thao", "Bảo tàng tỉnh", "Thư viện tỉnh"),
    surnames="surname.bac",
    dialling_code="0212",
    mail="svhttdl.example",
)
