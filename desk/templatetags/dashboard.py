"""Words of the dashboard: marks, causes, fields and settings in the visitor's language."""

from collections.abc import Sequence
from datetime import timedelta

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Finding, Run
from desk import labels
from desk.dashboard.health import Day
from monitoring import words

register = template.Library()


@register.filter
def mark_word(mark: str) -> str:
    """How a visit went."""
    return labels.label(labels.MARKS, mark)


@register.filter
def strip_words(days: Sequence[Day]) -> str:
    """A strip of marks for those who hear it: how many of each, and the last."""
    counts = {mark: sum(each.mark == mark for each in days) for mark in dict.fromkeys(d.mark for d in days)}
    told = ", ".join(f"{number} {mark_word(mark)}" for mark, number in counts.items())
    last = _("gần nhất")
    return f"{told}; {last}: {mark_word(days[-1].mark)}" if days else ""


@register.filter
def cause_word(name: str) -> str:
    """A failure by name, in words."""
    return words.reason(name, _language())


@register.filter
def finding_words(finding: Finding) -> str:
    """What is wrong. The archive keeps it in Vietnamese; English is made of its name and evidence."""
    if _language() == "vi" or not words.is_known(finding.name):
        return finding.said
    return words.said(finding.name, finding.detail, finding.evidence, _language())


@register.filter
def finding_lines(finding: Finding) -> list[str]:
    """What shows that it is so, and what to run; last the fault that the program met, if it met one."""
    told = words.lines(finding.name, finding.evidence, _language())
    error = finding.evidence.get("error")
    return [*told, str(error)] if error else told


@register.filter
def ending_word(ending: str) -> str:
    """How a finding ended."""
    return labels.label(labels.ENDINGS, ending)


@register.filter
def reason_word(reason: str) -> str:
    """What started a run."""
    return labels.label(labels.RUN_REASONS, reason)


@register.filter
def status_word(status: str) -> str:
    """What is known of a source's address."""
    return labels.label(labels.STATUSES, status)


@register.filter
def field_word(field: str) -> str:
    """A field whose coverage is counted."""
    return labels.label(labels.COVERAGE_FIELDS, field)


@register.filter
def setting_word(key: str) -> str:
    """A key of a source file."""
    return labels.label(labels.SETTINGS, key)


@register.filter
def minutes(run: Run) -> str:
    """How long a run took, in minutes and seconds."""
    if run.finished_at is None:
        return ""
    whole = (run.finished_at - run.started_at) // timedelta(seconds=1)
    return f"{whole // 60}:{whole % 60:02}"


@register.filter
def sums(run: Run) -> dict[str, int]:
    """What a run's reports come to."""
    reports = list(run.reports.all())
    return {
        "sources": len(reports),
        "failed": sum(not report.ok for report in reports),
        "new": sum(report.new for report in reports),
        "changed": sum(report.changed for report in reports),
    }


def _language() -> words.Language:
    return "en" if get_language() == "en" else "vi"
