"""The rules: the list, one with what it would touch, applying, turning off, removing."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive import queries, rules
from archive.models import Rule
from desk import labels, publishing
from desk.access import needs, person
from desk.audit import note
from desk.paging import LARGEST_ID
from desk.roles import Action
from desk.rules.forms import RuleForm
from feeds import names


@require_safe
@needs(Action.RULES)
def listed(request: HttpRequest) -> HttpResponse:
    """Every rule by name, and on how many articles it acted."""
    context = {
        "section": "rules",
        "rules": Rule.objects.annotate(number=Count("acts")),
        "acts": labels.RULE_ACTS,
        **_words(),
    }
    return render(request, "desk/rules/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Action.RULES)
def edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A new rule or another shape of one. ``preview`` shows what it would touch; ``save`` keeps it."""
    rule = _one(number) if number is not None else Rule()
    before = _told(rule) if rule.pk else {}
    form = RuleForm(request.POST if request.method == "POST" else None, instance=rule)
    preview = None
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        if "save" in request.POST:
            return _saved(request, made, before)
        preview = rules.touched(made)
    elif rule.pk and request.method == "GET":
        preview = rules.touched(rule)
    context = {"section": "rules", "form": form, "rule": rule, "preview": preview, **_words()}
    status = 400 if request.method == "POST" and form.errors else 200
    return render(request, "desk/rules/edit.html", context, status=status)


@require_POST
@needs(Action.RULES)
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """Let the rule act on what the archive holds."""
    rule = _one(number)
    with transaction.atomic():
        done = rules.apply(rule, at=timezone.now())
        note(person(request), "rule-apply", subject=rule.name, after={"articles": done})
    if done:
        publishing.soon()
    sentence = ngettext(
        "Đã áp dụng quy tắc “%(name)s” cho %(n)s bài.",
        "Đã áp dụng quy tắc “%(name)s” cho %(n)s bài.",
        done,
    )
    messages.success(request, sentence % {"name": rule.name, "n": done})
    return redirect("rules")


@require_POST
@needs(Action.RULES)
def switch(request: HttpRequest, number: int) -> HttpResponse:
    """Turn a rule off or on."""
    rule = _one(number)
    with transaction.atomic():
        rule.enabled = not rule.enabled
        rule.save(update_fields=["enabled"])
        note(person(request), "rule-on" if rule.enabled else "rule-off", subject=rule.name)
    return redirect("rules")


@require_POST
@needs(Action.RULES)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a rule; what it did stays as it is."""
    rule = _one(number)
    with transaction.atomic():
        note(person(request), "rule-remove", subject=rule.name, before=_told(rule))
        rule.delete()
    messages.success(
        request, _("Đã xóa quy tắc “%(name)s”; những thay đổi trước đó vẫn giữ nguyên.") % {"name": rule.name}
    )
    return redirect("rules")


def _saved(request: HttpRequest, rule: Rule, before: dict[str, str]) -> HttpResponse:
    with transaction.atomic():
        if not rule.pk:
            rule.made_by, rule.made_at = person(request).username, timezone.now()
        rule.save()
        note(person(request), "rule-save", subject=rule.name, before=before, after=_told(rule))
    messages.success(
        request,
        _("Đã lưu quy tắc “%(name)s”; quy tắc áp dụng cho các bài thu thập từ nay.") % {"name": rule.name},
    )
    return redirect("rule", rule.pk)


def _one(number: int) -> Rule:
    return get_object_or_404(Rule, pk=min(number, LARGEST_ID))


def _told(rule: Rule) -> dict[str, str]:
    return {each: getattr(rule, each) for each in ("name", "query", "source", "author", "act", "value")}


def _words() -> dict[str, dict[str, str]]:
    sources = {slug: source.name for slug, source in queries.sources().items()}
    return {"source_names": sources, "topic_names": names.topics()}
