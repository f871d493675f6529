"""Pages assembled at random from the parts that sites have, each with its truth.

Where the headline, the date, the byline and the views stand, what marks them and what surrounds them is
drawn; text, names and places are invented. The same seed makes the same page.
"""

from __future__ import annotations

import html
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

W, P = "writer", "photographer"
TITLES = (
    "Bữa cơm cuối năm ở trạm Bản Khoang",
    "Tập huấn nghiệp vụ cho cán bộ cơ sở năm 2025",
    "Trao nhà “Mái ấm” cho gia đình chị Mẩy ở Tả Phìn",
    "LĐLĐ huyện Bắc Hà: Ra quân làm sạch bờ suối",
    "CÔNG ĐOÀN NGÀNH THĂM HỎI ĐOÀN VIÊN VÙNG LŨ",
    "Người giữ lửa ở xưởng gạch Nậm Cắt",
)
TEXTS = (
    (
        "Sáng nay, tại nhà văn hóa xã Bản Khoang, công đoàn ngành đã gặp mặt những người lao động ở lại "
        "trực Tết, "
        "chia sẻ với họ bữa cơm cuối năm và những câu chuyện của một năm nhiều việc.",
        "Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
        "nhiều nhất "
        "là ở các trạm bơm, trạm điện và đội vệ sinh môi trường.",
        "Dịp này, mỗi người được nhận một phần quà gồm bánh chưng, gạo nếp và một khoản tiền nhỏ trích từ "
        "quỹ đóng góp "
        "của đoàn viên trong toàn ngành; các cháu nhỏ đi cùng bố mẹ có thêm bộ vở mới.",
        "Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp lửa, khi sương đã xuống kín mặt hồ và ca trực "
        "đêm bắt đầu "
        "đổi người.",
    ),
    (
        "Chị Lò Thị Sẩy năm nay bốn mươi hai tuổi, đã hai mươi năm đứng ở lò gạch, quen với cái nóng đến "
        "mức mùa đông "
        "chị bảo là thấy thiếu.",
        "Ngày mới vào nghề, chị chỉ được giao việc xếp gạch mộc ra sân phơi. Việc ấy nhẹ nhưng buồn, vì "
        "cả ngày chỉ có "
        "nắng và những hàng gạch giống hệt nhau.",
        "Bây giờ chị là người trông lửa. Lửa non thì gạch sống, lửa già thì gạch nứt; chị nhìn màu khói "
        "mà biết, không "
        "cần đồng hồ.",
        "“Tôi không có bí quyết gì đâu, chỉ là không vội”, chị cười, tay vẫn không rời cửa lò.",
    ),
)
NAMES = "Thu Hà|Minh Anh|Lèng Văn Tám|Giàng Thị Súa|VĂN TÁM|T.Bách|Hoàng Yến|Vàng A Dế|Ngọc Ánh|Lê Na".split(
    "|"
)
BODIES = (
    "LĐLĐ huyện Bảo Yên|CĐ Viên chức tỉnh|Đài TT-TH huyện Bắc Hà|Trường THPT số 1|Phòng GD&ĐT huyện".split(
        "|"
    )
)
WEEKDAYS = "Thứ Hai|Thứ Ba|Thứ Tư|Thứ Năm|Thứ Sáu|Thứ Bảy|Chủ nhật".split("|")
CAPTION = "Bà con quây quần bên bếp lửa"
MENU = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản"))
OTHERS = "Đại hội điểm ở trường mầm non Hoa Ban|Ký thỏa ước ở nhà máy gạch Nậm Cắt|Đêm hội trăng rằm".split(
    "|"
)
SIDE = (
    "<div class='right'><h3>Tin mới nhất</h3><ul>"
    + "".join(f"<li><a href='/x{n}'>{text}</a> ({n + 18}/11/2025)</li>" for n, text in enumerate(OTHERS))
    + "</ul><h3>Thống kê truy cập</h3><p>Đang online: 12</p><p>Hôm nay: 1.204</p>"
    "<p>Tổng lượt truy cập: 4.502.360</p>"
    "</div><div id='footer'><p>Giấy phép số 15/GP-STTTT cấp ngày 12/03/2018</p></div>"
)


@dataclass
class Page:
    """``published`` is (value, precision); ``authors`` are (name, role, organisation)."""

    markup: str = ""
    title: str = ""
    published: tuple[str, str] = ("", "")
    updated: str | None = None
    authors: list[tuple[str, str, str | None]] = field(default_factory=list)
    views: int | None = None
    paragraphs: tuple[str, ...] = ()
    pictured: bool = False
    must_not: list[str] = field(
        default_factory=lambda: [*OTHERS[:2], "Giấy phép", "Tổng lượt truy cập", CAPTION]
    )


