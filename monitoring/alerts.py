"""Alerts to the operators: one message a night and channel, none where nothing changed.

A message reports what changed since the channel's last delivery, so that a failed one is made up for by the
next. Django must be set up before import.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db.models import Count, Q, QuerySet, Sum

from archive.models import AlertDelivery, Finding, KnownSource, Run
from monitoring.delivery import DeliveryError, Server, post, send_mail
from monitoring.findings_service import store_judgement
from monitoring.message import AlertItem, AlertMessage, RunFigures, compose_alert
from monitoring.values import Judgement, ObservedFinding

logger = logging.getLogger(__name__)

EMAIL, WEBHOOK = "email", "webhook"
# Endings that are reported; a "replaced" finding continues as another one.
_REPORTED_ENDINGS = ("mended", "accepted")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class AlertChannels(Protocol):
    """The alert channels and their recipients (``config.alerts.Alerts``)."""

    @property
    def smtp(self) -> Server | None: ...
    @property
    def to(self) -> Sequence[str]: ...
    @property
    def sender(self) -> str: ...
    @property
    def webhook(self) -> str | None: ...
    @property
    def always(self) -> bool: ...


def alert(
    channels: AlertChannels, *, at: datetime, base_url: str | None = None, only_missed: bool = False
) -> list[str]:
    """Send each channel what it has not reported yet; return the channels that delivered a message.

    ``only_missed``: only channels whose last delivery failed (for rounds by day). A failure is logged,
    stored, becomes a finding, and is made up for by the next alert.
    """
    delivered_by = []
    for channel, send in _channels(channels):
        last = AlertDelivery.objects.filter(channel=channel, at__lte=at).first()
        if only_missed and (last is None or last.delivered):
            continue
        missed = last.error if last is not None and not last.delivered else ""
        message = _message(channel, channels, at=at, base_url=base_url, missed=missed)
        if message is None:
            continue
        error = ""
        try:
            send(message)
            delivered_by.append(channel)
        except DeliveryError as failure:
            error = str(failure)
            logger.warning("the alert by %s was not delivered: %s", channel, error)
        AlertDelivery.objects.create(
            channel=channel, at=at, upto=at, subject=message.subject, delivered=not error, error=error
        )
        findings = (ObservedFinding("alert", channel, {"problem": error}),) if error else ()
        # Later than this message, so that the next one on other channels reports it.
        after = at + timedelta(microseconds=1)
        store_judgement("", Judgement(findings, frozenset({("alert", channel)})), at=after, seen_at=after)
    return delivered_by


def alert_without_archive(channels: AlertChannels, problem: str, *, at: datetime) -> list[str]:
    """Alert that the archive is unavailable; return the channels that delivered it."""
    item = AlertItem("", "hệ thống", "archive", "", "không dùng được kho lưu trữ", at, {"problem": problem})
    message = compose_alert(None, [item], [], [], at=at)
    delivered_by = []
    for channel, send in _channels(channels):
        try:
            send(message)
            delivered_by.append(channel)
        except DeliveryError as failure:
            logger.warning("the alert by %s was not delivered: %s", channel, failure)
    return delivered_by


def last_run_figures() -> RunFigures | None:
    """The figures of the newest finished run, or None."""
    run = Run.objects.filter(finished_at__isnull=False).order_by("-id").first()
    if run is None:
        return None
    counts = ("new", "changed", "requests")
    sums = run.reports.aggregate(
        asked=Count("id"),
        well=Count("id", filter=Q(ok=True)),
        **{name: Sum(name, default=0) for name in counts},
    )
    return RunFigures(run.started_at, sums["asked"], sums["well"], *(sums[name] for name in counts))


def _channels(channels: AlertChannels) -> Iterator[tuple[str, Callable[[AlertMessage], None]]]:
    server, webhook = channels.smtp, channels.webhook
    if server is not None and channels.to:
        yield (
            EMAIL,
            lambda message: send_mail(server, channels.sender, channels.to, message.subject, message.text),
        )
    if webhook:
        yield WEBHOOK, lambda message: post(webhook, message.record)


def _message(
    channel: str, channels: AlertChannels, *, at: datetime, base_url: str | None, missed: str
) -> AlertMessage | None:
    # Deliveries dated in the future by a wrong clock are ignored.
    delivered = AlertDelivery.objects.filter(channel=channel, delivered=True, upto__lte=at).first()
    since = delivered.upto if delivered is not None else _BEGINNING
    open_ones = Finding.objects.filter(resolved_at=None).order_by("source", "since", "id")
    new = open_ones.filter(found_at__gt=since)
    mended = Finding.objects.filter(resolved_at__gt=since, ending__in=_REPORTED_ENDINGS)
    if delivered is None:
        mended = mended.none()  # This channel never reported them.
    if not (channels.always or new.exists() or mended.exists()):
        return None
    lasting = open_ones.filter(found_at__lte=since)
    items = [_items(rows) for rows in (new, lasting, mended.order_by("source", "resolved_at", "id"))]
    return compose_alert(last_run_figures(), *items, at=at, missed=missed, base_url=base_url)


def _items(rows: QuerySet[Finding, Finding]) -> list[AlertItem]:
    findings = list(rows)
    names = dict(
        KnownSource.objects.filter(slug__in={row.source for row in findings}).values_list("slug", "name")
    )
    return [
        AlertItem(
            source=row.source,
            title=names.get(row.source, row.source) if row.source else "hệ thống",
            name=row.name,
            detail=row.detail,
            text=row.said,
            since=row.since,
            evidence=row.evidence,
            until=row.resolved_at,
            ending=row.ending,
        )
        for row in findings
    ]
