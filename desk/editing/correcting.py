"""Correcting an article: the form, saving it, drafts, and what happens when two do it at once."""

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
from desk.access import needs, person
from desk.audit import note
from desk.editing import fields, holding
from desk.editing.one import article_or_404
from desk.models import Draft
from desk.roles import Action
from feeds import names
from vietnamese.provinces import Province, all_provinces
from vietnamese.text import sort_key

LONGEST: Final = 200_000
_LAST_DAY_OF_63: Final = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form: its name, what stands in it, what stands in the article, and the mark of that."""

    name: str
    text: str
    now: str
    was: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.CORRECT)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """The form; by POST what is in it is saved.

    409 with both values side by side where the article changed since the form was shown, or where somebody
    else took it over: nothing that was typed is lost.
    """
    article = article_or_404(number)
    user = person(request)
    if request.method != "POST":
        draft = Draft.objects.filter(article=article, user=user).first()
        return _form(request, article, draft=draft, mine=draft.values if draft else {})
    told = {name: storable(text) for name, text in request.POST.items()}
    mine = fields.touched(told)
    held = holding.holder(article)
    if held is not None and held.user_id != user.pk:
        keep_draft(article, user, told)
        return _form(request, article, mine=mine, told=told, conflict=True, status=409)
    reason = told.get("reason", "").strip()
    try:
        values = fields.changed(values_of(article), told)
        if values and not reason:
            raise fields.FieldError(_("Hãy ghi lý do sửa."))
        saved = _save(article, user, values, reason, _version(told)) if values else 0
    except (fields.FieldError, RecordError) as error:
        wrong = _invalid(error) if isinstance(error, RecordError) else str(error)
        return _form(request, article, mine=mine, told=told, wrong=wrong, status=400)
    except OutdatedError:
        keep_draft(article, user, told)
        return _form(request, article_or_404(number), mine=mine, told=told, conflict=True, status=409)
    holding.let_go(article, user)
    Draft.objects.filter(article=article, user=user).delete()
    sentence = ngettext(
        "Đã lưu nội dung sửa của %(n)s trường.", "Đã lưu nội dung sửa của %(n)s trường.", saved
    )
    messages.success(request, sentence % {"n": saved})
    return redirect("desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Let the source speak again of a field."""
    article = article_or_404(number)
    user, field = person(request), request.POST.get("field", "")
    with transaction.atomic():
        stood = corrections.standing(article)
        gone = corrections.withdraw(article.pk, [field], by=user.username, at=timezone.now())
        if gone:
            note(
                user,
                "withdraw",
                article=article,
                before={"standing": {each: stood[each] for each in gone}},
                after={"fields": gone},
            )
            publishing.soon()
    if gone:
        told = _("Đã khôi phục trường “%(field)s” theo trang nguồn.") % {
            "field": labels.label(labels.FIELDS, field)
        }
        messages.success(request, told)
    return redirect("desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what was typed, or with ``drop`` forget it; the hold goes on."""
    article = article_or_404(number)
    user = person(request)
    if "drop" in request.POST:
        Draft.objects.filter(article=article, user=user).delete()
        return redirect("correct", number=article.pk)
    keep_draft(article, user, {name: storable(text) for name, text in request.POST.items()})
    held = holding.take(article, user)
    if request.headers.get("Accept", "").startswith("application/json"):
        now = timezone.localtime()
        said = _("Đã lưu nháp lúc %(at)s.") % {"at": f"{now:%H:%M:%S}"}
        lost = "" if held else _("Người khác đã nhận quyền sửa bài này; bản nháp của bạn vẫn được lưu.")
        return JsonResponse({"said": said, "lost": lost})
    messages.success(request, _("Đã lưu nháp."))
    return redirect("correct", number=article.pk)


def keep_draft(article: Article, user: User, told: Mapping[str, str]) -> None:
    """Keep the boxes that were changed, each cut at what nobody types."""
    values = {name: text[:LONGEST] for name, text in fields.touched(told).items()}
    if reason := told.get("reason", "").strip():
        values["reason"] = reason[:LONGEST]
    Draft.objects.update_or_create(
        article=article,
        user=user,
        defaults={"values": values, "version": told.get("version", "")[:100], "at": timezone.now()},
    )


def values_of(article: Article) -> dict[str, Any]:
    """What is published of the article now, by field."""
    return {field: getattr(article, field) for field in CONTENT}


def _version(told: Mapping[str, str]) -> int:
    text = told.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _save(article: Article, user: User, values: dict[str, Any], reason: str, version: int) -> int:
    with transaction.atomic():
        stood = corrections.standing(article)
        made = corrections.correct(
            article.pk, values, author=user.username, reason=reason, at=timezone.now(), version=version
        )
        done = [each.field for each in made]
        note(
            user,
            "correct",
            article=article,
            before={
                "values": {field: getattr(article, field) for field in done},
                "standing": {field: stood[field] for field in done if field in stood},
            },
            after={"fields": done, "values": {each.field: each.value for each in made}},
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
    mine: Mapping[str, str],
    told: Mapping[str, str] | None = None,
    draft: Draft | None = None,
    conflict: bool = False,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """``mine`` are the boxes that this editor changed; the others show what the article has now."""
    now = fields.all_boxes(values_of(article))
    rows = {
        name.replace("-", "_"): Box(name, mine.get(name, text), text, fields.mark(text))
        for name, text in now.items()
    }
    other = [box for box in rows.values() if conflict and box.name in mine and _changed(box, told or {})]
    context = {
        "section": "queue",
        "article": article,
        "boxes": rows,
        "conflicts": other,
        "conflict": conflict,
        "wrong": wrong,
        "reason": (told or mine).get("reason", ""),
        "draft": draft,
        "outdated_draft": draft is not None and draft.version != str(article.version),
        "hold": holding.holder(article),
        "kinds": labels.KINDS.items(),
        "roles": fields.ROLES.values(),
        "topic_names": names.topics(),
        "provinces": _provinces(),
    }
    return render(request, "desk/editing/correct.html", context, status=status)


def _changed(box: Box, told: Mapping[str, str]) -> bool:
    """Whether the article's box is another than the one that the form had shown."""
    return told.get(f"was-{box.name}") != box.was


def _provinces() -> list[Province]:
    """All that there are and were, by name; an older article is of its time's."""
    today = all_provinces()
    slugs = {each.slug for each in today}
    old = [each for each in all_provinces(_LAST_DAY_OF_63) if each.slug not in slugs]
    return sorted([*today, *old], key=lambda each: sort_key(each.name))
