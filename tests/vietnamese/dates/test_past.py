"""Days that a text speaks of as past, and days to come that it must not take for them."""

import time

import pytest

from vietnamese.dates import past_days


def told(text: str) -> list[str]:
    days = (f"{one.year or '--'}-{one.month:02}-{one.day:02}" for one in past_days(text))
    return [*dict.fromkeys(days)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Căn cứ Công văn số 01/BVSTBPN-VP ngày 21/3/2022 của tỉnh", ["2022-03-21"]),
        ("Thực hiện Kế hoạch số 262/KH-LĐLĐ, ngày 21 tháng 7 năm 2021", ["2021-07-21"]),
        ("Chỉ thị 21-CT/TW ngày 20-01-2018 của Ban Bí thư", ["2018-01-20"]),
        ("Nghị định 30/2020/NĐ-CP ban hành ngày 05/3/2020", ["2020-03-05"]),
        ("Sáng ngày 25/6, công đoàn ngành đã tổ chức hội nghị.", ["---06-25"]),
        ("Chiều 26/5/2018, tại hội trường, chi bộ tổ chức lễ kết nạp.", ["2018-05-26"]),
        ("(Tin ảnh) - Ngày 14/8/2017, đoàn đến thăm xưởng may.", ["2017-08-14"]),
        ("Nhân dịp kỷ niệm thành lập, sáng ngày 24/7, đoàn đến chúc mừng.", ["---07-24"]),
    ],
)
def test_what_was_is_found(text: str, days: list[str]) -> None:
    assert told(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "Sáng ngày 25/6, công đoàn ngành sẽ tổ chức hội nghị.",
        "Dự kiến, ngày 30/11/2026, vòng chung kết diễn ra.",
        "Ngày 30/11/2026 là hạn cuối nộp bài.",
        "Bài dự thi gửi trước ngày 30/11/2026.",
        "Cuộc thi bắt đầu từ ngày 25/6/2026 đến hết ngày 05/7/2026.",
        "Hội nghị vào ngày 12 - 20/6/2026 tại tỉnh.",
        "kỷ niệm 70 năm (19/12/1946-19/12/2016)",
        "Ngày 31/2/2020, không có thật.",
        "Nghị quyết số 5/NQ-BCH, ngày 8/3 hằng năm",
        "ngày 28/7/1929, Công đoàn ra đời.",
    ],
)
def test_what_is_to_come_and_what_was_long_ago_is_not(text: str) -> None:
    assert told(text) == []


def test_without_events_only_citations_are_read() -> None:
    text = "Ngày 14/8/2017, đoàn đến thăm. Theo Quyết định số 3/QĐ-TLĐ ngày 01/02/2016."
    assert [one.raw for one in past_days(text, events=False)] == ["01/02/2016"]


@pytest.mark.parametrize(
    "piece", ["1/A", "1/A ngày ", ", ngày 1/2", "Sáng ngày 1/2/2020 ", "ngày 1 tháng ", "\n"]
)
def test_hostile_texts_are_read_in_their_length(piece: str) -> None:
    begun = time.process_time()
    for _ in past_days(piece * (60_000 // len(piece))):
        pass
    assert time.process_time() - begun < 1.5