def assemble(seed: int) -> Page:
    """The page of a seed."""
    dice = random.Random(seed)
    page = Page(title=dice.choice(TITLES), paragraphs=dice.choice(TEXTS))
    byline, head_byline, date_line = _who(page, dice), "", _when(page, dice)
    if byline and byline.startswith("Viết bởi"):
        byline, head_byline = "", f"<div{_class(dice, 'author', 'tacgia')}>{byline}</div>"
    count = _views(page, dice)
    count_place = dice.choice(("beside", "own", "below")) if count else ""
    if count_place == "beside":
        date_line += dice.choice((" | ", " - ", "  ")) + count
    views = f"<div{_class(dice, 'view', 'luotxem')}>{count}</div>" if count_place in ("own", "below") else ""
    headline = _headline(page, dice)
    tag = dice.choice(("p", "div", "em"))
    date = f"<div><{tag}{_class(dice, 'date', 'ngay', 'meta')}>{date_line}</{tag}></div>"
    place = dice.choice(("below", "below", "above", "after the lead", "end", "row"))
    top = {
        "below": headline + date,
        "above": date + headline,
        "row": f"<table width=100%><tr><td>{headline}</td><td align=right>{date}</td></tr></table>",
    }.get(place, headline)
    tools = dice.choice(("", "<div><a>In bài viết</a> <a>Gửi email</a> <a>A-</a> <a>A+</a></div>"))
    top += (views if count_place == "own" else "") + head_byline + tools
    lead, rest = _lead(page, dice)
    inner = top + lead + (date if place == "after the lead" and lead else "")
    inner += (
        f"<div{_class(dice, 'content', 'noidung')}>{_text(page, rest, dice)}{_signed(byline, dice)}</div>"
    )
    if place == "end" or (place == "after the lead" and not lead):
        inner += date
    inner += (views if count_place == "below" else "") + _related(dice)
    page.markup = _whole(page, inner, dice)
    return page


def _class(dice: random.Random, *names: str) -> str:
    return dice.choice((f" class='{dice.choice(names)}'", "", f" class='c{dice.randint(1, 99)}'"))


def _who(page: Page, dice: random.Random) -> str:
    """A byline as printed; sets ``page.authors``."""
    one, two = dice.sample(NAMES, 2)
    body = dice.choice(BODIES)
    printed, page.authors = dice.choice(
        [
            ("", []),
            (one, [(one, W, None)]),
            (f"{one} - {two}", [(one, W, None), (two, W, None)]),
            (f"Tác giả: {one}", [(one, W, None)]),
            (f"Viết bởi: {one}", [(one, W, None)]),
            (f"Tin, ảnh: {one}", [(one, W, None), (one, P, None)]),
            (f"{one} ({body})", [(one, W, body)]),
            (f"{one} - {body}", [(one, W, body)]),
            (f"{one} t/h", [(one, "compiler", None)]),
        ]
    )
    return printed


def _when(page: Page, dice: random.Random) -> str:
    """The line of the date as printed; sets ``page.published`` and ``page.updated``."""
    told = datetime(
        dice.randint(2019, 2025),
        dice.randint(1, 10),
        dice.randint(1, 28),
        dice.randint(6, 21),
        dice.randint(0, 59),
    )
    weekday = WEEKDAYS[told.weekday()]
    printed, precise = dice.choice(
        (
            (f"{told:%d/%m/%Y %H:%M}", True),
            (f"{told:%d/%m/%Y}", False),
            (f"{weekday} - {told:%d/%m/%Y %H:%M}", True),
            (f"{told:%H:%M} | {told:%d/%m/%Y}", True),
            (f"{weekday}, ngày {told:%d/%m/%Y}, {told:%H:%M} (GMT+7)", True),
            (f"{told:%d-%m-%Y}", False),
            (f"({told:%d/%m/%Y})", False),
            (f"{told.hour}h{told:%M}, {told:%d/%m/%Y}", True),
        )
    )
    label = dice.choice(("", "Ngày đăng: ", "Đăng lúc: ", "Cập nhật: ", "Cập nhật lúc "))
    value = f"{told:%Y-%m-%dT%H:%M}:00+07:00" if precise else f"{told:%Y-%m-%d}"
    page.published = (value, "minute" if precise else "day")
    page.updated = value if label.startswith("Cập nhật") else None
    return label + printed


def _views(page: Page, dice: random.Random) -> str:
    if dice.random() < 0.4:
        return ""
    page.views = dice.choice((5, 83, 431, 1234, 12045))
    number = f"{page.views:,}".replace(",", dice.choice((".", ",", "")))
    form = dice.choice(("Lượt xem: {}", "Đã xem: {}", "Số lượt xem: {}", "{} lượt xem", "Lượt đọc: {}"))
    return form.format(number)


