"""The markup of an official document pasted from Word: divs, MsoNormal paragraphs, nested spans."""

import random

from replica.html import text
from replica.text.documents import CUT, DocumentBlock, IssuedDocument

_FONT = "font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif"


def document_markup(document: IssuedDocument, rng: random.Random) -> str:
    """The markup of a document: head, type, title, body, recipients, signature."""
    head = _letterhead(document) if document.letterhead else _bare_head(document)
    body = "\n".join(_block(block, rng) for block in document.blocks)
    heading = _line(document.type.upper(), "center", bold=True)
    title = f'<h2 style="text-align:center"><span style="{_FONT}">{text(document.title)}</span></h2>'
    parts = f"<div>{head}</div><div>{heading}\n{title}</div><div>{body}</div>\n{_foot(document)}"
    return f'<div class="WordSection1">{parts}</div>'


def _line(words: str, align: str = "justify", *, bold: bool = False) -> str:
    inner = f'<span lang="VI" style="{_FONT}">{text(words)}</span>'
    return f'<p class="MsoNormal" style="text-align:{align}">{f"<b>{inner}</b>" if bold else inner}</p>'


def _bare_head(document: IssuedDocument) -> str:
    """A head without its letterhead: only number and date."""
    return f"{_line(f'Số: {document.number}', 'left')}\n{_line(document.place_line, 'right')}\n"


def _letterhead(document: IssuedDocument) -> str:
    left = [
        _line("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "center"),
        _line("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", "center", bold=True),
        _line(f"Số: {document.number}", "center"),
    ]
    right = [
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center", bold=True),
        _line("Độc lập - Tự do - Hạnh phúc", "center"),
        _line(document.place_line, "center"),
    ]
    return _two_columns(left, right)


def _block(block: DocumentBlock, rng: random.Random) -> str:
    """A paragraph, or two with a page break between them if the page ended inside it."""
    bold = block.style in ("heading", "subheading")
    if CUT in block.text:
        before, after = block.text.split(CUT)
        gap = '<p class="MsoNormal"><span><br clear="all" style="page-break-before:always"></span></p>'
        return f"{_line(before.rstrip())}\n{gap}\n{_line(after)}"
    words = block.text.split(" ")
    if not bold and len(words) > 8:  # Word splits a run where spelling or language changes
        cut = rng.randrange(3, len(words) - 2)
        first, second = text(" ".join(words[:cut])), text(" ".join(words[cut:]))
        runs = f'<span lang="VI" style="{_FONT}">{first}&nbsp;</span><span style="{_FONT}">{second}</span>'
        return f'<p class="MsoNormal" style="text-align:justify;text-indent:36.0pt">{runs}</p>'
    return _line(block.text, bold=bold)


def _foot(document: IssuedDocument) -> str:
    left = [
        _line("Nơi nhận:", "left", bold=True),
        *(_line(f"- {body};", "left") for body in document.recipients),
    ]
    left.append(_line(f"- {document.archive_mark}", "left"))
    stamp = [line for line in (document.authority, document.signer_title) if line is not None]
    if document.letterhead:
        right = [
            *(_line(line, "center", bold=True) for line in stamp),
            _line("(Đã ký)", "center") if stamp else "",
        ]
        right.append(_line(document.signer, "center", bold=True))
        return _two_columns(left, right)
    blank = '<p class="MsoNormal"><span>&nbsp;</span></p>'
    signature = [
        *(_line(line, "right", bold=True) for line in stamp),
        blank,
        blank,
        _line(document.signer, "right", bold=True),
    ]
    return "\n".join([*left, *signature])


def _two_columns(left: list[str], right: list[str]) -> str:
    cells = "".join(f'<td valign="top">{"".join(lines)}</td>' for lines in (left, right))
    return f'<table class="MsoNormalTable" border="0"><tr>{cells}</tr></table>'
