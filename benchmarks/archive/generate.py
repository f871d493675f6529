"""Generate articles like those of provincial federations, the same for the same seed.

``python -m benchmarks.archive.generate 10000`` fills the archive of ``TCD_DATABASE_URL``. Word frequencies
are like those of real texts. One article in ``RARE`` has a unique word (``hiếmNUMBER``); every twentieth is a
reprint of an earlier article by another source; one in ten is a plan that 34 provinces issue, each with its
own number.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate, islice

from items import Article, Author, Moment, OfficialDocument, ProvinceRef, Source, ViewCount
from vietnamese.provinces import Province, all_provinces

VIETNAM = timezone(timedelta(hours=7))
FIRST_DAY = datetime(2010, 1, 1, 8, 0, tzinfo=VIETNAM)
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
RARE = 1000
BATCH = 500

SYLLABLES = (
    "công đoàn người lao động tổ chức hoạt cơ sở đoàn viên tỉnh huyện xã phường hội nghị đại biểu chủ tịch "
    "phó ban chấp hành thường vụ kế hoạch chương trình thi đua khen thưởng phong trào nữ cán bộ công chức "
    "viên doanh nghiệp khu công nghiệp nhà máy tiền lương bảo hiểm xã hội tết sum vầy quà tặng hỗ trợ khó "
    "khăn chăm lo đời sống quyền lợi hợp pháp chính đáng thỏa ước tập thể đối thoại an toàn vệ sinh tập "
    "huấn nghiệp vụ tuyên truyền pháp luật văn hóa thể thao giải bóng chuyền cầu lông hội thao hiến máu nhân "
    "đạo mái ấm vốn vay quỹ tham quan học tập làm theo tư tưởng đạo đức phong cách báo cáo tổng kết sơ năm "
    "quý tháng ngày sáng chiều buổi lễ trao giấy bằng lao động sáng tạo xây dựng đảng chính quyền vững mạnh "
    "góp phần thực hiện thắng lợi nghị quyết mục tiêu phát triển kinh tế địa phương nâng cao chất lượng"
).split()
_TOPICS = ("tet", "nu_cong", "thi_dua", "phap_luat", "van_hoa_the_thao")
_NAMES = ("Lò Thị Mai", "Nguyễn Văn Hà", "Trần Thu Hà", "Giàng A Páo", "H’Hen Niê", "Lê Đình Ân", "Vũ Ngọc")


def sources(number: int = 34) -> list[Source]:
    """A federation for each of today's provinces, at addresses that do not exist."""
    return [
        Source(
            slug=f"{province.slug}-x",
            name=f"Liên đoàn Lao động {province.name}",
            publisher=f"LĐLĐ {province.name}",
            kind="federation",
            home=f"https://{province.slug}.example.vn",
            status="unverified",
            evidence="generated",
            province=province.slug,
        )
        for province in all_provinces(date(2026, 1, 1))[:number]
    ]


def articles(number: int, seed: int = 1) -> Iterator[tuple[Article, str]]:
    """``number`` articles with their keys; the first ones do not depend on ``number``."""
    rng = random.Random(seed)
    places = all_provinces(date(2026, 1, 1))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(SYLLABLES))))
    recent: list[str] = []
    for count in range(number):
        place = places[count % len(places)]
        if count % 10 == 7:
            yield _plan(weights, count, place, count + (seed - 1) * 1_000_000), str(count)
            continue
        body = _body(rng, weights, count)
        if count % 20 == 13 and recent:
            body = recent[rng.randrange(len(recent))]
        recent = [*recent[-49:], body]
        yield _article(rng, count, place, body), str(count)


def fill(number: int, seed: int = 1, begin: int = 0) -> float:
    """Write articles ``begin`` to ``number`` into the archive as a crawl does.

    Returns the seconds that it took.

    Django must be set up and the archive migrated. A second run adds readings to the same articles.
    """
    from archive.store import Incoming, remember_sources, save_many

    remember_sources(sources())
    made = islice(articles(number, seed), begin, None)
    seconds = 0.0
    while batch := [Incoming(article, key) for article, key in islice(made, BATCH)]:
        started = time.perf_counter()
        save_many(batch, run_id=None, at=NIGHT)
        seconds += time.perf_counter() - started
    return seconds


def _article(rng: random.Random, count: int, place: Province, body: str) -> Article:
    lines = body.split("\n")
    return Article(
        url=f"https://{place.slug}.example.vn/tin-tuc/bai-viet-{count}.html",
        source=f"{place.slug}-x",
        kind="article",
        title=lines[0][:90].rpartition(" ")[0],
        summary=lines[0],
        body_text="\n".join(lines[1:]),
        body_html="".join(f"<p>{line}</p>" for line in lines[1:]),
        language="vi",
        published=_moment(count),
        authors=(Author(_NAMES[count % len(_NAMES)], "writer"),),
        section=("Tin tức",),
        province=ProvinceRef(place.slug, place.name, place.slug),
        topics=(_TOPICS[rng.randrange(len(_TOPICS))],),
        views=ViewCount(rng.randrange(5000), "Lượt xem", "label") if count % 3 else None,
    )


def _plan(weights: list[float], count: int, place: Province, serial: int) -> Article:
    """The plan of a year, which differs between provinces only in number, place and date."""
    year = 2010 + count // 340 % 16
    text = _body(random.Random(year), weights, -1)
    number = f"{serial}/KH-LĐLĐ"
    return Article(
        url=f"https://{place.slug}.example.vn/van-ban/ke-hoach-{count}.html",
        source=f"{place.slug}-x",
        kind="document",
        title=f"Kế hoạch số {number} của Liên đoàn Lao động {place.name}",
        body_text=f"Số: {number}\n{place.name}, năm {year}\n{text}",
        body_html="".join(f"<p>{line}</p>" for line in text.split("\n")),
        language="vi",
        published=_moment(count),
        province=ProvinceRef(place.slug, place.name, place.slug),
        topics=("van_ban",),
        document=OfficialDocument(
            number=number,
            type="Kế hoạch",
            issued_on=date(year, 1 + count % 12, 1 + count % 28),
            issuer=f"LĐLĐ {place.name}",
        ),
    )


def _body(rng: random.Random, weights: list[float], count: int) -> str:
    """A lead and three to ten paragraphs, some 1,700 characters."""
    lines = []
    for _ in range(rng.randrange(4, 12)):
        words = rng.choices(SYLLABLES, cum_weights=weights, k=rng.randrange(25, 70))
        lines.append(" ".join(words).capitalize() + ".")
    if count >= 0 and count % RARE == 0:
        lines[-1] += f" Mã hiếm{count}."
    return "\n".join(lines)


def _moment(count: int) -> Moment | None:
    if count % 50 == 9:
        return None
    at = FIRST_DAY + timedelta(minutes=count * 7919 % 8_800_000)
    return Moment(at, "minute", f"{at:%d/%m/%Y %H:%M}", "line")


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    from archive.ready import ready

    ready()
    number = int(sys.argv[1])
    seconds = fill(number)
    print(f"{number} articles in {seconds:.1f} s, {number / seconds:.0f} a second")


if __name__ == "__main__":
    main()
