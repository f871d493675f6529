"""How many reprints are found, and how much that is none: 2,000 constructed pairs, half of them reprints.

``python -m benchmarks.archive.reprints``. Reprints: a word in ten changed; paragraphs dropped, up to a half;
an agency, a byline and a caption added, the title in capitals; all of it at once, a third dropped. Others:
the plan of one year as two provinces issue it, as documents and as articles; two texts of the same words. A
pair counts as found where the archive would find it: by a common band, by likeness and by exact comparison.
Bars: recall 0.98, precision 0.99.
"""

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from benchmarks.archive.generate import SYLLABLES
from vietnamese.provinces import all_provinces

PAIRS = 2000
_PROVINCES = [each.name for each in all_provinces(date(2026, 1, 1))]
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(SYLLABLES))))


def pairs(
    number: int = PAIRS, seed: int = 5
) -> Iterator[tuple[str, bool, dict[str, object], dict[str, object]]]:
    """What was done, whether it is a reprint, and the fields of the two articles."""
    dice = random.Random(seed)
    kinds = (_changed, _dropped, _dressed, _all, _documents, _plans, _strangers, _strangers)
    for count in range(number):
        kind = kinds[count % len(kinds)]
        one, other = kind(dice)
        yield kind.__name__.strip("_"), kind in kinds[:4], one, other


def figures(number: int = PAIRS) -> tuple[float, float, dict[str, tuple[int, int]]]:
    """(recall, precision, by what was done: how many pairs were found, of how many)."""
    found: dict[str, tuple[int, int]] = {}
    right = wrong = reprints = 0
    for name, reprint, one, other in pairs(number):
        told = _found(one, other)
        right += told and reprint
        wrong += told and not reprint
        reprints += reprint
        yes, of = found.get(name, (0, 0))
        found[name] = (yes + told, of + 1)
    return right / reprints, right / max(right + wrong, 1), found


def _found(one: dict[str, object], other: dict[str, object]) -> bool:
    from archive.models import Article
    from archive.stories.compare import same
    from archive.stories.fingerprint import LEAST_ALIKE, Likeness, bands
    from archive.stories.text import comparable

    first = comparable(Article(pk=1, source="a", **one))
    second = comparable(Article(pk=2, source="b", **other))
    if not first.document and not second.document:
        bands_of = bands(first.words), bands(second.words)
        if not set(bands_of[0].split()) & set(bands_of[1].split()):
            return False
        if Likeness(bands_of[0]).to(bands_of[1]) < LEAST_ALIKE:
            return False
    return same(first, second)


def _text(dice: random.Random) -> list[str]:
    return [
        " ".join(dice.choices(SYLLABLES, cum_weights=_WEIGHTS, k=dice.randrange(30, 70))).capitalize() + "."
        for _ in range(dice.randrange(6, 12))
    ]


def _article(lines: list[str], **fields: object) -> dict[str, object]:
    return {"kind": "article", "title": lines[0][:80], "body_text": "\n".join(lines), **fields}


def _swap(dice: random.Random, lines: list[str], part: float = 0.1) -> list[str]:
    return [
        " ".join(dice.choice(SYLLABLES) if dice.random() < part else word for word in line.split())
        for line in lines
    ]


def _drop(dice: random.Random, lines: list[str], most: float) -> list[str]:
    kept = len(lines) - dice.randrange(1, max(2, int(len(lines) * most) + 1))
    return [lines[place] for place in sorted(dice.sample(range(len(lines)), kept))]


def _dress(lines: list[str]) -> dict[str, object]:
    caption = "Công nhân nhận quà tại buổi lễ trao quà của công đoàn"
    body = [f"(LĐTĐ) - {lines[0]}", caption, *lines[1:], "Bài, ảnh: Lò Thị Mai"]
    return _article(
        body,
        title=lines[0][:80].upper(),
        authors=[{"name": "Lò Thị Mai", "role": "writer", "organisation": None}],
        images=[{"url": "x", "caption": f"{caption}.", "credit": None}],
    )


def _changed(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    return _article(lines), _article(_swap(dice, lines))


def _dropped(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    return _article(lines), _article(_drop(dice, lines, 0.5))


def _dressed(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    return _article(lines), _dress(lines)


def _all(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    return _article(lines), _dress(_drop(dice, _swap(dice, lines), 1 / 3))


def _documents(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    one, other = (
        _article(
            [f"Số: {dice.randrange(1, 400)}/KH-LĐLĐ", *lines],
            kind="document",
            document={
                "number": f"{number}/KH-LĐLĐ",
                "issuer": f"LĐLĐ tỉnh {name}",
                "issued_on": "2026-05-01",
            },
        )
        for number, name in zip(dice.sample(range(1, 400), 2), dice.sample(_PROVINCES, 2), strict=True)
    )
    return one, other


def _plans(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(dice)
    one, other = (
        _article([f"LĐLĐ tỉnh {name} ban hành kế hoạch.", *lines[:2], f"Tại {name}, {lines[2]}", *lines[3:]])
        for name in dice.sample(_PROVINCES, 2)
    )
    return one, other


def _strangers(dice: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    return _article(_text(dice)), _article(_text(dice))


def main() -> None:
    from archive.ready import set_up

    set_up()
    recall, precision, found = figures()
    print(f"recall {recall:.4f}, precision {precision:.4f} on {PAIRS:,} pairs")
    for name, (yes, of) in found.items():
        print(f"  {name:10} {yes:4} of {of}")


if __name__ == "__main__":
    main()
