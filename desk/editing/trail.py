"""The trail of all that was done: looked through on a page, taken away as CSV."""

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
from desk.access import needs, person
from desk.audit import note
from desk.editing.wanted import Wanted, read
from desk.models import AuditEntry
from desk.roles import Action
from vietnamese.text import fold, sort_key

PAGE: Final = 100
_COLUMNS: Final = (
    "at", "actor", "action", "article", "source", "subject", "reason", "before", "after", "batch", "undoes",
)  # fmt: skip
# Programs that open CSV take these at a cell's beginning for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@needs(Action.AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """One page of the trail, newest first, by person, act, day and words."""
    wanted, asked = _asked(request)
    found = _found(wanted, asked)
    last = request.GET.get("before", "")
    if last.isascii() and last.isdigit() and len(last) <= 18:
        found = found.filter(pk__lt=int(last))
    rows = list(found.select_related("undone_by")[: PAGE + 1])
    query = urlencode({name: value for name, value in asked.items() if value})
    people = set(User.objects.values_list("username", flat=True)) | ({asked["actor"]} - {""})
    context = {
        "section": "audit",
        "entries": rows[:PAGE],
        "older": f"{query}&before={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
        "query": query,
        "asked": asked,
        "people": sorted(people, key=sort_key),
        "acts": sorted(labels.ACTS.items(), key=lambda pair: sort_key(str(pair[1]))),
        "act_names": labels.ACTS,
    }
    return render(request, "desk/editing/audit.html", context)


@require_safe
@needs(Action.AUDIT)
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All that the page's filters find, as CSV that spreadsheets open rightly; that somebody took it is
    noted, too."""
    wanted, asked = _asked(request)
    note(person(request), "export-audit", after={name: value for name, value in asked.items() if value})
    return StreamingHttpResponse(
        _lines(_found(wanted, asked)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _asked(request: HttpRequest) -> tuple[Wanted, dict[str, str]]:
    wanted = read(request.GET.dict())
    asked = {
        name: storable(request.GET.get(name, ""))[:150] for name in ("actor", "act", "q", "since", "until")
    }
    return wanted, asked


def _found(wanted: Wanted, asked: dict[str, str]) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.order_by("-id")
    if asked["actor"]:
        found = found.filter(actor=asked["actor"])
    if asked["act"]:
        found = found.filter(action=asked["act"])
    if wanted.begin:
        found = found.filter(at__gte=wanted.begin)
    if wanted.end:
        found = found.filter(at__lt=wanted.end)
    for word in fold(asked["q"]).split():
        found = found.filter(subject_folded__contains=word)
    return found


def _lines(found: QuerySet[AuditEntry]) -> Iterator[bytes]:
    # Without its mark at the beginning Excel reads UTF-8 as something else.
    yield "\ufeff".encode() + _line(_COLUMNS)
    for entry in found.iterator(chunk_size=500):
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
    return f"'{text}" if text.startswith(_FORMULA) else text
