"""Approving, hiding, retracting, putting back, undoing: by forms, or by the page's script."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from desk import labels, publishing
from desk.access import allowed, needs, person, refused
from desk.editing import acts
from desk.editing.acts import Outcome
from desk.models import AuditEntry
from desk.paging import LARGEST_ID
from desk.roles import Action
from desk.templatetags.desk import count

# As many as a page of the queue shows, and some; a longer list is not from a page of ours.
MOST: Final = 500


@require_POST
@needs(Action.APPROVE)
def act(request: HttpRequest) -> HttpResponse:
    """One act on many articles: ``pick`` are ``ID.VERSION``, ``act`` its name.

    A button beside one article sends ``only`` as ``ACT:ID.VERSION`` instead. Answers with JSON where a script
    asks, else leads back to where the form was.
    """
    only = request.POST.get("only", "")
    name, _colon, pick = only.partition(":")
    picks = [pick] if only else request.POST.getlist("pick")
    name = name if only else request.POST.get("act", "")
    needed = acts.NEEDS.get(name)
    if needed is None or len(picks) > MOST:
        return _wrong(request, _("Thao tác không hợp lệ."))
    if not allowed(request, needed):
        return refused(request)
    shown = dict(filter(None, (_picked(each) for each in picks)))
    if not shown:
        return _wrong(request, _("Chưa chọn bài nào."))
    outcome = acts.act(
        person(request),
        name,
        shown,
        may_retract=allowed(request, Action.RETRACT),
        reason=request.POST.get("reason", "").strip(),
    )
    return _answer(request, name, outcome)


@require_POST
@needs(Action.UNDO)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the acts of ``batch``."""
    try:
        batch = UUID(request.POST.get("batch", ""))
        outcome = acts.undo(
            person(request),
            batch,
            others=allowed(request, Action.UNDO_OTHERS),
            may_retract=allowed(request, Action.RETRACT),
        )
    except (ValueError, AuditEntry.DoesNotExist):
        return _wrong(request, _("Không còn thao tác nào để hoàn tác."))
    return _answer(request, "undo", outcome)


def told(name: str, outcome: Outcome) -> str:
    """What came of it, in a sentence."""
    parts = []
    if outcome.done:
        parts.append(_done(name, len(outcome.done)))
    if number := len(outcome.stale):
        stale = ngettext(
            "%(n)s bài đã thay đổi từ lúc bạn mở trang nên được giữ nguyên.",
            "%(n)s bài đã thay đổi từ lúc bạn mở trang nên được giữ nguyên.",
            number,
        )
        parts.append(stale % {"n": count(number)})
    if number := len(outcome.refused):
        barred = ngettext(
            "%(n)s bài đã rút; chỉ trưởng ban biên tập được thay đổi.",
            "%(n)s bài đã rút; chỉ trưởng ban biên tập được thay đổi.",
            number,
        )
        parts.append(barred % {"n": count(number)})
    return " ".join(parts)


def _done(name: str, number: int) -> str:
    """What an act, or ``undo``, did to that many articles, as a sentence."""
    sentences = {
        "approve": ngettext("Đã duyệt %(n)s bài.", "Đã duyệt %(n)s bài.", number),
        "hide": ngettext("Đã ẩn %(n)s bài.", "Đã ẩn %(n)s bài.", number),
        "retract": ngettext("Đã rút %(n)s bài.", "Đã rút %(n)s bài.", number),
        "reopen": ngettext(
            "Đã đưa %(n)s bài trở lại hàng chờ.", "Đã đưa %(n)s bài trở lại hàng chờ.", number
        ),
        "undo": ngettext(
            "Đã hoàn tác thao tác với %(n)s bài.", "Đã hoàn tác thao tác với %(n)s bài.", number
        ),
    }
    return sentences[name] % {"n": count(number)}


def back_to(request: HttpRequest) -> str:
    """Where the form was; never another site."""
    wanted = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/desk/") else "/desk/"


def _answer(request: HttpRequest, name: str, outcome: Outcome) -> HttpResponse:
    if outcome.done:
        publishing.soon()
    sentence = told(name, outcome)
    batch = str(outcome.batch) if outcome.batch and name != "undo" else ""
    if _by_script(request):
        state = labels.label(labels.STATES, acts.STATE_OF[name]) if name in acts.STATE_OF else ""
        return JsonResponse(
            {
                "said": sentence,
                "done": outcome.done,
                "stale": outcome.stale,
                "batch": batch,
                "state": acts.STATE_OF.get(name, ""),
                "state_name": state,
            }
        )
    level = messages.success if outcome.done else messages.warning
    level(request, sentence, extra_tags=f"batch:{batch}" if batch else "")
    return redirect(back_to(request))


def _wrong(request: HttpRequest, sentence: str) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"said": sentence}, status=400)
    messages.warning(request, sentence)
    return redirect(back_to(request))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _picked(text: str) -> tuple[int, int] | None:
    number, dot, version = text.partition(".")
    if not (dot and len(text) <= 40 and text.isascii() and number.isdigit() and version.isdigit()):
        return None
    return (int(number), int(version)) if max(int(number), int(version)) <= LARGEST_ID else None
