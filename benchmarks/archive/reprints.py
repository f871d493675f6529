"""Recall and precision of reprint detection over 2,000 constructed pairs, half of them reprints.

``python -m benchmarks.archive.reprints``. Reprints have one word in ten changed; up to half of the paragraphs
dropped; an agency prefix, a byline and a caption added and the title in capitals; or all of that with a third
dropped. Other pairs are the plan of a year by two provinces, as documents and as articles, and two texts with
the same vocabulary. A pair is detected as in the archive: by a common band, then similarity, then exact
comparison. Targets: recall 0.98, precision 0.99.
"""

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from benchmarks.archive.generate import SYLLABLES
from vietnamese.provinces import all_provinces

PAIRS = 2000
_PROVINCES = [province.name for province in all_provinces(date(2026, 1, 1))]
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(SYLLABLES))))


def pairs(
    number: int = PAIRS, seed: int = 5
) -> Iterator[tuple[str, bool, dict[str, object], dict[str, object]]]:
    """(kind of pair, whether it is a reprint, the fields of both articles)."""
    rng = random.Random(seed)
    kinds = (_changed, _dropped, _dressed, _all, _documents, _plans, _strangers, _strangers)
    for count in range(number):
        kind = kinds[count % len(kinds)]
        one, other = kind(rng)
        yield kind.__name__.strip("_"), kind in kinds[:4], one, other


def figures(number: int = PAIRS) -> tuple[float, float, dict[str, tuple[int, int]]]:
    """(recall, precision, by kind of pair: (pairs detected, pairs))."""
    by_kind: dict[str, tuple[int, int]] = {}
    right = wrong = reprints = 0
    for name, reprint, one, other in pairs(number):
        detected = _is_detected(one, other)
        right += detected and reprint
        wrong += detected and not reprint
        reprints += reprint
        yes, of = by_kind.get(name, (0, 0))
        by_kind[name] = (yes + detected, of + 1)
    return right / reprints, right / max(right + wrong, 1), by_kind


def _is_detected(one: dict[str, object], other: dict[str, object]) -> bool:
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


def _text(rng: random.Random) -> list[str]:
    return [
        " ".join(rng.choices(SYLLABLES, cum_weights=_WEIGHTS, k=rng.randrange(30, 70))).capitalize() + "."
        for _ in range(rng.randrange(6, 12))
    ]


def _article(lines: list[str], **fields: object) -> dict[str, object]:
    return {"kind": "article", "title": lines[0][:80], "body_text": "\n".join(lines), **fields}


def _swap(rng: random.Random, lines: list[str], part: float = 0.1) -> list[str]:
    return [
        " ".join(rng.choice(SYLLABLES) if rng.random() < part else word for word in line.split())
        for line in lines
    ]


def _drop(rng: random.Random, lines: list[str], most: float) -> list[str]:
    kept = len(lines) - rng.randrange(1, max(2, int(len(lines) * most) + 1))
    return [lines[place] for place in sorted(rng.sample(range(len(lines)), kept))]


def _dress(lines: list[str]) -> dict[str, object]:
    caption = "Công nhân nhận quà tại buổi lễ trao quà của công đoàn"
    body = [f"(LĐTĐ) - {lines[0]}", caption, *lines[1:], "Bài, ảnh: Lò Thị Mai"]
    return _article(
        body,
        title=lines[0][:80].upper(),
        authors=[{"name": "Lò Thị Mai", "role": "writer", "organisation": None}],
        images=[{"url": "x", "caption": f"{caption}.", "credit": None}],
    )


def _changed(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    return _article(lines), _article(_swap(rng, lines))


def _dropped(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    return _article(lines), _article(_drop(rng, lines, 0.5))


def _dressed(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    return _article(lines), _dress(lines)


def _all(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    return _article(lines), _dress(_drop(rng, _swap(rng, lines), 1 / 3))


def _documents(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    one, other = (
        _article(
            [f"Số: {rng.randrange(1, 400)}/KH-LĐLĐ", *lines],
            kind="document",
            document={
                "number": f"{number}/KH-LĐLĐ",
                "issuer": f"LĐLĐ tỉnh {name}",
                "issued_on": "2026-05-01",
            },
        )
        for number, name in zip(rng.sample(range(1, 400), 2), rng.sample(_PROVINCES, 2), strict=True)
    )
    return one, other


def _plans(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    lines = _text(rng)
    one, other = (
        _article([f"LĐLĐ tỉnh {name} ban hành kế hoạch.", *lines[:2], f"Tại {name}, {lines[2]}", *lines[3:]])
        for name in rng.sample(_PROVINCES, 2)
    )
    return one, other


def _strangers(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    return _article(_text(rng)), _article(_text(rng))


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    from archive.ready import set_up

    set_up()
    recall, precision, by_kind = figures()
    print(f"recall {recall:.4f}, precision {precision:.4f} on {PAIRS:,} pairs")
    for name, (yes, of) in by_kind.items():
        print(f"  {name:10} {yes:4} of {of}")


if __name__ == "__main__":
    main()