def _headline(page: Page, dice: random.Random) -> str:
    tag = dice.choice(("h1", "h1", "h2", "h3", "div", "span", "b"))
    marked = _class(dice, "title", "tieu-de", "headline")
    if tag == "div":
        marked = f" class='{dice.choice(('title', 'tieu-de', 'news-title'))}'"
    return f"<div><{tag}{marked}>{page.title}</{tag}></div>"


def _lead(page: Page, dice: random.Random) -> tuple[str, tuple[str, ...]]:
    """(the lead's markup, the paragraphs that follow)"""
    first, rest = page.paragraphs[0], page.paragraphs[1:]
    return dice.choice(
        (
            ("", page.paragraphs),
            (f"<p><strong>{first}</strong></p>", rest),
            (f"<div class='{dice.choice(('sapo', 'lead', 'summary', 'hometext'))}'>{first}</div>", rest),
            (f"<h3>{first}</h3>", rest),
            (f"<div class='sapo'>{first}</div>", page.paragraphs),
        )
    )


def _text(page: Page, paragraphs: tuple[str, ...], dice: random.Random) -> str:
    form = dice.choice(("p", "div", "br", "span", "word"))
    if form == "br":
        return "<br><br>".join(paragraphs)
    around = {
        "p": "<p>{}</p>",
        "div": "<div>{}</div>",
        "span": "<p><span><span style='font-size:14px'>{}</span></span></p><p>&nbsp;</p>",
        "word": "<p class=MsoNormal><span lang=VI>{}<o:p></o:p></span></p>",
    }[form]
    made = [around.format(text) for text in paragraphs]
    if dice.random() < 0.5:
        page.pictured = True
        made.insert(len(made) - 1, _picture(dice))
    return "".join(made)


def _picture(dice: random.Random) -> str:
    picture = "<img src='/anh/1.jpg' width=500>"
    return dice.choice(
        (
            f"<p align=center>{picture}</p><p align=center><em>{CAPTION}</em></p>",
            f"<figure>{picture}<figcaption>{CAPTION}. Ảnh: Kim Oanh</figcaption></figure>",
            f"<table><tr><td>{picture}</td></tr><tr><td><i>{CAPTION}. Ảnh: Kim Oanh</i></td></tr></table>",
            f"<div style='text-align:center'>{picture}<br><i>{CAPTION} (Ảnh: Kim Oanh)</i></div>",
        )
    )


def _signed(byline: str, dice: random.Random) -> str:
    if not byline:
        return ""
    return dice.choice(
        (
            f"<p style='text-align:right'><strong>{byline}</strong></p>",
            f"<p align=right><b><i>{byline}</i></b></p>",
            f"<div class='author'>{byline}</div>",
            f"<p><strong>{byline}</strong></p>",
        )
    )


def _related(dice: random.Random) -> str:
    links = [f"<a href='/y{number}'>{text}</a>" for number, text in enumerate(OTHERS[:2])]
    return dice.choice(
        (
            "",
            f"<h4>Các tin khác</h4><ul><li>{links[0]} (20/10/2025)</li><li>{links[1]} (18/10/2025)</li></ul>",
            f"<p><b>Tin liên quan:</b></p><p>{links[0]}</p><p>{links[1]}</p>",
        )
    )


def _whole(page: Page, inner: str, dice: random.Random) -> str:
    clock = dice.choice(
        (
            "",
            "<div class='top'>Thứ Sáu, 21/11/2025</div>",
            "<p>Hôm nay: 21/11/2025</p>",
            "<span>10:24 - 21/11/2025</span>",
        )
    )
    crumbs = dice.choice(("", "<div><a href='/'>Trang chủ</a> » <a href='/tin'>Tin tức</a></div>"))
    main = dice.choice(
        (
            f"<div class='main'>{crumbs}<div class='wrap'>{inner}</div></div>{SIDE}",
            f"<table><tr><td>{MENU}</td><td>{crumbs}{inner}</td><td>{SIDE}</td></tr></table>",
            f"<div><div>{crumbs}<table><tr><td><div>{inner}</div></td></tr></table></div></div>{SIDE}",
            f"<form id='aspnetForm'><input type='hidden' value='x'><div "
            f"id='ctl00_main'>{crumbs}{inner}</div></form>{SIDE}",
            f"<main>{crumbs}<article>{inner}</article></main>{SIDE}",
        )
    )
    name = dice.choice((page.title, f"{page.title} - Công đoàn ngành tỉnh", "Công đoàn ngành tỉnh"))
    markup = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(name)}</title></head><body>"
        f"<div class='banner'>CÔNG ĐOÀN NGÀNH TỈNH</div>{clock}<ul>{MENU}</ul>{main}</body></html>"
    )
    return unicodedata.normalize("NFD", markup) if dice.random() < 0.1 else markup
