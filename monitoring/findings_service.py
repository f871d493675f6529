"""Judges crawl reports from the archive and stores the findings. Django must be set up before import."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length

from archive import queries
from archive.crawl_history import offline_runs
from archive.dating.bounds import FIRST_DATED
from archive.models import Article, Finding, OtherAddress, Run, SourceRun
from items import TEXT_SIZES
from monitoring import finding_texts
from monitoring.access_failures import could_not_connect
from monitoring.clock import ALIKE, clock_fault
from monitoring.coverage import BASELINE, FIELDS, RECENT, FieldCount, count
from monitoring.finding_lifecycle import apply_judgement, merge_evidence
from monitoring.judge import judge
from monitoring.site_fingerprint import SiteFingerprint
from monitoring.values import (
    ACCEPTABLE,
    Judgement,
    Key,
    KnownFinding,
    ListingStatus,
    ObservedFinding,
    SourceHistory,
    VisitReport,
)

logger = logging.getLogger(__name__)

_VISITS, _ARTICLES, _FEW, _EXAMPLES = 200, 300, 10, 3
_RUNS = 10  # checked for a clock that went back
# With at least this many sources crawled and this share without connection, our own network is at fault.
_FEWEST_SOURCES, _MOST_OF_THEM = 3, 0.8
_RULES_MATTER = ("silent zero", "redesigned", "lost field", "lost selector")
# Articles that lack a field.
_LACKING: Mapping[str, Q] = {
    "title": Q(title=None),
    "date": Q(published_at=None),
    "byline": Q(authors=[]),
    "views": Q(views_value=None),
    "body": Q(body_text=""),
    **{name: Q(size__lt=least) for name, least in TEXT_SIZES.items()},
    "section": Q(section=[]),
    "images": Q(images=[]),
    "documents": Q(attachments=[], document__isnull=True),
}


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The number of judged reports, and the ids of opened and ended findings."""

    reports: int = 0
    opened: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()


def judge_pending_reports(*, at: datetime) -> ReviewResult:
    """Judge all unjudged reports of finished runs, oldest first.

    ``at`` (aware) is when what is found counts as found. May be called by several processes: each report is
    judged once. One whose judgement breaks is a finding ("judge") of its source, and is tried again until it
    or a later one of the source can be judged. Raises django.db.Error.
    """
    pending = SourceRun.objects.filter(judged=False, run__finished_at__isnull=False)
    runs = list(pending.order_by("run__finished_at", "run_id").values_list("run_id", flat=True).distinct())
    reports, opened, ended = 0, [], []
    unreachable_runs = offline_runs() if runs else frozenset()
    for run_id in dict.fromkeys(runs):
        rows = list(SourceRun.objects.filter(run_id=run_id, judged=False).order_by("finished_at", "id"))
        offline = _offline([visit_of(row) for row in rows])
        clock_is_right = clock_fault((), _skews(run_id), at=at) is None
        if offline is not None:
            findings = (ObservedFinding("network", "", offline),) if offline else ()
            changed_ids = store_judgement(
                "", Judgement(findings, frozenset({("network", "")})), at=at, seen_at=rows[-1].finished_at
            )
            opened += changed_ids[0]
            ended += changed_ids[1]
        for row in rows:
            try:
                with transaction.atomic():
                    if not SourceRun.objects.filter(pk=row.pk, judged=False).update(judged=True):
                        continue
                    changed_ids = _judge(row, bool(offline), run_id in unreachable_runs, at, clock_is_right)
                    reports += 1
            except DatabaseError:
                raise
            except Exception as error:
                # A failure on one report must not block all later ones.
                logger.exception("the report of %s in run %s could not be judged", row.source, run_id)
                broken = ObservedFinding("judge", "", {"problem": type(error).__name__, "run": run_id})
                changed_ids = store_judgement(
                    row.source, Judgement((broken,)), at=at, seen_at=row.finished_at
                )
            opened += changed_ids[0]
            ended += changed_ids[1]
    return ReviewResult(reports, tuple(opened), tuple(ended))


def _judge(
    row: SourceRun, offline: bool, lonely: bool, at: datetime, clock_is_right: bool
) -> tuple[list[int], list[int]]:
    """Judge one report and store the result; return the ids of opened and ended findings."""
    visit, history = replace(visit_of(row), clock_is_right=clock_is_right), history_of(row)
    # Earlier reports of the source that could not be judged are obsolete.
    _before(row).filter(judged=False, run__finished_at__isnull=False).update(judged=True)
    judged = Judgement(covered=frozenset({("judge", "")}))
    if not _is_excused(visit, history, offline, lonely):
        judgement = judge(visit, history)
        judged = replace(judgement, covered=judgement.covered | judged.covered)
    return store_judgement(row.source, judged, at=at, seen_at=row.finished_at, visit=visit)


