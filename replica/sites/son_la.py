"""A department's portal on ASP.NET: an empty slider, views above the title, a comment form, a counter block.

No date, no lead; the byline is a bare name. Some texts have lost letters on their way from another encoding.
"""

import base64
from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.entry import Entry, Picture, Section
from replica.html import VIEWS, link, text
from replica.press import Byline, posted, printed, settled
from replica.site import Site
from replica.sites.quang_nam import REPRINTED as QUANG_NAM_STORY
from replica.text.grammar import dice
from replica.text.newsroom import Story, stories
from replica.text.places import QUANG_NAM, SON_LA
from replica.text.spoil import harden, lose_letters, slug

RELATED = 4
FURNITURE = (
    "No title...", "Lượt xem:", "Họ tên", "Mã kiểm tra", "no image", "THÔNG TIN TRA CỨU", "Thống kê truy cập",
    "Đang online: 88", "Tất cả: 8,104,377", "Video tuyên truyền",
)  # fmt: skip


class SonLa(Site):
    slug = "son-la"
    name = "Sở Văn hóa, Thể thao và Du lịch"
    page_size = 10
    page_parameter = "Page"
    thousands = ","
    everything = Section("tin-tuc", "Tin tức")
    sections: ClassVar[tuple[Section, ...]] = (
        Section("61896", "Hoạt động công đoàn"),
        Section("61897", "Tin hoạt động của ngành"),
    )

    def write_entries(self) -> tuple[Entry, ...]:
        own = stories(SON_LA, 28)
        guest = stories(QUANG_NAM, 28)[QUANG_NAM_STORY]
        entries = [self._entry(number, story) for number, story in enumerate(own)]
        return settled([*entries, self._entry(len(own), guest, reprint="quang-nam/7")], RELATED)

    def _entry(self, number: int, story: Story, reprint: str | None = None) -> Entry:
        section = self.sections[number % 2]
        spoil, traps = _spoiling(number)
        writer = story.cast.writer
        signed = number % 6 != 5
        return printed(
            story,
            number=number,
            path=f"/1290/31957/{section.slug}/{571433 - number * 31}/{slug(story.title)}",
            section=section,
            posted_at=posted(story, self.slug, number),
            pictures=[Picture(f"/uploads/article/{571433 - number * 31}.png", story.captions[0])]
            if number % 3 == 0
            else [],
            byline=Byline((writer,), ((writer, "writer", None),)) if signed else Byline(),
            views=dice("views", self.slug, number).randint(7, 1450),
            furniture=FURNITURE,
            reprint=reprint,
            traps=traps,
            spoil=spoil,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        folder = (
            "/1290/31957/tin-tuc.aspx"
            if section == self.everything
            else f"/1290/31957/{section.slug}/danh-sach.aspx"
        )
        return folder + (f"?Page={page}" if page > 1 else "")

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /dang-nhap.aspx\nDisallow: /tim-kiem.aspx\n"

    def statics(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/1290/gioi-thieu.aspx": (
                "Giới thiệu",
                "<div>Sở là cơ quan chuyên môn về văn hóa, thể thao và du lịch.</div>",
            ),
            "/1290/lien-he.aspx": (
                "Liên hệ",
                "<div>Điện thoại: 0212.3852.174; thư: vanthu@svhttdl.example</div>",
            ),
            "/dang-nhap.aspx": ("Đăng nhập", _LOGIN),
        }

    def home_markup(self) -> str:
        return self._frame(
            self.name,
            f'<div id="ctl00_Main_ctl00_pnlTinMoi">{"".join(_row(entry) for entry in self.entries[:7])}</div>',
        )

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
        numbers = "&nbsp;".join(
            f'<span class="current">{number}</span>'
            if number == page
            else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        )
        further = f"&nbsp;{link(self.listing_address(section, page + 1), 'Trang kế')}" if page < pages else ""
        return self._frame(
            section.name,
            f'<div class="ChuyenMuc">{section.name}</div><div id="ctl00_Main_ctl01_dlTinTuc">'
            f"{''.join(_row(entry) for entry in entries)}</div>"
            f'<div id="ctl00_Main_ctl01_pager" class="pager">{numbers}{further}</div>',
        )

    def article_markup(self, entry: Entry) -> str:
        image = "".join(
            f'<div style="text-align:center"><img src="{photo.address}" alt=""><br><em>{text(photo.caption)}</em></div>'
            for photo in entry.pictures
        )
        body = "\n<p>&nbsp;</p>\n".join(
            f'<p style="text-align: justify;">{text(piece.text)}</p>' for piece in entry.pieces
        )
        byline = "".join(
            f'<p style="text-align: right;"><strong>{text(line)}</strong></p>' for line in entry.byline
        )
        related = "".join(
            f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(entry, RELATED)
        )
        return self._frame(
            entry.title,
            f"""<div id="ctl00_Main_ctl01_pnlChiTiet"><div class="luotxem">Lượt xem: {VIEWS}</div>
<div id="ctl00_Main_ctl01_lblTieuDe" class="TieuDe">{text(entry.title)}</div>
<div id="ctl00_Main_ctl01_lblNoiDung" class="NoiDung">{image}
{body}
{byline}
<p>&nbsp;</p></div>
<div class="TinKhac"><div class="TieuDeKhoi">Tin khác</div><ul>{related}</ul></div>
{_COMMENTS}</div>""",
        )

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(
            title,
            f'<div id="ctl00_Main_ctl02_pnlTrang"><div class="TieuDeKhoi">{text(title)}</div>{body}</div>',
        )

    def _frame(self, title: str, main: str) -> str:
        state = base64.b64encode(f"{title}|{self.slug}".encode() * 3).decode()
        menu = "".join(
            f"<li>{link(self.listing_address(section), section.name)}</li>"
            for section in (self.everything, *self.sections)
        )
        slider = "".join('<div class="slide"><a href="#">No title...</a></div>' for _ in range(5))
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head id="ctl00_Head1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>
	{text(title)}
