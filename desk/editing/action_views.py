"""Acts on articles and undo over HTTP: for forms, and as JSON for the pages' scripts."""

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
from desk.access import allowed, current_user, forbidden, needs
from desk.editing import article_actions
from desk.editing.article_actions import ActResult
from desk.models import AuditEntry
from desk.paging import LARGEST_ID
from desk.roles import Action
from desk.templatetags.desk import count

# More articles than a page of the queue has; a longer list comes from no page of the desk.
MAX_PICKS: Final = 500


@require_POST
@needs(Action.APPROVE)
def act(request: HttpRequest) -> HttpResponse:
    """One act, named by ``act``, on many articles, each ``pick`` an ``ID.VERSION``.

    A button beside one article sends ``only`` as ``ACT:ID.VERSION`` instead. Answers a script with JSON, a
    form with a redirect to its page.
    """
    only = request.POST.get("only", "")
    name, _colon, pick = only.partition(":")
    picks = [pick] if only else request.POST.getlist("pick")
    name = name if only else request.POST.get("act", "")
    needed = article_actions.NEEDS.get(name)
    if needed is None or len(picks) > MAX_PICKS:
        return _bad_request(request, _("Thao tác không hợp lệ."))
    if not allowed(request, needed):
        return forbidden(request)
    shown = dict(filter(None, map(_parse_pick, picks)))
    if not shown:
        return _bad_request(request, _("Chưa chọn bài nào."))
    result = article_actions.act(
        current_user(request),
        name,
        shown,
        may_retract=allowed(request, Action.RETRACT),
        reason=request.POST.get("reason", "").strip(),
    )
    return _answer(request, name, result)


@require_POST
@needs(Action.UNDO)
def undo(request: HttpRequest) -> HttpResponse:
    """Undo the acts of ``batch``."""
    try:
        batch = UUID(request.POST.get("batch", ""))
        result = article_actions.undo(
            current_user(request),
            batch,
            others=allowed(request, Action.UNDO_OTHERS),
            may_retract=allowed(request, Action.RETRACT),
        )
    except (ValueError, AuditEntry.DoesNotExist):
        return _bad_request(request, _("Không còn thao tác nào để hoàn tác."))
    return _answer(request, "undo", result)


def describe(name: str, result: ActResult) -> str:
    """What an act, or ``undo``, did and what it left as it was, in the visitor's language."""
    parts = []
    if result.done:
        parts.append(_done(name, len(result.done)))
    if number := len(result.stale):
        stale = ngettext(
            "%(n)s bài đã thay đổi từ lúc bạn mở trang nên được giữ nguyên.",
            "%(n)s bài đã thay đổi từ lúc bạn mở trang nên được giữ nguyên.",
            number,
        )
        parts.append(stale % {"n": count(number)})
    if number := len(result.refused):
        refused = ngettext(
            "%(n)s bài đã rút; chỉ trưởng ban biên tập được thay đổi.",
            "%(n)s bài đã rút; chỉ trưởng ban biên tập được thay đổi.",
            number,
        )
        parts.append(refused % {"n": count(number)})
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


def form_page(request: HttpRequest) -> str:
    """The page of the desk that the form was on (``back``), never another site."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe and back.startswith("/desk/") else "/desk/"


def _answer(request: HttpRequest, name: str, result: ActResult) -> HttpResponse:
    if result.done:
        publishing.soon()
    sentence = describe(name, result)
    batch = str(result.batch) if result.batch and name != "undo" else ""
    if _is_script(request):
        state = (
            labels.label(labels.STATES, article_actions.STATE_OF[name])
            if name in article_actions.STATE_OF
            else ""
        )
        return JsonResponse(
            {
                "message": sentence,
                "done": result.done,
                "stale": result.stale,
                "batch": batch,
                "state": article_actions.STATE_OF.get(name, ""),
                "state_name": state,
            }
        )
    level = messages.success if result.done else messages.warning
    level(request, sentence, extra_tags=f"batch:{batch}" if batch else "")
    return redirect(form_page(request))


def _bad_request(request: HttpRequest, sentence: str) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"message": sentence}, status=400)
    messages.warning(request, sentence)
    return redirect(form_page(request))


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _parse_pick(text: str) -> tuple[int, int] | None:
    """(id, version) of a pick; None for any other text."""
    number, dot, version = text.partition(".")
    if not (dot and len(text) <= 40 and text.isascii() and number.isdigit() and version.isdigit()):
        return None
    return (int(number), int(version)) if max(int(number), int(version)) <= LARGEST_ID else None