def _is_excused(visit: VisitReport, history: SourceHistory, offline: bool, lonely: bool) -> bool:
    """Whether our own network is more likely at fault than the source: most sources of the run had no
    connection, or all of a run had none and this one had one in the crawl before."""
    if not could_not_connect(visit):
        return False
    again = bool(history.visits) and could_not_connect(history.visits[0])
    return offline or (lonely and not again)


def _offline(visits: Sequence[VisitReport]) -> dict[str, Any] | None:
    """Evidence that our own network is out, {} where it is not, None where too few sources were asked."""
    asked = [visit for visit in visits if visit.requests or visit.failures]
    if len(asked) < _FEWEST_SOURCES:
        return None
    gone = [visit for visit in asked if could_not_connect(visit)]
    if len(gone) < _MOST_OF_THEM * len(asked):
        return {}
    examples = [address for visit in gone for urls in visit.examples.values() for address in urls][:3]
    return {"reason": "network", "sources": [len(gone), len(asked)], "examples": examples}


def store_judgement(
    source: str, judgement: Judgement, *, at: datetime, seen_at: datetime, visit: VisitReport | None = None
) -> tuple[list[int], list[int]]:
    """Store the changes of a judgement; return the ids of opened and ended findings."""
    opened, ended = [], []
    with transaction.atomic():
        rows = {
            (row.name, row.detail): row for row in Finding.objects.filter(source=source, resolved_at=None)
        }
        change = apply_judgement([known_finding_of(row) for row in rows.values()], judgement)
        for observed in change.opened:
            evidence = {**observed.evidence, **_shown(source, observed, visit)}
            row = Finding.objects.create(
                source=source,
                name=observed.name,
                detail=observed.detail,
                evidence=evidence,
                said=finding_texts.finding_text(observed.name, observed.detail, evidence),
                since=observed.since or seen_at,
                found_at=at,
                last_seen_at=seen_at,
            )
            opened.append(row.pk)
        for known, observed in change.continued:
            row = rows[known.key]
            row.evidence = merge_evidence(
                row.evidence, {**observed.evidence, **_shown(source, observed, visit)}
            )
            row.said = finding_texts.finding_text(observed.name, observed.detail, row.evidence)
            row.last_seen_at = seen_at
            row.save(update_fields=["evidence", "said", "last_seen_at"])
        for known, ending in change.ended:
            row = rows[known.key]
            row.resolved_at, row.ending = at, ending
            row.save(update_fields=["resolved_at", "ending"])
            ended.append(row.pk)
    return opened, ended


def store_machine_findings(
    findings: Iterable[ObservedFinding], covered: Iterable[Key], *, at: datetime
) -> None:
    """Store findings of this machine; open ones with a key in ``covered`` and not in ``findings`` end."""
    store_judgement("", Judgement(tuple(findings), frozenset(covered)), at=at, seen_at=at)


def current_clock_fault(*, at: datetime) -> ObservedFinding | None:
    """The finding that this machine's clock is wrong, by the newest runs, or None."""
    runs = list(Run.objects.order_by("-pk").values_list("pk", "started_at")[:_RUNS])
    skews = _skews(runs[0][0]) if runs else []
    return clock_fault([begun for _, begun in reversed(runs)], skews, at=at)


def _skews(run_id: int) -> list[float]:
    """By how many seconds our clock was ahead of each source's answers in this run; where only one source
    was asked, with those of the run before that say the same."""
    own = _run_skews(run_id)
    before = Run.objects.filter(pk__lt=run_id).order_by("-pk").first() if len(own) == 1 else None
    if before is None:
        return own
    return [*own, *(skew for skew in _run_skews(before.pk) if abs(skew - own[0]) < ALIKE)]


def _run_skews(run_id: int) -> list[float]:
    sights = SourceRun.objects.filter(run_id=run_id).values_list("sight", flat=True)
    return [fingerprint["skew"] for fingerprint in sights if fingerprint.get("skew") is not None]


def check_clock(*, at: datetime) -> None:
    """Store or resolve the finding of a wrong clock."""
    fault = current_clock_fault(at=at)
    if fault is None and not Finding.objects.filter(source="", name="clock", resolved_at=None).exists():
        return  # Nothing to write.
    store_machine_findings([fault] if fault is not None else [], [("clock", "")], at=at)


def end_unread_sources(still_read: Iterable[str], *, at: datetime) -> int:
    """End the findings of sources that are no longer crawled; return their number."""
    gone = Finding.objects.filter(resolved_at=None).exclude(source="").exclude(source__in=list(still_read))
    return gone.update(resolved_at=at, ending="not read")


def accept_finding(number: int, *, at: datetime) -> Finding | None:
    """Accept the finding with this id as the source's new baseline; return it.

    None where it is not open or its kind cannot be accepted (``values.ACCEPTABLE``).
    """
    row = Finding.objects.filter(pk=number, resolved_at=None, name__in=ACCEPTABLE).first()
    if row is not None:
        row.resolved_at, row.ending = at, "accepted"
        row.save(update_fields=["resolved_at", "ending"])
    return row


