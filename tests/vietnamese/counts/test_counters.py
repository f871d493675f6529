"""Visitor counters are recognised."""

import pytest

from vietnamese.counts import counter_labels, is_counter_title


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Đang online: 88", 1),
        ("• Tất cả: 7,995,528", 1),
        ("Tổng lượt truy cập: 502,360", 1),
        ("Lượt truy cập: 5", 1),
        ("Khách viếng thăm", 1),
        ("Đang online: 88Hôm nay: 5097 Trong tuần: 58,676", 3),
        ("Đang truy cập: 4\nHôm nay: 12\nTháng hiện tại: 1.204", 3),
        ("Hôm nay:22/11/2024", 0),
        ("Hôm nay, 5 đồng chí được kết nạp", 0),
        ("Tổng số: 120 đoàn viên", 0),
        ("Tổng số điểm của bài viết là: 0 trong 0 đánh giá", 0),
        ("Lượt xem: 36", 0),
        ("Trong tháng 5, các cấp công đoàn đã trao 120 suất quà", 0),
        ("", 0),
    ],
)
def test_counter_labels_are_counted(text: str, count: int) -> None:
    assert counter_labels(text) == count


LABELS = (
    "Đang online|Đang truy cập|Đang xem|Trực tuyến|Khách viếng thăm|Khách viếng|Khách|Thành viên"
    "|Máy chủ tìm kiếm|Hôm nay|Trong ngày|Hôm qua|Tuần này|Trong tuần|Tuần trước|Tháng này|Trong tháng"
    "|Tháng hiện tại|Tháng trước|Năm nay|Trong năm|Năm trước|Tất cả|Tổng cộng|Tổng số|Tổng lượt xem|Tổng"
    "|Tổng số lượt truy cập|IP của bạn|Users online|Visitor|Visitors"
)


@pytest.mark.parametrize("label", LABELS.split("|"))
@pytest.mark.parametrize("mark", [": ", " | ", " - ", " (người): "])
def test_every_label_with_a_number_is_counted(label: str, mark: str) -> None:
    assert counter_labels(f"{label}{mark}1.204") == 1


@pytest.mark.parametrize(
    "text", ["Thống kê truy cập", "THÔNG TIN TRUY CẬP", "Lượt truy cập:", "LIÊN KẾTThống kê truy cập"]
)
def test_counter_title(text: str) -> None:
    assert is_counter_title(text)


@pytest.mark.parametrize("text", ["", "Tin tức", "Công tác thống kê", "Thống kê truy cập: 500", "x" * 2000])
def test_no_counter_title(text: str) -> None:
    assert not is_counter_title(text)
