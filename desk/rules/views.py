"""The rules: list, form with preview, applying, switching on and off, removing."""

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
from desk.access import current_user, needs
from desk.audit import note
from desk.paging import LARGEST_ID
from desk.roles import Action
from desk.rules.forms import RuleForm
from feeds import names


@require_safe
@needs(Action.RULES)
def rule_list(request: HttpRequest) -> HttpResponse:
    """All rules, each with the number of articles that it acted on."""
    context = {
        "section": "rules",
        "rules": Rule.objects.annotate(number=Count("acts")),
        "acts": labels.RULE_ACTS,
        **_names(),
    }
    return render(request, "desk/rules/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Action.RULES)
def edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The form of a new or an existing rule; ``preview`` shows the affected articles, ``save`` saves the
    rule."""
    rule = _rule_or_404(number) if number is not None else Rule()
    before = _values(rule) if rule.pk else {}
    form = RuleForm(request.POST if request.method == "POST" else None, instance=rule)
    preview = None
    if request.method == "POST" and form.is_valid():
        edited = form.save(commit=False)
        if "save" in request.POST:
            return _save(request, edited, before)
        preview = rules.preview(edited)
    elif rule.pk and request.method == "GET":
        preview = rules.preview(rule)
    context = {"section": "rules", "form": form, "rule": rule, "preview": preview, **_names()}
    status = 400 if request.method == "POST" and form.errors else 200
    return render(request, "desk/rules/edit.html", context, status=status)


@require_POST
@needs(Action.RULES)
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """Apply the rule to the archive."""
    rule = _rule_or_404(number)
    with transaction.atomic():
        articles = rules.apply(rule, at=timezone.now())
        note(current_user(request), "rule-apply", subject=rule.name, after={"articles": articles})
    if articles:
        publishing.soon()
    sentence = ngettext(
        "Đã áp dụng quy tắc “%(name)s” cho %(n)s bài.",
        "Đã áp dụng quy tắc “%(name)s” cho %(n)s bài.",
        articles,
    )
    messages.success(request, sentence % {"name": rule.name, "n": articles})
    return redirect("rules")


@require_POST
@needs(Action.RULES)
def switch(request: HttpRequest, number: int) -> HttpResponse:
    """Switch a rule on or off."""
    rule = _rule_or_404(number)
    with transaction.atomic():
        rule.enabled = not rule.enabled
        rule.save(update_fields=["enabled"])
        note(current_user(request), "rule-on" if rule.enabled else "rule-off", subject=rule.name)
    return redirect("rules")


@require_POST
@needs(Action.RULES)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a rule; its earlier acts stay."""
    rule = _rule_or_404(number)
    with transaction.atomic():
        note(current_user(request), "rule-remove", subject=rule.name, before=_values(rule))
        rule.delete()
    messages.success(
        request, _("Đã xóa quy tắc “%(name)s”; những thay đổi trước đó vẫn giữ nguyên.") % {"name": rule.name}
    )
    return redirect("rules")


def _save(request: HttpRequest, rule: Rule, before: dict[str, str]) -> HttpResponse:
    with transaction.atomic():
        if not rule.pk:
            rule.made_by, rule.made_at = current_user(request).username, timezone.now()
        rule.save()
        note(current_user(request), "rule-save", subject=rule.name, before=before, after=_values(rule))
    messages.success(
        request,
        _("Đã lưu quy tắc “%(name)s”; quy tắc áp dụng cho các bài thu thập từ nay.") % {"name": rule.name},
    )
    return redirect("rule", rule.pk)


def _rule_or_404(number: int) -> Rule:
    return get_object_or_404(Rule, pk=min(number, LARGEST_ID))


def _values(rule: Rule) -> dict[str, str]:
    return {name: getattr(rule, name) for name in ("name", "query", "source", "author", "act", "value")}


def _names() -> dict[str, dict[str, str]]:
    sources = {slug: source.name for slug, source in queries.sources().items()}
    return {"source_names": sources, "topic_names": names.topics()}
