"""Filters of the dashboard's templates: labels, findings and totals in the visitor's language."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Finding, Run
from desk import labels
from desk.dashboard.visits import MarkedReport
from monitoring import finding_texts

register = template.Library()


@register.filter
def mark_label(mark: str) -> str:
    """The label of a report's mark."""
    return labels.label(labels.MARKS, mark)


@register.filter
def strip_text(strip: Sequence[MarkedReport]) -> str:
    """A strip of marks for screen readers: the number of each mark, and the last one."""
    counts = Counter(report.mark for report in strip)
    text = ", ".join(f"{number} {mark_label(mark)}" for mark, number in counts.items())
    last = _("gần nhất")
    return f"{text}; {last}: {mark_label(strip[-1].mark)}" if strip else ""


@register.filter
def failure_label(name: str) -> str:
    """The label of a failure kind."""
    return finding_texts.reason_text(name, _language())


@register.filter
def finding_text(finding: Finding) -> str:
    """A finding as a clause. The archive keeps it in Vietnamese; English is made of its kind and evidence."""
    if _language() == "vi" or not finding_texts.has_text(finding.name):
        return finding.said
    return finding_texts.finding_text(finding.name, finding.detail, finding.evidence, _language())


@register.filter
def finding_lines(finding: Finding) -> list[str]:
    """The evidence of a finding and the command to check it; last an error of the program, if there was
    one."""
    texts = finding_texts.evidence_lines(finding.name, finding.evidence, _language())
    error = finding.evidence.get("error")
    return [*texts, str(error)] if error else texts


@register.filter
def ending_label(ending: str) -> str:
    """How a finding ended; a date follows."""
    return labels.label(labels.ENDINGS, ending)


@register.filter
def run_reason_label(reason: str) -> str:
    """Why a crawl run was started."""
    return labels.label(labels.RUN_REASONS, reason)


@register.filter
def status_label(status: str) -> str:
    """The label of a source's status, "" for a source without a file."""
    return labels.label(labels.STATUSES, status)


@register.filter
def field_label(field: str) -> str:
    """The label of a field whose coverage is counted."""
    return labels.label(labels.COVERAGE_FIELDS, field)


@register.filter
def setting_label(key: str) -> str:
    """The label of a key of a source file."""
    return labels.label(labels.SETTINGS, key)


@register.filter
def duration(run: Run) -> str:
    """How long a run took, as minutes:seconds; "" for a run without an end."""
    if run.finished_at is None:
        return ""
    seconds = (run.finished_at - run.started_at) // timedelta(seconds=1)
    return f"{seconds // 60}:{seconds % 60:02}"


@register.filter
def totals(run: Run) -> dict[str, int]:
    """The totals of a run's reports: ``sources``, ``failed``, ``new``, ``changed``."""
    reports = list(run.reports.all())
    return {
        "sources": len(reports),
        "failed": sum(not report.ok for report in reports),
        "new": sum(report.new for report in reports),
        "changed": sum(report.changed for report in reports),
    }


def _language() -> finding_texts.Language:
    return "en" if get_language() == "en" else "vi"
