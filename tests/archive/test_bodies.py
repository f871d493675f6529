"""A corrected text keeps the markup of what nobody touched."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from archive.bodies import markup_of, paragraphs

BEFORE = (
    "<p>Sáng nay, <strong>hội nghị</strong> khai mạc.</p>"
    '<figure><img src="https://a.example/1.jpg"><figcaption>Ảnh: Lò Mai</figcaption></figure>'
    "<div><p>Hơn 200 đại biểu dự.</p><ul><li>Khối cơ quan</li><li>Khối doanh nghiệp</li></ul></div>"
    "<p>Hội nghị bế mạc.</p>"
)
LINES = [
    "Sáng nay, hội nghị khai mạc.",
    "Hơn 200 đại biểu dự.",
    "Khối cơ quan",
    "Khối doanh nghiệp",
    "Hội nghị bế mạc.",
]


def test_an_untouched_text_keeps_all_its_markup() -> None:
    made = markup_of("\n\n".join(LINES), BEFORE)
    assert "<strong>hội nghị</strong>" in made
    assert made.index("<figcaption>") < made.index("Hơn 200") < made.index("<li>Khối cơ quan</li>")
    assert made.count("Khối doanh nghiệp") == 1


def test_a_changed_paragraph_is_plain_and_its_neighbours_keep_theirs() -> None:
    lines = [LINES[0], "Hơn 300 đại biểu <dự>.", *LINES[2:]]
    made = markup_of("\n".join(lines), BEFORE)
    assert "<p>Hơn 300 đại biểu &lt;dự&gt;.</p>" in made
    assert "Hơn 200" not in made
    assert made.index("<strong>") < made.index("<img") < made.index("Hơn 300") < made.index("<ul>")


def test_pictures_stay_when_the_text_after_them_goes() -> None:
    made = markup_of(LINES[0], BEFORE)
    assert made.endswith("</figure>")
    assert "bế mạc" not in made


def test_a_list_that_lost_an_entry_becomes_paragraphs() -> None:
    made = markup_of("\n".join([*LINES[:3], LINES[4]]), BEFORE)
    assert "<li>" not in made
    assert "<p>Khối cơ quan</p>" in made


def told(markup: str) -> list[str]:
    return [each.text_content() for each in fromstring(f"<div>{markup}</div>").iter("p")]


@given(st.lists(st.sampled_from(LINES), max_size=8), st.lists(st.sampled_from(LINES), max_size=8))
def test_the_markup_says_the_text_and_nothing_else(lines: list[str], before: list[str]) -> None:
    made = markup_of("\n".join(lines), "".join(f"<p><em>{line}</em></p>" for line in before))
    assert told(made) == lines


@given(st.text("ab <>&;\"'/=\n"), st.text("ab <>&;\"'/=\n"))
def test_no_text_becomes_markup(text: str, before: str) -> None:
    made = markup_of(text, "".join(f"<p>{escape(line)}</p>" for line in paragraphs(before)))
    assert told(made) == paragraphs(text)
