"""Who signs with a post in a body: an author only where the page sets it as a signature."""

from __future__ import annotations

from typing import Final

from extraction.layout import Layout
from extraction.zones import RIGHT
from vietnamese.bylines import signs_with_post

_LONGEST: Final = 120  # characters


def is_signature(layout: Layout, index: int) -> bool:
    """ "Lê Thị Hoa - Chủ tịch CĐCS Công ty X", at the right edge, bold or italic, alone.

    Captions and lists of guests read just so: below a picture, beside another such line or in plain type it
    is none.
    """
    line = layout.line(index)
    if line.size > _LONGEST or not (line.zone & RIGHT or line.is_bold or line.is_italic):
        return False
    if not signs_with_post(line.text):
        return False
    page = layout.page
    if any(picture.before == index and not picture.is_decoration for picture in page.pictures):
        return False
    beside = page.lines[max(0, index - 1) : index] + page.lines[index + 1 : index + 2]
    return not any(signs_with_post(other.text) for other in beside)
