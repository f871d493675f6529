"""What a crawl must remember, kept in the archive: the setting ``TCD_STATE`` names ``DjangoState``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from archive.locks import ProcessLocks
from archive.ready import ready
from crawler.report import PLACEHOLDER_REASONS, SourceReport
from crawler.state import BY_HAND, KnownArticle, LinkEvidence, Outcome, Pending, Validators
from items.list_report import ListReport

# How many reports of a source keep what they said of its lists: the newest is gone on from, those before it
# say since when a list fails.
_LISTS_KEPT = 4


class DjangoState:
    """``crawler.state.CrawlState`` on the archive's database.

    Made without arguments, in a process of its own as well: Django is set up and an embedded archive is
    brought up to date at the first use. Methods block; they raise django.db.Error when the database is out
    of reach.
    """

    def __init__(self) -> None:
        ready()
        self._locks = ProcessLocks()

    # Memory

    def known(self, source: str, key: str) -> KnownArticle | None:
        return self.known_many(source, [key]).get(key)

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        from archive import frontier

        return frontier.known(source, keys)

    def last_complete(self, source: str) -> datetime | None:
        from archive.models import SourceRun

        newest = SourceRun.objects.filter(source=source, complete=True).order_by("-finished_at").first()
        return newest.finished_at if newest else None

    def lists(self, source: str) -> Sequence[ListReport]:
        from archive.crawl_history import lists_of

        return lists_of(source)

    # Frontier

    def acquire(self, source: str, seconds: float) -> bool:
        return self._locks.take(f"source-{source}", seconds)

    def release(self, source: str) -> None:
        self._locks.give(f"source-{source}")

    def enqueue(self, source: str, links: Sequence[Pending], *, at: datetime) -> None:
        from archive import frontier

        frontier.enqueue(source, links, at=at)

    def mark_heads(self, source: str, keys: Collection[str]) -> None:
        from archive import frontier

        frontier.mark_heads(source, keys)

    def pending(self, source: str, *, at: datetime) -> Sequence[Pending]:
        from archive import frontier

        return frontier.pending(source, at=at)

    def settle(self, source: str, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        from django.db import transaction

        from archive import frontier, removal

        # All of it or nothing: what a link led to is known only until its outcome is kept.
        with transaction.atomic():
            gone = removal.articles_behind(source, outcomes)
            frontier.settle(source, outcomes, at=at)
            removal.mark_missing(source, gone, at=at)

    def unwanted(self, source: str, keys: Collection[str], *, at: datetime) -> Mapping[str, datetime]:
        from archive import frontier

        return frontier.unwanted(source, keys, at=at)

    def recent(self, source: str, *, since: datetime, most: int) -> Sequence[KnownArticle]:
        from archive import frontier

        return frontier.recent(source, since=since, most=most)

    def evidence(self, source: str, keys: Collection[str]) -> Mapping[str, tuple[LinkEvidence, ...]]:
        from archive import frontier

        return frontier.evidence(source, keys)

    def validators(self, source: str) -> Mapping[str, Validators]:
        from archive import frontier

        return frontier.validators(source)

    def keep_validators(self, source: str, told: Mapping[str, Validators], *, at: datetime) -> None:
        from archive import frontier

        frontier.keep_validators(source, told, at=at)

    # Orders

    def learn(self, source: str, lists: Mapping[str, Sequence[str]], *, at: datetime) -> None:
        from archive.dating import learn

        learn.store_listing_orders(source, lists, at=at)
        learn.learn_source(source)

    # RunLog

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime, reason: str = BY_HAND) -> int:
        from archive.models import Run

        self._close_interrupted(at)
        run_id: int = Run.objects.create(sources=list(sources), full=full, started_at=at, reason=reason).pk
        # Held while this process lives: who finds the lock free knows that the run was killed.
        self._locks.take(f"run-{run_id}")
        return run_id

    def hold_run(self, run_id: int) -> None:
        from archive.models import Run

        if f"run-{run_id}" in self._locks.renew():
            # Somebody may have found the lock free meanwhile.
            Run.objects.filter(pk=run_id, interrupted=True).update(finished_at=None, interrupted=False)

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        from archive.models import SourceRun

        self.hold_run(run_id)
        record = {**report.to_record(), "finished_at": at}
        del record["stored"]  # The sum of three others.
        one = {"run_id": run_id, "source": record.pop("source")}
        if not report.is_placeholder:
            SourceRun.objects.update_or_create(**one, defaults=record)
        # The database looks and writes in one step, so that no worker's report can come in between.
        elif not SourceRun.objects.filter(**one, requests=0, finish_reason__in=PLACEHOLDER_REASONS).update(
            **record
        ):
            SourceRun.objects.get_or_create(**one, defaults=record)
        if report.lists:
            # Only the newest are asked for, and a year of them would be most of what runs take.
            told = SourceRun.objects.filter(source=report.source).exclude(lists=[]).order_by("-run_id")
            old = list(told.values_list("pk", flat=True)[_LISTS_KEPT : _LISTS_KEPT + 100])
            if old:
                SourceRun.objects.filter(pk__in=old).update(lists=[])

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        from archive.models import Run
        from archive.raw import prune

        self.hold_run(run_id)
        Run.objects.filter(pk=run_id).update(finished_at=at)
        prune(at)
        self._locks.give(f"run-{run_id}", for_good=True)

    def _close_interrupted(self, at: datetime) -> None:
        from archive.models import Run

        for run_id in Run.objects.filter(finished_at=None).values_list("pk", flat=True):
            if self._locks.take(f"run-{run_id}"):
                Run.objects.filter(pk=run_id).update(finished_at=at, interrupted=True)
                self._locks.give(f"run-{run_id}", for_good=True)
