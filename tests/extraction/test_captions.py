"""A picture's caption and credit in the layouts that pages have: the picture's, never the text's."""

from __future__ import annotations

from datetime import datetime

import pytest

from extraction import extract
from pipelines.decide import decide

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
TEXT = (
    "Sáng nay, tại nhà văn hóa xã Bản Khoang, công đoàn ngành đã gặp mặt những người lao động ở lại trực "
    "Tết, chia "
    "sẻ với họ bữa cơm cuối năm và những câu chuyện của một năm nhiều việc.",
    "Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
    "nhiều nhất là "
    "ở các trạm bơm, trạm điện và đội vệ sinh môi trường.",
    "Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp lửa, khi sương đã xuống kín mặt hồ và ca trực đêm "
    "bắt đầu đổi "
    "người ở các trạm.",
)
CAPTION = "Bà con quây quần bên bếp lửa"
PICTURE = "<img src='/anh/1.jpg' width=500>"
WITH_STOP, BARE, NONE = (f"{CAPTION}.", "Thu Hà"), (CAPTION, None), (None, None)
LAYOUTS = {
    f"<figure>{PICTURE}<figcaption>{CAPTION}. Ảnh: Thu Hà</figcaption></figure>": WITH_STOP,
    f"<figure>{PICTURE}<figcaption>{CAPTION} (Ảnh: Thu Hà)</figcaption></figure>": (CAPTION, "Thu Hà"),
    f"<figure>{PICTURE}<figcaption>{CAPTION}. Ảnh Thu Hà</figcaption></figure>": WITH_STOP,
    f"<figure>{PICTURE}<figcaption>Ảnh: Thu Hà</figcaption></figure>": (None, "Thu Hà"),
    f"<figure>{PICTURE}</figure>": NONE,
    f"<div class=wp-caption>{PICTURE}<p class=wp-caption-text>{CAPTION} – Ảnh: Thu Hà</p></div>": (
        CAPTION,
        "Thu Hà",
    ),
    f"<table><tr><td>{PICTURE}</td></tr><tr><td>{CAPTION}. Ảnh: Thu Hà</td></tr></table>": WITH_STOP,
    f"<table><tr><td>{PICTURE}<br><em>{CAPTION}. Ảnh: Thu Hà</em></td></tr></table>": WITH_STOP,
    f"<div type=Photo>{PICTURE}<div class=PhotoCMS_Caption><p>{CAPTION} - Ảnh: THU HÀ</p></div></div>": (
        CAPTION,
        "THU HÀ",
    ),
    f"<p align=center>{PICTURE}</p><p align=center><em>{CAPTION}</em></p>": BARE,
    f"<p align=center>{PICTURE}</p><p align=center><strong><em>{CAPTION}</em></strong></p>": BARE,
    f"<p align=center>{PICTURE}<br><em>{CAPTION}. Ảnh: Thu Hà</em></p>": WITH_STOP,
    f"<p>{PICTURE}<br><em>{CAPTION}</em></p>": BARE,
    f"<p>{PICTURE}</p><p><em>{CAPTION} (ảnh: Thu Hà)</em></p>": (CAPTION, "Thu Hà"),
    f"<p>{PICTURE}</p><p>{CAPTION}</p>": BARE,
    f"<center>{PICTURE}<br><i>{CAPTION}</i></center>": BARE,
    f"<div class=photo>{PICTURE}<p class=desc>{CAPTION}. Ảnh: Thu Hà.</p></div>": WITH_STOP,
    f"<p>{PICTURE}<span class=image-caption>{CAPTION} | Ảnh: Thu Hà</span></p>": (CAPTION, "Thu Hà"),
    f"<p align=center>{PICTURE}</p><p align=center><i>{CAPTION} (Nguồn: Báo Lào Cai)</i></p>": (
        CAPTION,
        "Báo Lào Cai",
    ),
    f"<figure>{PICTURE}<figcaption>{CAPTION}. Ảnh minh họa</figcaption></figure>": (
        f"{CAPTION}. Ảnh minh họa",
        None,
    ),
}


@pytest.mark.parametrize(("picture", "wanted"), LAYOUTS.items())
def test_a_picture_has_its_caption_and_credit(picture: str, wanted: tuple[str | None, str | None]) -> None:
    page = (
        "<html><body><div class=menu><a href='/'>Trang chủ</a></div><div class=bai><h1>Bữa cơm cuối năm ở "
        "trạm</h1>"
        f"<p class=ngay>28/01/2025 "
        f"08:15</p><p>{TEXT[0]}</p>{picture}<p>{TEXT[1]}</p><p>{TEXT[2]}</p></div></body></html>"
    )
    record = decide(extract(page.encode(), "https://congdoan.vidu.vn/tin/1", at=AT)).to_record()
    assert [(image["caption"], image["credit"]) for image in record["images"]] == [wanted]
    assert CAPTION not in record["body_text"]
    assert "Thu Hà" not in record["body_text"]
    assert record["authors"] == []
