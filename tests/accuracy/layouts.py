"""Markups that a plain-text page is wrapped in: from one list of paragraphs to a page with landmarks.

A seed is a list of lines; nothing but its text and its title's line is known. Every layout keeps every
line in its order, so that each trap of the text is a trap of the page.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final

Wrap = Callable[[Sequence[str], int], str]  # lines and the index of the title's line → a page


def _page(body: str, title: str = "Trang thông tin điện tử") -> str:
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f'<!DOCTYPE html><html lang="vi">{head}<body>{body}</body></html>'


def _escape(line: str) -> str:
    return html.escape(line.strip("\n"), quote=False)


def paragraphs(lines: Sequence[str], _title: int) -> str:
    """One ``<p>`` a line, nothing else."""
    return _page("\n".join(f"<p>{_escape(line)}</p>" for line in lines if line.strip()))


def breaks(lines: Sequence[str], _title: int) -> str:
    """One table cell, ``<br>`` between the lines."""
    text = "<br>\n".join(_escape(line) for line in lines)
    return _page(f'<table width="980" align="center"><tr><td class="content">{text}</td></tr></table>')


def soup(lines: Sequence[str], _title: int) -> str:
    """Nested ``div`` with styles, as pasted from a word processor."""
    rows = "".join(
        '<div class="row"><div style="margin:0cm"><span style="font-size:14.0pt">'
        f"<o:p>{_escape(line)}</o:p></span></div></div>"
        for line in lines
    )
    return _page(f'<div id="wrap"><div class="main"><div>{rows}</div></div></div>')


def preformatted(lines: Sequence[str], _title: int) -> str:
    """The text as it is, in ``<pre>``."""
    return _page("<div><pre>" + "\n".join(_escape(line) for line in lines) + "</pre></div>")


def headed(lines: Sequence[str], title: int) -> str:
    """The title is a heading and in ``<title>``; what stands above it is the page's header."""
    above = "".join(f"<div>{_escape(line)}</div>" for line in lines[:title] if line.strip())
    below = "".join(f"<p>{_escape(line)}</p>" for line in lines[title + 1 :] if line.strip())
    name = _escape(lines[title])
    return _page(f"<header>{above}</header><main><h1>{name}</h1>{below}</main>", f"{name} - Cổng thông tin")


def rows(lines: Sequence[str], title: int) -> str:
    """A table row a line, ``font`` tags, the title bold: a page of 2005."""
    cells = []
    for index, line in enumerate(lines):
        if line.strip():
            text = f"<b>{_escape(line)}</b>" if index == title else _escape(line)
            cells.append(f'<tr><td><font face="Arial" size="2">{text}</font></td></tr>')
    return _page(f'<center><table border="0" cellpadding="2">{"".join(cells)}</table></center>')


LAYOUTS: Final[dict[str, Wrap]] = {
    "paragraphs": paragraphs,
    "breaks": breaks,
    "soup": soup,
    "preformatted": preformatted,
    "headed": headed,
    "rows": rows,
}
