"""A site of a listing and its articles, for ``conftest.LocalSite``."""

from typing import Any

TITLES = [
    "Công đoàn cơ sở Nhà máy giấy trao quà cho đoàn viên khó khăn",
    "Nữ công nhân ngành may thi tìm hiểu Luật Lao động sửa đổi",
    "Ký thỏa ước lao động tập thể nhóm doanh nghiệp chế biến gỗ",
    "Khánh thành nhà Mái ấm Công đoàn cho gia đình chị Lò Thị Mây",
]
WORDS = "Sáng nay, đoàn viên và người lao động của công đoàn cơ sở dự buổi lễ tại hội trường lớn. "


def article(title: str) -> str:
    body = "".join(f"<p>{WORDS * 3}Phần {n} của buổi lễ diễn ra đúng giờ.</p>" for n in range(1, 6))
    return (
        f"<!DOCTYPE html><html lang='vi'><head><title>{title}</title></head><body>"
        f"<nav><a href='/'>Trang chủ</a></nav><article><h1>{title}</h1>"
        f"<p class='date'>Thứ sáu, 20/11/2026 08:30</p>{body}</article></body></html>"
    )


def listing(numbers: list[int], more: str = "") -> str:
    entries = "".join(
        f"<div class='item'><h3><a href='/tin/bai-viet-ve-cong-doan-co-so-{n}.html'>"
        f"{TITLES[n % 4]} lần {n}</a></h3><p>{WORDS}</p></div>"
        for n in numbers
    )
    return (
        f"<!DOCTYPE html><html><head><title>Tin tức</title></head><body><nav><a href='/tin'>Tin tức</a></nav>"
        f"<h1>Tin tức</h1><div class='list'>{entries}</div><div class='pagination'>{more}</div></body></html>"
    )


def put_site(site: Any, pages: int = 3, each: int = 4) -> None:
    """A listing of some pages with some articles each; the last page names itself as its own next."""
    for page in range(pages):
        numbers = range(page * each, (page + 1) * each)
        path = "/tin" if page == 0 else f"/tin?page={page + 1}"
        pager = f"<a href='/tin?page={min(page + 2, pages)}'>»</a>" if pages > 1 else ""
        site.answer(path, listing([*numbers], pager))
        for n in numbers:
            site.answer(f"/tin/bai-viet-ve-cong-doan-co-so-{n}.html", article(f"{TITLES[n % 4]} lần {n}"))


START = 'start = ["/tin"]'
