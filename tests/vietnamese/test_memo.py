"""The memo of single words: what it computes once, what it does not keep, when it drops everything."""

from vietnamese import memo
from vietnamese.memo import BoundedMemo


def test_a_word_is_computed_once() -> None:
    computed: list[str] = []
    lengths = BoundedMemo(lambda word: (computed.append(word), len(word))[1])
    assert [*map(lengths.__getitem__, ["công", "đoàn", "công"])] == [4, 4, 4]
    assert computed == ["công", "đoàn"]


def test_a_long_key_is_not_kept() -> None:
    lengths = BoundedMemo(len)
    assert lengths["x" * 1000] == 1000
    assert not lengths


def test_a_full_memo_drops_everything() -> None:
    lengths = BoundedMemo(len)
    for number in range(memo._MAX_ENTRIES + 5):
        assert lengths[str(number)] == len(str(number))
    assert 0 < len(lengths) <= memo._MAX_ENTRIES
