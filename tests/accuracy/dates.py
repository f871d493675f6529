"""How many of the gold date strings the rules read rightly: ``TCD_GOLD=… python -m tests.accuracy.dates``."""

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

from vietnamese.dates import VIETNAM, ParsedDate, parse_date

AT = datetime(2021, 7, 20, 15, 0, tzinfo=VIETNAM)
# The table holds dates after its own time of reading, which only its relative forms are meant to use.
NOT_AFTER = datetime(2026, 1, 1, tzinfo=VIETNAM)


def run(gold: Path) -> tuple[int, int, list[str]]:
    """(right, total, one line for each miss) over ``domain/dates.jsonl`` of the gold folder.

    A gold value of a bare date asks for day precision, one with a time for the same minute in +07:00.
    """
    rows = [
        json.loads(line) for line in (gold / "domain/dates.jsonl").read_text("utf-8").splitlines() if line
    ]
    misses = []
    for row in rows:
        found = parse_date(row["text"], AT, not_after=NOT_AFTER)
        if not _agrees(found, row["gold"]):
            got = f"{found.iso()} ({found.precision}, {found.rule})" if found else "nothing"
            misses.append(f"{row['text']!r}: want {row['gold']}, got {got}")
    return len(rows) - len(misses), len(rows), misses


def _agrees(found: ParsedDate | None, gold: str | None) -> bool:
    if found is None or gold is None:
        return found is None and gold is None
    if len(gold) == 10:
        return found.precision == "day" and found.value == date.fromisoformat(gold)
    if not isinstance(found.value, datetime):
        return False
    return found.value.replace(second=0) == datetime.fromisoformat(gold).replace(second=0, tzinfo=VIETNAM)


def main() -> int:
    folder = os.environ.get("TCD_GOLD")
    if not folder:
        sys.stderr.write("TCD_GOLD is not set: it names the folder with the gold tables\n")
        return 2
    right, total, misses = run(Path(folder))
    sys.stdout.write("".join(f"{miss}\n" for miss in misses) + f"dates: {right} of {total} right\n")
    return 0 if right == total else 1


if __name__ == "__main__":
    sys.exit(main())
