"""A federation's portal of the 2010s: tables and font tags, a page clock, a poll, a bare visitor counter.

Its articles print neither a date nor views; the byline is the last line, its body in brackets below.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.entry import Entry, Picture, Section
from replica.html import CLOCK, CLOCK_SECONDS, link, text
from replica.press import Byline, both, posted, printed, settled
from replica.site import Site
from replica.text.grammar import dice
from replica.text.newsroom import Story, stories
from replica.text.places import LAO_CAI
from replica.text.spoil import decompose, harden, slug

_ROOT = "Tin tức sự kiện"
_ORGANISATION = "LĐLĐ tỉnh Lào Cai"
RELATED = 6
REPRINTED = 5  # the story that Hà Nội's site prints too

FURNITURE = (
    "Bình chọn", "Thông tin truy cập", "Thời tiết", "Các tin khác", "Album Ảnh", "Bản Tin Công Đoàn",
    "Liên kết sở ban ngành", "Diện tích: 6.364,03 Km2", "Dân số (2023): 781.200", "337912", "Văn bản mới ban hành",
)  # fmt: skip


class LaoCai(Site):
    slug = "lao-cai"
    name = "Liên đoàn Lao động tỉnh Lào Cai"
    page_size = 10
    everything = Section("tin-tuc-su-kien", _ROOT, (_ROOT,))
    sections: ClassVar[tuple[Section, ...]] = (
        Section("ban-tuyen-giao-nc", "Ban Tuyên giáo NC", (_ROOT, "Ban Tuyên giáo NC")),
        Section("ban-to-chuc", "Ban Tổ chức", (_ROOT, "Ban Tổ chức")),
        Section("cong-doan-co-so", "Công đoàn cơ sở", (_ROOT, "Công đoàn cơ sở")),
    )

    def write_entries(self) -> tuple[Entry, ...]:
        return settled(
            (self._entry(number, story) for number, story in enumerate(stories(LAO_CAI, 28))), RELATED
        )

    def _entry(self, number: int, story: Story) -> Entry:
        section = self.sections[number % len(self.sections)]
        spoil, traps = _spoiling(number)
        return printed(
            story,
            number=number,
            path=f"/{section.slug}/{slug(story.title)}-{1109900 - number * 13}",
            section=section,
            posted_at=posted(story, self.slug, number),
            pictures=[
                Picture(f"/upload/{story.event_on:%Y-%m}/anh-{number}-{index}.png", caption)
                for index, caption in enumerate(story.captions)
            ],
            lead=story.lead,
            byline=_byline(number, story),
            furniture=FURNITURE,
            reprint="lao-cai/5" if number == REPRINTED else None,
            traps=traps,
            spoil=spoil,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/{section.slug}" + (f"?page={page}" if page > 1 else "")

    def statics(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/gioi-thieu": ("Giới thiệu", _ABOUT),
            "/lien-he": (
                "Liên hệ",
                "<div>Điện thoại: 0214.3840.012. Thư điện tử: vanphong@congdoan.laocai.example</div>",
            ),
            "/van-ban": ("Văn bản mới ban hành", _PAPERS),
            "/dang-nhap": ("Đăng nhập", _LOGIN),
        }

    def home_markup(self) -> str:
        rows = "".join(self._row(entry) for entry in self.entries[:8])
        return self._frame(f'<table width="100%">{rows}</table>', CLOCK_SECONDS)

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
        rows = "".join(self._row(entry) for entry in entries)
        numbers = " ".join(
            f"<b>{number}</b>" if number == page else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        )
        further = f" | {link(self.listing_address(section, page + 1), 'Trang sau')}" if page < pages else ""
        paging = f'<tr><td align="right" class="phantrang">Trang: {numbers}{further}</td></tr>'
        return self._frame(f'{self._trail(section)}<table width="100%">{rows}{paging}</table>', CLOCK)

    def article_markup(self, entry: Entry) -> str:
        photos = "".join(
            f'<table align="center" border="0"><tr><td align="center"><img src="{image.address}" width="480"></td></tr>'
            f'<tr><td align="center"><font size="1" color="#003399"><i>{text(image.caption)}&nbsp;&nbsp; </i></font></td></tr>'
            "</table>"
            for image in entry.pictures
        )
        body = "\n".join(
            f'<div align="justify"><font face="Arial" size="2">{text(piece.text)}</font></div>'
            for piece in entry.pieces
        )
        byline = "".join(
            f'<div align="right"><font size="2"><b>{text(line)}</b></font></div>' for line in entry.byline
        )
        related = "".join(
            f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(entry, RELATED)
        )
        return self._frame(
            f"""{self._trail(entry.section)}
