"""Pages for benchmarks: articles of the replica sites, filled to a size with realistic boilerplate.

``portal`` pages have the measures of 30 saved pages of Vietnamese portals (NukeViet, WordPress, Liferay,
VNPT; 40 to 80 KB): 7 to 10 elements, 10 to 16 attributes and 1 to 2.5 visible lines a KB; 6 to 13 % visible
text, of which 15 to 45 % are links; a third of the bytes are scripts and styles, beyond 100 KB half and more.
Menu, modules and footer are the same on all pages of a site, related articles differ.

``links`` pages are lists of links only, with 21 elements and 10 lines a KB; no real page is like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extraction.lines import read_lines
from extraction.parse import body_of, parse
from replica import SITES, make_site
from replica.site import Request

SHAPES: Final = ("portal", "links")
_LARGE: Final = 100_000
_SUBJECTS: Final = (
    "Công đoàn cơ sở tổ chức hội nghị người lao động năm 2026",
    "Trao tặng mái ấm cho đoàn viên có hoàn cảnh khó khăn",
    "Tập huấn nghiệp vụ cho cán bộ công đoàn khối doanh nghiệp",
    "Phát động Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động",
    "Ký kết thỏa ước lao động tập thể tại khu công nghiệp phía Nam",
)
_PLACES: Final = ("huyện Bảo Yên", "thị xã Hương Trà", "xã Mường Khương", "phường Tân An", "thành phố Huế")
_SCRIPT: Final = """<script type="text/javascript">
  (function (w, d, s, l, i) { w[l] = w[l] || []; w[l].push({ 'start': new Date().getTime(), event: 'js' });
    var f = d.getElementsByTagName(s)[0], j = d.createElement(s), dl = l != 'data' ? '&l=' + l : '';
    j.async = true; j.src = '/assets/js/thong-ke-%d.js?id=' + i + dl; f.parentNode.insertBefore(j, f);
    var options = { element: '#module-%d', width: 320, items: [1, 2, 3], html: '<div>' + i + '</div>' };
    for (var n = 0; n < options.items.length; n++) { if (w.innerWidth < 768) { options.width = '100%%'; } }
  })(window, document, 'script', 'data', 'M-%d');