</title></head><body><form name="aspnetForm" method="post" action="" id="aspnetForm">
<div><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{state}" />
<input type="hidden" name="__EVENTVALIDATION" id="__EVENTVALIDATION" value="{state[:24]}" /></div>
<div id="ctl00_pnlBanner">{link("/", self.name)}</div>
<ul id="ctl00_mnuTop"><li>{link("/1290/gioi-thieu.aspx", "Giới thiệu")}</li>{menu}<li>{link("/1290/lien-he.aspx", "Liên hệ")}</li>
<li>{link("/dang-nhap.aspx", "Đăng nhập")}</li></ul>
<div id="ctl00_Main_slider">{slider}</div>
<div id="ctl00_Main">{main}</div>
<div id="ctl00_Right"><div class="TieuDeKhoi">Video tuyên truyền</div>
<div><span>THÔNG TIN TRA CỨU</span><span>Thống kê truy cập</span><ul><li>Đang online: 88</li><li>Hôm nay: 5097</li>
<li>Trong tuần: 58,676</li><li>Tất cả: 8,104,377</li></ul></div></div>
<div id="ctl00_Footer">{self.name}. Giấy phép số 41/GP-STTTT ngày 19/08/2020</div></form></body></html>
"""


def _row(entry: Entry) -> str:
    teaser = entry.pieces[0].text[:150].rsplit(" ", 1)[0]
    return (
        f'<div class="item">{link(entry.path, entry.title, " class=TieuDeTin")}<div>{text(teaser)}...</div>'
        f"{link(entry.path, 'Xem tiếp...')}</div>"
    )


def _spoiling(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    """Titles are typed into a field of their own and keep their letters; short texts stay whole."""
    throws = dice("son-la", "spoil", number)
    if number % 3 == 1:
        return lambda words: lose_letters(throws, words, 2) if len(words) > 150 else words, ("lost letters",)
    if number % 3 == 2:
        return lambda words: harden(throws, words, 2), ("nbsp",)
    return str, ()


_COMMENTS = """<table id="ctl00_Main_ctl01_tblYKien"><tr><td>Họ tên</td><td><input name="ctl00$txtHoTen" /><img alt="no image" /></td></tr>
<tr><td>Tiêu đề</td><td><input name="ctl00$txtTieuDe" /><span>no image</span></td></tr>
<tr><td>Nội dung</td><td><textarea name="ctl00$txtNoiDung"></textarea><span>no image</span></td></tr>
<tr><td>Mã kiểm tra</td><td><input name="ctl00$txtMa" /><span>no image</span></td></tr></table>"""
_LOGIN = """<div>Tên đăng nhập <input name="ctl00$txtUser" /></div><div>Mật khẩu <input type="password" name="ctl00$txtPass" /></div>
<input type="submit" name="ctl00$btnLogin" value="Đăng nhập" />"""