<table width="100%" cellpadding="4">
<tr><td class="tieude"><font size="4" color="#B00000"><b>{text(entry.title)}</b></font></td></tr>
<tr><td class="trichdan" align="justify"><font size="2"><b>&nbsp;{text(entry.lead)}</b></font></td></tr>
<tr><td class="chitiet">{photos}
{body}
{byline}</td></tr>
<tr><td class="tinkhac"><font color="#003399"><b>Các tin khác</b></font><ul>{related}</ul></td></tr>
</table>""",
            CLOCK,
        )

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(
            f'<table width="100%"><tr><td><b>{text(title)}</b></td></tr><tr><td>{body}</td></tr></table>',
            CLOCK,
        )

    def _trail(self, section: Section) -> str:
        root = link(self.listing_address(self.everything), _ROOT)
        rest = "" if section == self.everything else f" » {link(self.listing_address(section), section.name)}"
        return f'<div class="duongdan"><font size="2">{root}{rest}</font></div>'

    def _row(self, entry: Entry) -> str:
        teaser = entry.lead[:160].rsplit(" ", 1)[0]
        return (
            f'<tr><td valign="top"><img src="{entry.pictures[0].address}" width="90" align="left">'
            f'{link(entry.path, entry.title, " class=tieudelink")}<br><font size="2">{text(teaser)}...</font> '
            f"{link(entry.path, 'Chi tiết')}</td></tr>"
        )

    def _frame(self, main: str, clock: str) -> str:
        menu = "".join(
            f"<tr><td>{link(self.listing_address(section), section.name)}</td></tr>"
            for section in (self.everything, *self.sections)
        )
        return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{self.name}</title></head>
<body topmargin="0" bgcolor="#F4F4F4"><table width="980" align="center" bgcolor="#FFFFFF" cellspacing="0">
<tr><td colspan="3"><marquee>"Đoàn kết, sáng tạo, vì quyền lợi đoàn viên,vì sự phát triển của tỉnh Lào Cai"</marquee></td></tr>
<tr><td colspan="2">{link("/", "Trang chủ")} | {link("/gioi-thieu", "Giới thiệu")} | {link("/lien-he", "Liên hệ")} |
{link("/dang-nhap", "Đăng nhập")}</td><td align="right"><font size="1">&nbsp; {clock}</font></td></tr>
<tr valign="top"><td width="180"><table width="100%">{menu}</table>{_LEFT}</td>
<td width="600">{main}</td>
<td width="200">{_RIGHT}</td></tr>
<tr><td colspan="3" align="center"><font size="1">{self.name}. Điện thoại: 0214.3840.012</font></td></tr>
</table></body></html>
"""


def _spoiling(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    throws = dice("lao-cai", "spoil", number)
    if number % 7 == 3:
        return decompose, ("nfd",)
    if number % 2 == 0:
        return lambda words: harden(throws, words, 3), ("nbsp",)
    return str, ()


def _byline(number: int, story: Story) -> Byline:
    writer, photographer, unit = story.cast.writer, story.cast.photographer, story.cast.unit
    match number % 6:
        case 0:
            pair = ((writer, "writer", _ORGANISATION), (photographer, "photographer", _ORGANISATION))
            return Byline((f"Ảnh: {photographer}, bài: {writer}", f"({_ORGANISATION})"), pair)
        case 1:
            return Byline((f"Bài, ảnh: {writer}", f"({unit})"), both(writer, unit))
        case 2:
            return Byline((f"Tin, ảnh: {writer}",), both(writer))
        case 3:
            return Byline((f"Tin: {writer}", f"({_ORGANISATION})"), ((writer, "writer", _ORGANISATION),))
        case 4:
            return Byline()
        case _:
            pair_bare = ((writer, "writer", None), (photographer, "photographer", None))
            return Byline((f"Ảnh: {photographer}, bài: {writer}",), pair_bare)


_LEFT = """<table width="100%" border="1"><tr><td><b>Bình chọn</b></td></tr>
<tr><td>Bạn muốn đọc thêm nội dung nào?<br><input type="radio" name="bc">Tin hoạt động<br>
<input type="radio" name="bc">Văn bản, biểu mẫu<br><input type="button" value="Biểu quyết"></td></tr></table>
<table width="100%" border="1"><tr><td><b>Thông tin truy cập</b></td></tr><tr><td><ul><li>337912</li></ul></td></tr></table>
<table width="100%" border="1"><tr><td><b>Thời tiết</b></td></tr><tr><td>Lào Cai: 21 - 27°C</td></tr></table>"""
_RIGHT = """<table width="100%" border="1"><tr><td><b>Album Ảnh</b></td></tr><tr><td>&nbsp;</td></tr></table>
<table width="100%" border="1"><tr><td><b>Bản Tin Công Đoàn</b></td></tr><tr><td>Số 2 - Quý II/2025</td></tr></table>
<table width="100%" border="1"><tr><td><b><a href="/van-ban">Văn bản mới ban hành</a></b></td></tr>
<tr><td>Kế hoạch số 77/KH-LĐLĐ (04/03/2025)<br>Hướng dẫn số 12/HD-LĐLĐ (17/02/2025)</td></tr></table>
<table width="100%" border="1"><tr><td><b>Liên kết sở ban ngành</b><font size="1">Diện tích: 6.364,03 Km2</font></td></tr>
<tr><td><font size="1">Dân số (2023): 781.200</font></td></tr></table>"""
_ABOUT = """<div>Liên đoàn Lao động tỉnh Lào Cai là tổ chức công đoàn cấp tỉnh, đại diện, chăm lo và bảo vệ
quyền, lợi ích hợp pháp, chính đáng của đoàn viên, người lao động trên địa bàn.</div>
<div>Cơ quan chuyên môn gồm các ban và Văn phòng.</div>"""
_PAPERS = """<table border="1"><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>
<tr><td>77/KH-LĐLĐ</td><td>04/03/2025</td><td>Tổ chức Tháng Công nhân</td></tr>
<tr><td>12/HD-LĐLĐ</td><td>17/02/2025</td><td>Công tác thi đua, khen thưởng</td></tr></table>"""
_LOGIN = """<form method="post" action="/dang-nhap">Tên đăng nhập <input name="user"><br>
Mật khẩu <input type="password" name="pass"><br><input type="submit" value="Đăng nhập"></form>"""
