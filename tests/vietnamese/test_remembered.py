"""Words are read once; what is no word is not kept."""

from vietnamese import remembered
from vietnamese.remembered import Remembered


def test_a_word_is_read_once() -> None:
    asked: list[str] = []
    lengths = Remembered(lambda word: (asked.append(word), len(word))[1])
    assert [*map(lengths.__getitem__, ["công", "đoàn", "công"])] == [4, 4, 4]
    assert asked == ["công", "đoàn"]


def test_a_text_without_spaces_is_no_word() -> None:
    lengths = Remembered(len)
    assert lengths["x" * 1000] == 1000
    assert not lengths


def test_what_is_full_begins_anew() -> None:
    lengths = Remembered(len)
    for number in range(remembered._MOST + 5):
        assert lengths[str(number)] == len(str(number))
    assert 0 < len(lengths) <= remembered._MOST
