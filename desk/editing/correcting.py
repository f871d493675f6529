"""Correcting an article: the form, saving, drafts, and conflicts between two editors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from archive import corrections
from archive.corrections import OutdatedError
from archive.models import Article
from archive.record import RecordError
from archive.values import CONTENT, storable
from desk import labels, publishing
from desk.access import current_user, needs
from desk.audit import note
from desk.editing import edit_lock, fields
from desk.editing.queries import article_or_404
from desk.models import Draft
from desk.roles import Action
from feeds import names
from vietnamese.provinces import Province, all_provinces
from vietnamese.text import sort_key

MAX_DRAFT_LENGTH: Final = 200_000  # characters of one box
_LAST_DAY_OF_63: Final = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class FormBox:
    """An input of the form: its text, the article's current text, and the mark of that (``fields.mark``)."""

    name: str
    text: str
    current: str
    current_mark: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.CORRECT)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """The form; a POST saves it.

    Answers 409 with both values side by side where the article changed since the form was loaded, or where
    somebody else has the edit lock; the input is kept as a draft. Answers 400 for invalid input.
    """
    article = article_or_404(number)
    user = current_user(request)
    if request.method != "POST":
        draft = Draft.objects.filter(article=article, user=user).first()
        return _form(request, article, draft=draft, edits=draft.values if draft else {})
    sent = _sent(request)
    edits = fields.edited(sent)
    lock = edit_lock.current_lock(article)
    if lock is not None and lock.user_id != user.pk:
        save_draft(article, user, sent)
        return _form(request, article, edits=edits, sent=sent, conflict=True, status=409)
    reason = sent.get("reason", "").strip()
    try:
        values = fields.changed_values(values_of(article), sent)
        if values and not reason:
            raise fields.FieldError(_("Hãy ghi lý do sửa."))
        saved = _save(article, user, values, reason, _version(sent)) if values else 0
    except (fields.FieldError, RecordError) as error:
        problem = _invalid(error) if isinstance(error, RecordError) else str(error)
        return _form(request, article, edits=edits, sent=sent, problem=problem, status=400)
    except OutdatedError:
        save_draft(article, user, sent)
        return _form(request, article_or_404(number), edits=edits, sent=sent, conflict=True, status=409)
    edit_lock.release(article, user)
    Draft.objects.filter(article=article, user=user).delete()
    sentence = ngettext(
        "Đã lưu nội dung sửa của %(n)s trường.", "Đã lưu nội dung sửa của %(n)s trường.", saved
    )
    messages.success(request, sentence % {"n": saved})
    return redirect("desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw the correction of a field, so that it has the source value again."""
    article = article_or_404(number)
    user, field = current_user(request), request.POST.get("field", "")
    with transaction.atomic():
        earlier = corrections.standing(article)
        withdrawn = corrections.withdraw(article.pk, [field], by=user.username, at=timezone.now())
        if withdrawn:
            note(
                user,
                "withdraw",
                article=article,
                before={"standing": {name: earlier[name] for name in withdrawn}},
                after={"fields": withdrawn},
            )
            publishing.soon()
    if withdrawn:
        sentence = _("Đã khôi phục trường “%(field)s” theo trang nguồn.") % {
            "field": labels.label(labels.FIELDS, field)
        }
        messages.success(request, sentence)
    return redirect("desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Save the input as a draft and renew the edit lock, or with ``drop`` delete the draft."""
    article = article_or_404(number)
    user = current_user(request)
    if "drop" in request.POST:
        Draft.objects.filter(article=article, user=user).delete()
        return redirect("correct", number=article.pk)
    save_draft(article, user, _sent(request))
    lock = edit_lock.acquire(article, user)
    if request.headers.get("Accept", "").startswith("application/json"):
        now = timezone.localtime()
        saved = _("Đã lưu nháp lúc %(at)s.") % {"at": f"{now:%H:%M:%S}"}
        lost = "" if lock else _("Người khác đã nhận quyền sửa bài này; bản nháp của bạn vẫn được lưu.")
        return JsonResponse({"message": saved, "lost": lost})
    messages.success(request, _("Đã lưu nháp."))
    return redirect("correct", number=article.pk)


def save_draft(article: Article, user: User, sent: Mapping[str, str]) -> None:
    """Save the edited boxes and the reason, each cut to ``MAX_DRAFT_LENGTH``. Raises django.db.Error."""
    values = {name: text[:MAX_DRAFT_LENGTH] for name, text in fields.edited(sent).items()}
    if reason := sent.get("reason", "").strip():
        values["reason"] = reason[:MAX_DRAFT_LENGTH]
    Draft.objects.update_or_create(
        article=article,
        user=user,
        defaults={"values": values, "version": sent.get("version", "")[:100], "at": timezone.now()},
    )


def values_of(article: Article) -> dict[str, Any]:
    """The article's current values by field."""
    return {field: getattr(article, field) for field in CONTENT}


def _sent(request: HttpRequest) -> dict[str, str]:
    return {name: storable(text) for name, text in request.POST.items()}


def _version(sent: Mapping[str, str]) -> int:
    """The article's version when the form was loaded; -1, which no article has, for any other text."""
    text = sent.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _save(article: Article, user: User, values: dict[str, Any], reason: str, version: int) -> int:
    with transaction.atomic():
        earlier = corrections.standing(article)
        made = corrections.correct(
            article.pk, values, author=user.username, reason=reason, at=timezone.now(), version=version
        )
        corrected = [correction.field for correction in made]
        note(
            user,
            "correct",
            article=article,
            before={
                "values": {field: getattr(article, field) for field in corrected},
                "standing": {field: earlier[field] for field in corrected if field in earlier},
            },
            after={
                "fields": corrected,
                "values": {correction.field: correction.value for correction in made},
            },
            reason=reason,
        )
        publishing.soon()
    return len(made)


def _invalid(error: RecordError) -> str:
    """The archive's refusal in the visitor's language; its message begins with the field's name."""
    field = re.split(r"[.:]", str(error), maxsplit=1)[0]
    if field not in labels.FIELDS:
        return _("Có giá trị không hợp lệ; hãy kiểm tra lại nội dung đã sửa.")
    return _("Giá trị của trường “%(field)s” không hợp lệ.") % {"field": labels.label(labels.FIELDS, field)}


def _form(
    request: HttpRequest,
    article: Article,
    *,
    edits: Mapping[str, str],
    sent: Mapping[str, str] | None = None,
    draft: Draft | None = None,
    conflict: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form with this editor's edits; boxes that they did not change show the article's current texts."""
    current = fields.all_boxes(values_of(article))
    boxes = {
        name.replace("-", "_"): FormBox(name, edits.get(name, text), text, fields.mark(text))
        for name, text in current.items()
    }
    conflicts = [
        box for box in boxes.values() if conflict and box.name in edits and _changed(box, sent or {})
    ]
    context = {
        "section": "queue",
        "article": article,
        "boxes": boxes,
        "conflicts": conflicts,
        "conflict": conflict,
        "problem": problem,
        "reason": (sent or edits).get("reason", ""),
        "draft": draft,
        "outdated_draft": draft is not None and draft.version != str(article.version),
        "lock": edit_lock.current_lock(article),
        "kinds": labels.KINDS.items(),
        "roles": fields.ROLES.values(),
        "topic_names": names.topics(),
        "provinces": _provinces(),
    }
    return render(request, "desk/editing/correct.html", context, status=status)


def _changed(box: FormBox, sent: Mapping[str, str]) -> bool:
    """Whether the article's text is another than when the form was loaded."""
    return sent.get(f"was-{box.name}") != box.current_mark


def _provinces() -> list[Province]:
    """Today's provinces and those of before 1 July 2025, by name: an older article keeps its province."""
    today = all_provinces()
    slugs = {province.slug for province in today}
    earlier = [province for province in all_provinces(_LAST_DAY_OF_63) if province.slug not in slugs]
    return sorted([*today, *earlier], key=lambda province: sort_key(province.name))
