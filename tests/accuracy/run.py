"""The quality gates: ``TCD_GOLD=<folder> make accuracy``; fails when a quality falls below its floor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.accuracy import bounds, dates, mirror, pages, seeds, seeds_text, wcxb

# The measured share of what is right, below which nobody may fall; raise it when the quality rises.
GATES: tuple[tuple[str, Callable[[Path], tuple[float, int, list[str]]], float], ...] = (
    ("date strings", dates.run, 1.0),
    ("bylines, documents and views of the seeds' texts", seeds_text.run, 1.0),
    ("the five seeds in every layout", seeds.run, 1.0),
    ("real pages", pages.run, 1.0),
    ("the mirrored portal", mirror.run, 1.0),
    ("hidden days within their bounds", bounds.holding, 0.98),
    ("hidden days with bounds", bounds.given, 0.8),
    ("bounds of 45 days or less", bounds.close, 0.45),
    ("texts of English articles (word F1)", wcxb.run, 0.945),
    ("English articles with a text", wcxb.found, 392 / 396),
)


def main() -> int:
    folder = os.environ.get("TCD_GOLD")
    if not folder:
        print("TCD_GOLD is not set: name the folder with the gold records, TCD_GOLD=... make accuracy")  # noqa: T201
        return 2
    gold = Path(folder).resolve()
    if not (gold / "seeds/expected.json").exists():
        print(f"TCD_GOLD: {gold} holds no gold records (seeds/expected.json)")  # noqa: T201
        return 2
    failed = 0
    rows = []
    for name, measure, floor in GATES:
        right, total, misses = measure(gold)
        well = total > 0 and right / total >= floor
        failed += not well
        for miss in misses[:20] if not well or floor == 1.0 else ():
            print(f"  {name}: {miss}"[:600])  # noqa: T201
        rows.append(f"{'ok  ' if well else 'FAIL'}  {name}: {right:g} of {total} (floor {floor:.3f})")
    print("\n".join(rows))  # noqa: T201
    print(f"{len(GATES) - failed} passed, {failed} failed")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
