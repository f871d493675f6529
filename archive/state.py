"""What a crawl must remember, kept in the archive: the setting ``TCD_STATE`` names ``DjangoState``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from archive.ready import ready
from crawler.report import SourceReport
from crawler.state import KnownArticle


class DjangoState:
    """``crawler.state.CrawlState`` on the archive's database.

    Made without arguments, in a process of its own as well: Django is set up and an embedded archive is
    brought up to date at the first use. Methods block; they raise django.db.Error when the database is out
    of reach.
    """

    def __init__(self) -> None:
        ready()

    def known(self, source: str, key: str) -> KnownArticle | None:
        return self.known_many(source, [key]).get(key)

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        from archive.models import Article
        from archive.values import stored_key

        asked = {stored_key(key): key for key in keys}
        rows = Article.objects.filter(source=source, key__in=asked)
        return {
            asked[key]: KnownArticle(key=asked[key], url=url, first_seen_at=first, last_seen_at=last)
            for key, url, first, last in rows.values_list("key", "url", "first_seen_at", "last_seen_at")
        }

    def last_complete(self, source: str) -> datetime | None:
        from archive.models import SourceRun

        newest = SourceRun.objects.filter(source=source, complete=True).order_by("-finished_at").first()
        return newest.finished_at if newest else None

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime) -> int:
        from archive.models import Run

        run_id: int = Run.objects.create(sources=list(sources), full=full, started_at=at).pk
        return run_id

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        from archive.models import SourceRun

        record = report.to_record()
        del record["stored"]  # The sum of three others.
        SourceRun.objects.update_or_create(
            run_id=run_id, source=record.pop("source"), defaults={**record, "finished_at": at}
        )

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        from archive.models import Run

        Run.objects.filter(pk=run_id).update(finished_at=at)