def field_shares(row: SourceRun) -> dict[str, tuple[FieldCount, FieldCount]]:
    """For each field that the source has: its count in this report, and in the 28 days before. {} where the
    report has no articles."""
    visit = visit_of(row)
    since = row.finished_at - BASELINE
    before = [visit_of(report) for report in _before(row).filter(finished_at__gte=since)[:_VISITS]]
    if not visit.stored:
        return {}
    counted = {field: (count((visit,), field), count(before, field)) for field in FIELDS}
    return {field: both for field, both in counted.items() if both[0].having or both[1].having}


def history_of(row: SourceRun) -> SourceHistory:
    """The source's history at the time of this report."""
    before = _before(row).order_by("-finished_at", "-id")
    since = row.finished_at - BASELINE - RECENT
    visits = list(before.filter(finished_at__gte=since)[:_VISITS])
    if not any(_stored(visit) for visit in visits):
        with_articles = before.filter(Q(new__gt=0) | Q(changed__gt=0) | Q(unchanged__gt=0))
        visits += [report for report in with_articles[:_FEW] if report not in visits]
    findings = Finding.objects.filter(source=row.source).filter(
        Q(resolved_at=None) | Q(resolved_at__gte=since)
    )
    # Undated articles sort before FIRST_DATED.
    dated = Article.objects.filter(source=row.source, sort_at__gte=FIRST_DATED)
    published = dated.order_by("-sort_at", "-id")
    gone = queries.removed(row.finished_at - BASELINE, row.source).filter(removed_at__lte=row.finished_at)
    removals = findings.filter(name="removed", resolved_at=None).values_list("since", flat=True)
    return SourceHistory(
        visits=tuple(visit_of(report) for report in visits),
        findings=tuple(known_finding_of(finding) for finding in findings.order_by("-found_at")),
        published=tuple(published.values_list("sort_at", flat=True)[:_ARTICLES]),
        removed=gone.count(),
        gone=tuple(gone.values_list("url", flat=True)[:_EXAMPLES]),
        still_gone=any(queries.removed(since - BASELINE, row.source).exists() for since in removals),
    )


def _before(row: SourceRun) -> QuerySet[SourceRun, SourceRun]:
    earlier = Q(finished_at__lt=row.finished_at) | Q(finished_at=row.finished_at, pk__lt=row.pk)
    return SourceRun.objects.filter(earlier, source=row.source)


def visit_of(row: SourceRun) -> VisitReport:
    """The frozen value of a crawl report."""
    return VisitReport(
        source=row.source,
        at=row.finished_at,
        finish_reason=row.finish_reason,
        error=row.error,
        pages=row.pages,
        listings=row.listings,
        articles=row.articles,
        stored=_stored(row),
        requests=row.requests,
        moved=row.moved,
        seconds=row.seconds,
        statuses=row.statuses,
        failures=row.failures,
        field_counts=row.told,
        examples={name: tuple(addresses) for name, addresses in row.examples.items()},
        notes=row.notes,
        fingerprint=SiteFingerprint.from_record(row.sight),
        lists=tuple(
            ListingStatus(listing["address"], listing["state"], listing.get("reason", ""))
            for listing in row.lists
        ),
    )


def known_finding_of(row: Finding) -> KnownFinding:
    """The frozen value of a stored finding."""
    return KnownFinding(row.name, row.detail, row.since, row.evidence, row.resolved_at, row.ending)


def _stored(row: SourceRun) -> int:
    return row.new + row.changed + row.unchanged


def _shown(source: str, finding: ObservedFinding, visit: VisitReport | None) -> dict[str, Any]:
    """Additional evidence: a command to check the source's rules, URLs of articles that lack a lost field."""
    if visit is None:
        return {}
    if finding.name == "articles moved":
        newest = OtherAddress.objects.filter(source=source).order_by("-found_at", "-id")
        pairs = newest.values_list("url", "article__url")[:_EXAMPLES]
        return {"examples": [f"{old} → {new}" for old, new in pairs]}
    hint = {"try": f"tincongdoan sources check {source}"} if finding.name in _RULES_MATTER else {}
    lacking = Q(pk=None)
    for field in finding.evidence.get("baseline") or ():
        if field in _LACKING and finding.name in ("lost field", "redesigned"):
            lacking |= _LACKING[field]
    begun = visit.at - timedelta(seconds=visit.seconds + 60)
    size = Length("body_text") + Length(Coalesce("summary", Value("")))
    rows = Article.objects.annotate(size=size).filter(lacking, source=source, last_seen_at__gte=begun)
    addresses = list(rows.order_by("-sort_at", "-id").values_list("url", flat=True)[:3])
    if "article" in (finding.evidence.get("baseline") or ()):
        rejected = [urls for name, urls in visit.examples.items() if name.startswith("no article")]
        addresses = [*chain.from_iterable(rejected), *addresses][:3]
    return {**hint, "examples": addresses} if addresses else hint
