"""The audit trail of all acts: a page with filters, and an export as CSV."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from archive.values import storable
from desk import labels
from desk.access import current_user, needs
from desk.audit import note
from desk.editing.queue_filter import QueueFilter, parse_queue_filter
from desk.models import AuditEntry
from desk.roles import Action
from vietnamese.text import fold, sort_key

PAGE: Final = 100
_COLUMNS: Final = (
    "at", "actor", "action", "article", "source", "subject", "reason", "before", "after", "batch", "undoes",
)  # fmt: skip
# Spreadsheet programs read a cell that begins with one of these as a formula.
_FORMULA_MARKS: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@needs(Action.AUDIT)
def audit_trail(request: HttpRequest) -> HttpResponse:
    """One page of the trail, newest first; filters by user, act, day and words."""
    days, filters = _filters(request)
    entries = _entries(days, filters)
    last = request.GET.get("before", "")
    if last.isascii() and last.isdigit() and len(last) <= 18:
        entries = entries.filter(pk__lt=int(last))
    rows = list(entries.select_related("undone_by")[: PAGE + 1])
    query = urlencode({name: value for name, value in filters.items() if value})
    actors = set(User.objects.values_list("username", flat=True)) | ({filters["actor"]} - {""})
    context = {
        "section": "audit",
        "entries": rows[:PAGE],
        "older": f"{query}&before={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
        "query": query,
        "filters": filters,
        "actors": sorted(actors, key=sort_key),
        "acts": sorted(labels.ACTS.items(), key=lambda pair: sort_key(str(pair[1]))),
        "act_names": labels.ACTS,
    }
    return render(request, "desk/editing/audit.html", context)


@require_safe
@needs(Action.AUDIT)
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The entries of the page's filters as CSV for spreadsheets; the download is noted in the trail, too."""
    days, filters = _filters(request)
    note(
        current_user(request), "export-audit", after={name: value for name, value in filters.items() if value}
    )
    return StreamingHttpResponse(
        _csv(_entries(days, filters)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _filters(request: HttpRequest) -> tuple[QueueFilter, dict[str, str]]:
    """The days as the queue's filter reads them, and all filters as they were sent."""
    values = {
        name: storable(request.GET.get(name, ""))[:150] for name in ("actor", "act", "q", "since", "until")
    }
    return parse_queue_filter(request.GET.dict()), values


def _entries(days: QueueFilter, filters: dict[str, str]) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-id")
    if filters["actor"]:
        entries = entries.filter(actor=filters["actor"])
    if filters["act"]:
        entries = entries.filter(action=filters["act"])
    if days.begin:
        entries = entries.filter(at__gte=days.begin)
    if days.end:
        entries = entries.filter(at__lt=days.end)
    for word in fold(filters["q"]).split():
        entries = entries.filter(subject_folded__contains=word)
    return entries


def _csv(entries: QuerySet[AuditEntry]) -> Iterator[bytes]:
    # Excel reads UTF-8 only with the byte order mark.
    yield "\ufeff".encode() + _line(_COLUMNS)
    for entry in entries.iterator(chunk_size=500):
        cells = {name: getattr(entry, name) for name in _COLUMNS if name != "undoes"}
        cells |= {"at": localtime(entry.at).isoformat(), "undoes": entry.undoes_id}
        yield _line([_cell(cells[name]) for name in _COLUMNS])


def _line(cells: list[str] | tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None or value == {}:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
