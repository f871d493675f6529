"""The text of an assembled page and what stands in it and around it."""

from __future__ import annotations

from tests.extraction.pages.page import Page
from tests.extraction.pages.words import ABSTRACTS, CAPTIONS, OTHERS, SUBHEADINGS


def links(page: Page, many: int) -> list[str]:
    """Links to other articles, which are not the article's text."""
    titles = page.dice.sample(OTHERS, many)
    page.foreign += titles
    return [f"<a href='/bai-{page.dice.randint(100, 999)}.html'>{title}</a>" for title in titles]


def related(page: Page) -> str:
    """Links to other articles: below a heading or without one, with dates or abstracts."""
    one, two = links(page, 2)
    heading = page.one_of("Tin liên quan", "TIN MỚI", "Bài viết liên quan", "Tin cùng chuyên mục")
    abstract = page.dice.choice(ABSTRACTS)
    form = page.dice.randrange(5)
    if form == 4:
        page.foreign.append(abstract)
    return (
        f"<div class='box'><h4>{heading}</h4><ul><li>{one}</li><li>{two} (20/10/2024)</li></ul></div>",
        f"<ul class='lien-quan'><li>{one}</li><li>{two}</li></ul>",
        f"<div><b>{heading}</b><div>{one}</div><div>{two}</div></div>",
        f"<div class='related'><p>» {one}</p><p>» {two}</p></div>",
        f"<div class='related-news'><div class='item'><h4>{one}</h4><p>{abstract}</p></div></div>",
    )[form]


def between(page: Page) -> str:
    """What may stand between headline and text, or between two paragraphs."""
    form = page.dice.randrange(7)
    if form == 0:
        return related(page)
    if form == 1:
        return picture(page)
    if form == 2:
        page.foreign.append("Nghe đọc bài")
        return (
            "<div class='audio'><span>Nghe đọc bài</span> <audio src='/a.mp3' controls></audio> 00:00 / "
            "02:41</div>"
        )
    if form == 3:
        return (
            "<div class='share'><a href='#'>Facebook</a> <a href='#'>Zalo</a> <a href='#'>In bài viết</a>"
            "</div>"
        )
    if form == 4:
        page.foreign.append("Quảng cáo")
        return "<div class='quang-cao'><p>Quảng cáo</p><a href='/qc'><img src='/qc.gif' alt=''></a></div>"
    if form == 5:
        (one,) = links(page, 1)
        return f"<p><strong>Xem thêm: {one}</strong></p>"
    return f"<div class='tools'>{page.one_of('A- A+', 'Cỡ chữ A- A A+', 'Bản in')}</div>"


def picture(page: Page) -> str:
    caption = page.words.fill(page.dice.choice(CAPTIONS))
    page.captions.append(caption)
    image = "<img src='/anh/2.jpg' width=600>"
    return page.dice.choice(
        (
            f"<figure>{image}<figcaption>{caption}. Ảnh: Kim Oanh</figcaption></figure>",
            f"<table align=center><tr><td>{image}</td></tr><tr><td><i>{caption}</i></td></tr></table>",
            f"<p align=center>{image}</p><p align=center><em>{caption}</em></p>",
            f"<div style='text-align:center'>{image}<br><i>{caption} (Ảnh: Kim Oanh)</i></div>",
        )
    )


def text(page: Page, paragraphs: list[str]) -> str:
    """The paragraphs in one of the shapes of markup that editors leave, with things between them."""
    form = page.one_of("p", "p", "div", "br", "word", "sections", "justified")
    if form == "br":
        return "<br><br>".join(_linked(page, paragraphs))
    around = {
        "p": "<p>{}</p>",
        "div": "<div>{}</div>",
        "word": "<p class=MsoNormal><span lang=VI>{}<o:p></o:p></span></p>",
        "sections": "<section class='row'><div class='col-12'><p>{}</p></div></section>",
        "justified": "<p style='text-align:justify'><span style='font-size:14px'>{}</span></p><p>&nbsp;</p>",
    }[form]
    made = [around.format(one) for one in _linked(page, paragraphs)]
    for _ in range(page.dice.choice((0, 0, 1, 2)) if len(made) > 2 else 0):
        thing = _subheading(page) if page.chance(0.4) else between(page)
        made.insert(page.dice.randrange(1, len(made)), thing)
    return "".join(made)


def _subheading(page: Page) -> str:
    title = page.dice.choice(SUBHEADINGS)
    return page.one_of(f"<p><strong>{title}</strong></p>", f"<h2>{title}</h2>", f"<h3>{title}</h3>")


def _linked(page: Page, paragraphs: list[str]) -> list[str]:
    """A few words of the last paragraph may be a link."""
    if not page.chance(0.2):
        return paragraphs
    words = paragraphs[-1].split(" ")
    half = len(words) // 2
    return [*paragraphs[:-1], f"{' '.join(words[:half])} <a href='/tu-khoa'>{' '.join(words[half:])}</a>"]


def lead(page: Page, paragraph: str) -> str:
    return page.one_of(
        f"<p><strong>{paragraph}</strong></p>",
        f"<div class='sapo'>{paragraph}</div>",
        f"<h3 class='lead'>{paragraph}</h3>",
        f"<p class='hometext'>{paragraph}</p>",
        f"<p>{paragraph}</p>",
    )
