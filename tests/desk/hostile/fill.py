"""An archive in which every text is hostile: ``python -m tests.desk.hostile.fill HOME BASE``.

What a page's body may hold goes through the stage that cleans it, as every crawl's does; all else is stored
as it came.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.desk.hostile.payloads import PAYLOADS


def main(home: Path, base: str) -> None:
    from archive.ready import ready

    ready()
    from django.contrib.auth.models import User
    from django.utils import timezone

    import items
    from archive.corrections import correct
    from archive.models import Article, Finding, Rule, Run, SourceRun
    from archive.store import remember_sources, save
    from desk.access import set_role
    from desk.audit import note
    from desk.roles import Role
    from feeds.publish import publish_all
    from pipelines.sanitise import sanitise

    at = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    for number, text in enumerate(PAYLOADS):
        slug = f"nguon-{number % 20}"
        remember_sources(
            [items.Source(slug, text, text, "federation", "http://a.example.vn", "unverified", text)]
        )
        article = items.Article(
            url=f"https://a.example.vn/{number}?{text}",
            source=slug,
            kind="document" if number % 3 == 0 else "article",
            title=text,
            summary=text,
            body_text=f"{text}\nĐoạn hai {text}",
            body_html=sanitise(f"<p>Đoạn một</p><p title='{text}'>{text}</p>{text}", "https://a.example.vn/"),
            language=text[:30],
            published=items.Moment(
                datetime(2026, 11, 19, 8, number % 60, tzinfo=UTC), "minute", text, "line"
            ),
            authors=(items.Author(text, "writer", text), items.Author(text, "photographer")),
            organisation=text,
            section=(text, text),
            images=(items.Image("https://a.example.vn/a.jpg", text, text), items.Image(text, text, text)),
            attachments=(
                items.Attachment(f"https://a.example.vn/{number}.pdf", text, text),
                items.Attachment(text, text),
            ),
            document=items.OfficialDocument(text, text, None, text, text, text, text, (text,)),
            documents_cited=(text,),
            views=items.ViewCount(number + 1, text, "label"),
        )
        save(article, key=str(number), run_id=None, at=at)
        row = Article.objects.get(source=slug, key=str(number))
        row.evidence = {
            "proofs": [
                {"field": "title", "value": text, "raw": text, "rule": text, "place": text, "confidence": 1.0}
            ],
            "reasons": [text],
            "warnings": [text],
        }
        row.save()
        correct(row.pk, {"organisation": text or "x"}, author=text[:100], reason=text, at=at)
        note(
            None,
            "correct",
            article=row,
            reason=text,
            actor=text[:100],
            before={"x": text},
            after={text: text},
        )
        Finding.objects.create(
            source=slug, name="lost field", detail=f"{number}", said=text, evidence={text: [text]},
            since=at, found_at=at, last_seen_at=at,
        )  # fmt: skip
    run = Run.objects.create(sources=[], started_at=at, finished_at=at, reason="night")
    SourceRun.objects.create(
        run=run, source="nguon-1", finished_at=at, ok=False, complete=False, finish_reason=PAYLOADS[0],
        error=PAYLOADS[1], pages=1, listings=0, articles=0, new=0, changed=0, unchanged=0, with_date=0,
        with_byline=0, with_views=0, bytes=0, seconds=1, failures=dict.fromkeys(PAYLOADS[:30], 1),
    )  # fmt: skip
    for number, text in enumerate(PAYLOADS[:30]):
        Rule.objects.create(
            name=f"{number} {text}"[:100], query=text, author=text, act="tag", value=text[:100], made_by="x",
            made_at=timezone.now(), enabled=False,
        )  # fmt: skip
    user = User.objects.create_user("lan", password="mot-mat-khau-dai")
    set_role(user, Role.ADMINISTRATOR)
    publish_all(home, base)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
