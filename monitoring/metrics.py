"""Metrics for Prometheus, read from the archive at each scrape, since crawl processes are short-lived.

Only figures of our own work: views of articles are not among them.
"""

from collections.abc import Iterator

from django.db.models import Count, Max, Q
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from archive import queries
from archive.models import AlertDelivery, Finding, FrontierEntry, Run, SourceRun

_LAST = ("requests", "bytes", "seconds", "new", "changed", "unchanged")


def exposition() -> bytes:
    """All metrics in Prometheus' text format. Raises django.db.Error."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Archive())
    return generate_latest(registry)


class _Archive:
    """A collector in prometheus-client's sense."""

    def collect(self) -> Iterator[Metric]:
        yield from _articles()
        yield from _runs()
        yield from _sources()
        yield from _findings()
        yield _waiting()
        yield _alerts()


def _articles() -> Iterator[Metric]:
    articles = GaugeMetricFamily(
        "tincongdoan_articles", "Readable articles in the archive", labels=["source"]
    )
    for source, number in sorted(queries.count_by_source().items()):
        articles.add_metric([source], number)
    yield articles


def _runs() -> Iterator[Metric]:
    begun = GaugeMetricFamily(
        "tincongdoan_run_started_timestamp_seconds", "When the newest run began", labels=["reason"]
    )
    took = GaugeMetricFamily(
        "tincongdoan_run_duration_seconds", "How long the newest finished run took", labels=["reason"]
    )
    newest = Run.objects.order_by().values_list("reason").annotate(last=Max("pk"))
    for run in Run.objects.filter(pk__in=[last for _, last in newest]).order_by("reason"):
        begun.add_metric([run.reason], run.started_at.timestamp())
        if run.finished_at is not None:
            took.add_metric([run.reason], (run.finished_at - run.started_at).total_seconds())
    yield begun
    yield took


def _sources() -> Iterator[Metric]:
    up = GaugeMetricFamily("tincongdoan_source_up", "Whether the last visit went well", labels=["source"])
    visited = GaugeMetricFamily(
        "tincongdoan_source_visited_timestamp_seconds", "When the last visit ended", labels=["source"]
    )
    well = GaugeMetricFamily(
        "tincongdoan_source_success_timestamp_seconds", "When a visit last went well", labels=["source"]
    )
    figures = {
        name: GaugeMetricFamily(f"tincongdoan_source_{name}", f"{name} of the last visit", labels=["source"])
        for name in _LAST
    }
    failures = GaugeMetricFamily(
        "tincongdoan_source_failures", "Failures of the last visit by name", labels=["source", "failure"]
    )
    coverage = GaugeMetricFamily(
        "tincongdoan_source_field_ratio",
        "Share of the articles of the last visit with any that tell a field",
        labels=["source", "field"],
    )
    for row in _newest(Q()):
        up.add_metric([row.source], row.ok)
        visited.add_metric([row.source], row.finished_at.timestamp())
        for name in _LAST:
            figures[name].add_metric([row.source], getattr(row, name))
        for name, number in row.failures.items():
            failures.add_metric([row.source, name], number)
    for row in _newest(Q(ok=True)):
        well.add_metric([row.source], row.finished_at.timestamp())
    for row in _newest(Q(new__gt=0) | Q(changed__gt=0) | Q(unchanged__gt=0)):
        stored = row.new + row.changed + row.unchanged
        for field, having in row.told.items():
            coverage.add_metric([row.source, field], having / stored)
    yield from (up, visited, well, *figures.values(), failures, coverage)


def _newest(which: Q) -> list[SourceRun]:
    """The newest matching report of each source."""
    rows = SourceRun.objects.filter(which).order_by().values_list("source").annotate(last=Max("pk"))
    return list(SourceRun.objects.filter(pk__in=[last for _, last in rows]).order_by("source"))


def _findings() -> Iterator[Metric]:
    since = GaugeMetricFamily(
        "tincongdoan_finding_since_timestamp_seconds",
        "Open findings and since when",
        labels=["source", "finding", "detail"],
    )
    for row in Finding.objects.filter(resolved_at=None).order_by("source", "name", "detail"):
        since.add_metric([row.source, row.name, row.detail], row.since.timestamp())
    yield since


def _waiting() -> Metric:
    waiting = GaugeMetricFamily(
        "tincongdoan_frontier_waiting", "Links still to be fetched", labels=["source"]
    )
    rows = FrontierEntry.objects.filter(done=False).order_by().values_list("source").annotate(n=Count("pk"))
    for source, number in sorted(rows):
        waiting.add_metric([source], number)
    return waiting


def _alerts() -> Metric:
    delivered = GaugeMetricFamily(
        "tincongdoan_alert_delivered", "Whether the last message of a channel arrived", labels=["channel"]
    )
    newest = AlertDelivery.objects.order_by().values_list("channel").annotate(last=Max("pk"))
    for row in AlertDelivery.objects.filter(pk__in=[last for _, last in newest]).order_by("channel"):
        delivered.add_metric([row.channel], row.delivered)
    return delivered
