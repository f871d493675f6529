"""What is shown is the page's own spelling, with what was found marked."""

from hypothesis import given
from hypothesis import strategies as st

from archive.search import marked, read, snippet

LONG = "Mở đầu dài. " * 40 + "Công đoàn Đà  Nẵng tặng quà\ncho đoàn viên. " + "Kết thúc cũng dài. " * 40


def shown(text: str, q: str, **options: int) -> str:
    return "".join(f"[{p.text}]" if p.found else p.text for p in snippet(text, read(q), **options))


def test_finds_are_marked_in_the_spelling_of_the_page() -> None:
    assert shown("Lễ ở Đà Nẵng, DA NANG", '"da nang"') == "Lễ ở [Đà Nẵng], [DA NANG]"
    assert shown("Khen thưởng, khen", "khe*") == "[Khen] thưởng, [khen]"
    assert shown("Số 334/KH-LĐLĐ ngày", "334/kh-ldld") == "Số [334/KH-LĐLĐ] ngày"
    assert shown("Không có", "tet -co") == "Không có"


def test_the_best_place_of_a_long_text_is_shown_on_one_line() -> None:
    text = shown(LONG, '"da nang" qua', length=120)
    assert "[Đà Nẵng] tặng [quà] cho" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 140
    assert shown(LONG, "khong", length=60).startswith("Mở đầu dài.")


def test_a_title_is_marked_whole() -> None:
    pieces = marked("Tết Sum vầy", read("vay tet"))
    assert [(piece.text, piece.found) for piece in pieces] == [("Tết", True), (" Sum ", False), ("vầy", True)]


@given(
    st.text(alphabet="aàbđê n\u0301\u00ad\n.<", max_size=80),
    st.text(alphabet='aàbđn*" ', max_size=10),
    st.integers(1, 50),
)
def test_nothing_is_added_to_the_text_or_changed_in_it(text: str, q: str, length: int) -> None:
    whole = "".join(piece.text for piece in marked(text, read(q)))
    assert "".join(whole.split()) == "".join(text.split())
    part = "".join(piece.text for piece in snippet(text, read(q), length)).strip("…")
    assert "".join(part.split()) in "".join(text.split())
