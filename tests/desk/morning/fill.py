"""An archive and its people for a morning at the desk: ``python -m tests.desk.morning.fill HOME``."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

PASSWORD = "mot-mat-khau-dai-7"
SOURCE = "lao-cai"
TITLES = [f"Công đoàn cơ sở số {number} chăm lo đoàn viên" for number in range(1, 31)]
WRONG = "Liên đoàn Lao động tỉnh trao qua Tết cho đoàn viên"


def main(home: Path) -> None:
    # Readers see only what an editor approved.
    os.environ["TCD_PUBLISH"] = "approved"
    from archive.ready import ready

    ready()
    from django.contrib.auth.models import User
    from django.utils import timezone

    import items
    from archive import states
    from archive.models import Article, Run, SourceRun
    from archive.raw import keep
    from archive.store import remember_sources, save
    from desk.access import set_role
    from desk.roles import Role
    from feeds.publish import publish_all

    now = timezone.now()
    remember_sources(
        [
            items.Source(
                SOURCE, "LĐLĐ tỉnh Lào Cai", "LĐLĐ tỉnh Lào Cai", "federation", "http://a.example.vn",
                "unverified", "a test", province="lao-cai",
            )
        ]
    )  # fmt: skip
    day = datetime.fromisoformat("2026-11-20T08:30:00+07:00")
    for number, title in enumerate((*TITLES, WRONG)):
        at = day + timedelta(minutes=number)
        article = items.Article(
            url=f"https://a.example.vn/tin/{number}.html",
            source=SOURCE,
            kind="article",
            title=title,
            summary="Hoạt động nằm trong chương trình chăm lo đời sống của công đoàn các cấp.",
            body_text="Sáng nay, công đoàn cơ sở tổ chức gặp mặt.\nĐoàn viên phấn khởi nhận quà.",
            body_html="<p>Sáng nay, công đoàn cơ sở tổ chức gặp mặt.</p><p>Đoàn viên phấn khởi nhận quà.</p>",
            published=items.Moment(at, "minute", f"{at:%d/%m/%Y %H:%M}", "line"),
            authors=(items.Author("Lò Thị Mai", "writer"),),
            province=items.ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
            topics=("tet",),
            views=items.ViewCount(100 + number, f"Lượt xem: {number}", "label"),
            proofs=(items.Candidate("title", title, title, "line", "title.headline", "h1", 0.9),),
        )
        save(article, key=str(number), run_id=None, at=now - timedelta(hours=2))
    newest = Article.objects.get(title=WRONG)
    save(
        items.Article(url=newest.url, source=SOURCE, kind="article", title=WRONG,
                      body_text="Sáng nay khác.", published=items.Moment(at, "minute", "x", "line"),
                      views=items.ViewCount(250, "250", "label")),
        key=str(len(TITLES)), run_id=None, at=now - timedelta(hours=1),
    )  # fmt: skip
    keep([(newest, 0, items.Page(newest.url, f"<h1>{WRONG}</h1>".encode(), "text/html", now))])
    states.set_state([Article.objects.get(title=TITLES[0]).pk], "approved", by="lan", at=now)
    run = Run.objects.create(sources=[SOURCE], started_at=now, finished_at=now)
    counts = dict.fromkeys(
        ("pages", "listings", "articles", "new", "changed", "unchanged", "with_date", "with_byline",
         "with_views", "bytes", "seconds"), 1,
    )  # fmt: skip
    SourceRun.objects.create(
        run=run, source=SOURCE, finished_at=now, ok=True, complete=True, finish_reason="finished", **counts
    )
    for name, role in (("lan", Role.EDITOR), ("minh", Role.EDITOR), ("hoa", Role.ADMINISTRATOR)):
        set_role(User.objects.create_user(name, password=PASSWORD), role)
    publish_all(home)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
