"""Our Vietnamese date rules compared with dateparser and dateutil, on the same strings in one run.

``python -m benchmarks.dates`` reads the table of the tests and, with ``TCD_GOLD``, that of the gold folder.
A peer that is not installed is left out, with a message.
"""

import json
import os
import statistics
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from vietnamese.dates import VIETNAM, parse_date

TABLE = Path(__file__).resolve().parent.parent / "tests/vietnamese/dates/table.jsonl"
# The time of reading of each table. The gold table has dates after its own.
AT_GOLD, AT_TABLE = datetime(2021, 7, 20, 15, tzinfo=VIETNAM), datetime(2026, 11, 21, 15, 37, tzinfo=VIETNAM)
NOT_AFTER = AT_TABLE

# Lines of a union's pages without a date.
ORDINARY = (
    "Trang chủ",
    "Tin tức - Sự kiện",
    "Công đoàn cơ sở thành viên",
    "Ảnh: Lù Thị Mẩy",
    "Lượt xem: 1.283",
    "Điện thoại: 0214.3840.129",
    "Tham gia đoàn công tác có 20 đoàn viên.",
    "Kế hoạch số 77/KH-CĐN về việc tổ chức Tháng Công nhân năm 2024",
    "Sáng nay, công đoàn ngành tổ chức hội nghị mở rộng lần thứ bảy, bàn việc chăm lo đoàn viên dịp Tết.",
    "Năm 2024, công đoàn ngành kết nạp mới 1.283 đoàn viên, lập 15 công đoàn cơ sở, đạt 102% chỉ tiêu năm.",
    "Tại hội nghị có 45 đại biểu dự, trong đó 12 đại biểu nữ, 3 đại biểu là chủ doanh nghiệp trong tỉnh.",
    "Thay mặt công đoàn ngành, chị nói lời cảm ơn các doanh nghiệp đã cùng công đoàn lo cho bữa ăn giữa ca, "
    "cho nhà trẻ và cho những chuyến xe đưa người lao động về quê; mong năm tới việc ấy được làm sớm hơn, "
    "đều hơn và đến với cả những người đang làm việc ở các tổ, đội xa trung tâm.",
)

Reader = Callable[[str], datetime | date | None]


def readers(at: datetime) -> dict[str, Reader]:
    """Name → a function that reads one string."""

    def ours(text: str) -> datetime | date | None:
        parsed = parse_date(text, at, not_after=NOT_AFTER)
        return parsed.value if parsed else None

    by_name: dict[str, Reader] = {"vietnamese.dates": ours}
    try:
        import dateparser

        settings: Any = {"DATE_ORDER": "DMY", "RELATIVE_BASE": at.replace(tzinfo=None)}
        by_name["dateparser vi"] = lambda text: dateparser.parse(text, languages=["vi"], settings=settings)
    except ImportError:
        print("dateparser is not installed")
    try:
        from dateutil import parser as dateutil_parser

        by_name["dateutil fuzzy"] = lambda text: dateutil_parser.parse(
            text, dayfirst=True, fuzzy=True, default=at.replace(hour=0, minute=0, second=0, tzinfo=None)
        )
    except ImportError:
        print("dateutil is not installed")
    return by_name


def agrees(value: datetime | date | None, gold: str | None) -> bool:
    """Is ``value`` the gold minute in +07:00, or the gold day, possibly at 00:00?"""
    if value is None or gold is None:
        return value is None and gold is None
    if isinstance(value, datetime):
        try:
            moment = value.astimezone(VIETNAM) if value.tzinfo else value
        except ValueError:  # dateutil takes "08:15-12/05/2024" for a zone of twelve hundred hours
            return False
        return moment.isoformat()[:16] == (gold if len(gold) > 10 else f"{gold}T00:00")[:16]
    return value.isoformat() == gold


def attempt(read: Reader, text: str) -> datetime | date | None:
    """The result of a reader, None if it raises an error."""
    try:
        return read(text)
    except Exception:  # peers raise various errors
        return None


def microseconds(read: Reader, text: str, seconds: float = 0.004) -> float:
    """Microseconds a call: the best of five rounds of about ``seconds``, after one warm-up call."""
    start = time.perf_counter()
    attempt(read, text)
    once = max(time.perf_counter() - start, 1e-7)
    rounds = max(1, min(400, int(seconds / once)))
    best = timedelta(days=1).total_seconds()
    for _ in range(5 if rounds > 1 else 1):
        start = time.perf_counter()
        for _ in range(rounds):
            attempt(read, text)
        best = min(best, (time.perf_counter() - start) / rounds)
    return best * 1e6


def measure(path: Path, at: datetime) -> None:
    """Print a line for each reader over one table of ``text`` and ``gold``."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    print(f"{len(rows)} strings of {path.name}")
    print(f"{'':20}{'right':>8}{'wrong':>8}{'missed':>8}{'dates, µs':>12}{'refused, µs':>13}")
    for name, read in readers(at).items():
        answers = [(row, attempt(read, row["text"])) for row in rows]
        right = sum(agrees(value, row["gold"]) for row, value in answers)
        wrong = sum(value is not None and not agrees(value, row["gold"]) for row, value in answers)
        dated = statistics.median(microseconds(read, row["text"]) for row in rows if row["gold"])
        refused = statistics.median(microseconds(read, row["text"]) for row in rows if not row["gold"])
        missed = len(rows) - right - wrong
        print(f"{name:20}{right / len(rows):>8.1%}{wrong:>8}{missed:>8}{dated:>12.1f}{refused:>13.1f}")


def measure_refusals() -> None:
    """Print the time for lines without a date, and for a line of a megabyte."""
    print(f"\n{len(ORDINARY)} ordinary lines{'median, µs':>16}{'longest, µs':>13}{'a 1 MB line, ms':>17}")
    long = " ".join(ORDINARY) * 1000
    long = long[:1_000_000]
    for name, read in readers(AT_TABLE).items():
        costs = [microseconds(read, line) for line in ORDINARY]
        row = f"{name:20}{statistics.median(costs):>11.1f}{max(costs):>13.1f}"
        # The peers take minutes for the long line.
        print(row + (f"{microseconds(read, long) / 1000:>17.1f}" if name == "vietnamese.dates" else ""))


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    warnings.simplefilter("ignore")  # dateutil warns of every SA and CH
    measure(TABLE, AT_TABLE)
    if gold := os.environ.get("TCD_GOLD"):
        measure(Path(gold) / "domain/dates.jsonl", AT_GOLD)
    measure_refusals()


if __name__ == "__main__":
    main()