</script>
"""
_STYLE: Final = """<style type="text/css">
  #module-%d .news-list li { padding: 6px 0 6px 12px; border-bottom: 1px dotted #cdcdcd; line-height: 1.4em }
  #module-%d .news-list li a:hover { color: #b00000; text-decoration: underline }
  @media (max-width: 768px) { #module-%d { width: 100%%; float: none; margin: 0 0 12px 0 } }
</style>
"""


def pages(shape: str, size: int, count: int) -> Iterator[bytes]:
    """``count`` different article pages of about ``size`` bytes, of all replica sites in turn."""
    fill = _portal if shape == "portal" else _links
    sites = [make_site(slug) for slug in SITES]
    for number in range(count):
        site = sites[number % len(sites)]
        truth = site.truth()[number // len(sites)]
        yield fill(site.respond(Request("GET", truth.path)).body.decode(), size, number).encode()


def shape_of(page: bytes) -> str:
    """The measures of a page, as they were taken from real ones."""
    markup = page.decode()
    root = parse(markup)
    lines = read_lines(body_of(root)).lines
    text, links = sum(line.size for line in lines), sum(line.links for line in lines)
    code = sum(map(len, re.findall(r"<(?:script|style)\b.*?</(?:script|style)>", markup, re.DOTALL)))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    size = len(page) / 1000
    return (
        f"{len(elements) / size:.1f} elements, {sum(len(e.attrib) for e in elements) / size:.1f} attributes, "
        f"{len(lines) / size:.1f} lines a KB; {text / len(markup):.0%} text, {links / text:.0%} of it links, "
        f"{code / len(markup):.0%} scripts"
    )


def _links(page: str, size: int, _: int) -> str:
    items = []
    while len(page.encode()) + sum(map(len, items)) < size:
        title = f"Tin số {len(items)} trong danh mục của trang mẫu"
        items.append(f'<li class="item"><a href="/muc/{len(items)}">{title}</a></li>')
    head, end, tail = page.rpartition("</body>")
    return f'{head}<div class="sidebar"><ul>{"".join(items)}</ul></div>{end}{tail}'


def _portal(page: str, size: int, number: int) -> str:
    missing = size - len(page.encode())
    code = missing * (0.62 if size > _LARGE else 0.4)
    scripts, boilerplate = [], [_menu()]
    while sum(map(len, scripts)) < code:
        place = len(scripts)
        scripts.append((_STYLE if place % 4 == 3 else _SCRIPT) % (place, place, place))
    boilerplate.append(_module(number, number * 10 + 7000, "Tin liên quan"))
    written = len("".join(boilerplate).encode())
    while written < missing - code:
        module = _module(len(boilerplate), len(boilerplate) * 10, f"Chuyên mục {len(boilerplate)}")
        boilerplate.append(module)
        written += len(module.encode())
    before, opening, rest = page.partition("<body")
    tag, closing, rest = rest.partition(">")
    text, end, tail = rest.rpartition("</body>")
    half = len(scripts) // 2
    before = before.replace("</head>", "".join(scripts[:half]) + "</head>")
    modules = "".join(boilerplate[1:])
    return (
        f"{before}{opening}{tag}{closing}{boilerplate[0]}{text}\n"
        f'<div id="right" class="col-md-6 sidebar">{modules}</div>{"".join(scripts[half:])}{end}{tail}'
    )


def _menu() -> str:
    entries = "".join(
        f'\n    <li class="menu-item dropdown" id="menu-{n}" role="presentation">'
        f'<a class="dropdown-toggle" href="/chuyen-muc-{n}/" title="Chuyên mục {n}" aria-expanded="false">'
        f"<span>Chuyên mục {n}</span></a></li>"
        for n in range(14)
    )
    return f'\n<nav class="navbar" id="menu-site-default"><ul class="nav">{entries}\n</ul></nav>\n'


def _module(number: int, first: int, title: str) -> str:
    """A box with two articles, each with picture and headline, and two banners."""
    items = []
    for n in range(first, first + 2):
        headline = f"{_SUBJECTS[n % 5]} tại {_PLACES[n // 5 % 5]} lần {n}"
        path = f"/tin-tuc-su-kien/hoat-dong-cong-doan-co-so/tin-tuc-cong-doan-cac-cap-trong-tinh-{n}.html"
        link = f'href="{path}" title="{headline}"'
        items.append(
            f'\n      <li class="news-item clearfix">\n        <a class="thumb show" {link}>'
            f'\n          <img alt="{headline}" src="/assets/news/2026_03/anh-minh-hoa-{n}.jpg" width="90"'
            f' height="60" class="img-thumbnail pull-left mr-1"/></a>'
            f'\n        <a {link} data-rel="tooltip">{headline}</a>'
            '\n        <span class="icon icon-eye hidden-xs"></span><div class="clearfix"></div>\n      </li>'
        )
    banners = "".join(
        f'\n    <div class="block-banners"><a href="/banners/{number}{n}/" target="_blank" rel="nofollow">'
        f'<img alt="" src="/uploads/banners/lien-ket-trang-tin-{number}-{n}.png" width="240"/></a></div>'
        for n in range(2)
    )
    return (
        f'\n<div class="panel panel-default module" id="module-{number}" data-position="right">'
        f'\n  <div class="panel-heading"><a href="/chuyen-muc-{number}/">{title}</a></div>'
        f'\n  <div class="panel-body"><ul class="news-list list-unstyled">{"".join(items)}'
        f"\n  </ul></div>{banners}\n</div>"
    )
