"""List pages of our own, in the habits of several platforms; the titles are made up."""

TITLES = (
    "Công đoàn Khu công nghiệp Bắc Thắng trao 120 suất quà cho đoàn viên khó khăn",
    "Nữ công nhân may mặc thi tìm hiểu Luật Lao động sửa đổi",
    "Ký thỏa ước lao động tập thể nhóm doanh nghiệp dệt may lần thứ hai",
    "Ban Chấp hành họp bàn kế hoạch Tháng Công nhân năm nay",
    "Đoàn viên ngành Y tế hiến 214 đơn vị máu trong ngày chủ nhật",
    "Khánh thành nhà Mái ấm Công đoàn tặng gia đình chị Lò Thị Mây",
)
SLUGS = (
    "cong-doan-khu-cong-nghiep-bac-thang-trao-120-suat-qua-cho-doan-vien",
    "nu-cong-nhan-may-mac-thi-tim-hieu-luat-lao-dong-sua-doi",
    "ky-thoa-uoc-lao-dong-tap-the-nhom-doanh-nghiep-det-may",
    "ban-chap-hanh-hop-ban-ke-hoach-thang-cong-nhan-nam-nay",
    "doan-vien-nganh-y-te-hien-214-don-vi-mau-trong-ngay-chu-nhat",
    "khanh-thanh-nha-mai-am-cong-doan-tang-gia-dinh-chi-lo-thi-may",
)
SECTIONS = (
    ("Tin hoạt động công đoàn cơ sở trong tỉnh", "tin-hoat-dong"),
    ("Nữ công", "nu-cong"),
    ("Văn bản - Thông báo", "van-ban"),
    ("Chính sách pháp luật lao động và bảo hiểm xã hội", "chinh-sach"),
)


def menu(ending: str = "/", prefix: str = "/") -> str:
    entries = [
        ("Trang chủ", ""),
        ("Giới thiệu", "gioi-thieu"),
        *SECTIONS,
        ("Liên hệ", "lien-he"),
        ("Đăng nhập", "users"),
    ]
    return "".join(f'<li><a href="{prefix}{slug}{ending}">{name}</a></li>' for name, slug in entries)


def html(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body>{body}</body></html>"


def with_numbers() -> str:
    """A list with numbered addresses, a side block, printing copies, files and a pager with arrows."""
    entries = "".join(
        f'<div class="news_column"><a href="/tin-hoat-dong/{slug}-{90 - n}.html"><img src="/a.jpg"></a>'
        f'<h3><a href="/tin-hoat-dong/{slug}-{90 - n}.html">{title}</a></h3>'
        f'<p>20/11/2026 <a href="/tin-hoat-dong/{slug}-{90 - n}.html">Xem tiếp...</a>'
        f' <a href="/tin-hoat-dong/print/{slug}-{90 - n}.html">In</a></p></div>'
        for n, (title, slug) in enumerate(zip(TITLES, SLUGS, strict=True))
    )
    return html(
        f'<nav><ul class="menu">{menu()}</ul></nav><div id="main">{entries}</div>'
        '<div class="col-right"><ul><li>'
        '<a href="/nu-cong/hoi-thi-nau-an-gia-dinh-cong-nhan-lan-thu-tu-12.html">'
        "Hội thi nấu ăn gia đình công nhân lần thứ tư</a></li></ul>"
        '<a href="/upload/ke-hoach-thang-cong-nhan-nam-2026-so-12.pdf">'
        "Kế hoạch Tháng Công nhân năm 2026 toàn tỉnh</a>"
        '<a href="/rss/tin-hoat-dong/">RSS</a></div>'
        '<ul class="pagination"><li><a href="#">1</a></li>'
        '<li><a rel="next" href="/tin-hoat-dong/page-2/">2</a></li>'
        '<li><a rel="next" href="/tin-hoat-dong/page-2/">»</a></li></ul>'
        "<footer><a href='http://vinades.example/thiet-ke-cong-thong-tin-doanh-nghiep-tron-goi-1.html'>"
        "Thiết kế cổng thông tin doanh nghiệp trọn gói</a></footer>"
    )


def with_slugs_only() -> str:
    """A list without any number in its addresses, headlines in headings, sections and tags under each."""
    entries = "".join(
        f'<article class="post entry"><header class="entry-header"><h2 class="entry-title">'
        f'<a href="http://a.example/tin/{slug}">{title}</a></h2></header>'
        f'<span><a href="/chuyen-muc/nu-cong" rel="category tag">Nữ công</a> '
        f'<a href="/tag/cong-doan-viet-nam-va-nguoi-lao-dong-ca-nuoc">công đoàn</a></span></article>'
        for title, slug in zip(TITLES, SLUGS, strict=True)
    )
    return html(
        f'<div id="page" class="site"><header id="masthead"><ul>{menu(prefix="/chuyen-muc/")}</ul></header>'
        f'<main>{entries}<nav class="pagination">'
        '<a class="page-numbers" href="/chuyen-muc/tin/page/9">Page 9</a>'
        '<a class="next page-numbers" href="/chuyen-muc/tin/page/2">Trang sau</a></nav></main>'
        '<aside><a href="/2026/11">Tháng Mười Một 2026</a></aside></div>'
    )


def with_queries() -> str:
    """An ASP.NET list in tables: identity in the query, short headlines among long ones, pages by ?Page=."""
    titles = (*TITLES[:4], "Thông báo", "Lịch nghỉ Tết")
    rows = "".join(
        f'<tr><td class="tt"><a href="Default.aspx?tabid=656&amp;NID={1370 + n}&amp;language=en-US">'
        f"{title}</a></td></tr>"
        for n, title in enumerate(titles)
    )
    return html(
        '<table><tr><td class="menu"><a href="Default.aspx?tabid=1">Trang chủ</a>'
        '<a href="Default.aspx?tabid=656">Tin tức</a>'
        '<a href="Default.aspx?tabid=700">Văn bản chỉ đạo điều hành</a>'
        f'</td></tr></table><table class="ds">{rows}</table>'
        '<div class="phantrang">1 <a href="Default.aspx?tabid=656&amp;Page=2">2</a>'
        ' <a href="Default.aspx?tabid=656&amp;Page=3">3</a>'
        ' <a href="Default.aspx?tabid=656&amp;Page=2">Sau &gt;</a></div>'
        '<table class="calendar"><tr><td><a href="Default.aspx?tabid=656&amp;Page=5">5</a></td>'
        '<td><a href="Default.aspx?tabid=656&amp;ngay=2026-11-06">6</a></td></tr></table>'
    )


def with_cards() -> str:
    """Cards that are one link each, the headline in a heading inside; the lead is a link's text too."""
    cards = "".join(
        f'<li class="item"><a class="card" href="{slug}-2026110{n}1030.htm"><img alt="ảnh"><h4>{title}</h4>'
        f"<p>Sáng nay, {title.lower()} với sự tham gia của hơn một trăm đoàn viên.</p></a></li>"
        for n, (title, slug) in enumerate(zip(TITLES, SLUGS, strict=True))
    )
    return html(
        f'<div class="header"><ul class="main-menu">{menu(".htm")}</ul></div><ul class="list">{cards}</ul>'
        '<div class="paging"><a href="/tin/trang-2.htm">2</a><a href="/tin/trang-3.htm">3</a>'
        '<a href="/tin/trang-2.htm">❯</a></div>',
        head='<base href="http://a.example/tin/">',
    )
