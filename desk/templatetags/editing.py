"""Filters of the templates of editing."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from archive.history import Change
from archive.models import Article
from desk import labels
from desk.editing import explanations, proofs, queries
from desk.templatetags.desk import articles

register = template.Library()


@register.filter
def headline(article: Article) -> str:
    """The article's title, or its URL where it has none."""
    return article.title or article.url


@register.filter
def label(table: Mapping[str, Any], key: str) -> str:
    """The label of ``key`` in a table of ``desk.labels``, or the key itself."""
    return labels.label(table, key)


@register.filter
def changed_since(article: Article) -> bool:
    """Whether its source changed the article after an editor's decision."""
    return queries.changed_since(article)


@register.filter
def batch(tags: str) -> str:
    """The batch of a message's act, for its undo button; "" for a message without one."""
    match = re.search(r"\bbatch:([0-9a-f-]{36})\b", tags or "")
    return match[1] if match else ""


@register.filter
def explained(text: str) -> str:
    """A reason, warning or refusal in the visitor's language; marked as English without a translation."""
    if get_language() == "en":
        return text
    return explanations.translate(text) or format_html('<span lang="en">{}</span>', text)


@register.filter
def audit_values(values: Any) -> str:
    """The values of an audit entry, before or after, in short."""
    if not isinstance(values, Mapping):
        return ""
    texts = []
    for name, value in values.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if name == "state":
            text = labels.label(labels.STATES, text)
        elif name == "fields" and isinstance(value, list):
            text = ", ".join(labels.label(labels.FIELDS, str(field)) for field in value)
        elif name == "role":
            text = labels.label(labels.ROLES, text)
        elif name == "act":
            text = labels.label({**labels.ACTS, **labels.RULE_ACTS}, text)
        elif name == "articles":
            text = articles(int(value))
        elif name not in ("user", "sessions", "actor", "q", "since", "until"):
            continue
        texts.append(text)
    return "; ".join(filter(None, texts))


@register.filter
def before(change: Change) -> list[str]:
    """The value of a field before a change, as lines."""
    return proofs.value_lines(change.field, change.before)


@register.filter
def after(change: Change) -> list[str]:
    """The value of a field after a change, as lines."""
    return proofs.value_lines(change.field, change.after)


@register.filter
def percent(share: float) -> int:
    """A share from 0 to 1 in percent."""
    return round(100 * share)


@register.filter
def box_label(name: str) -> str:
    """The label of the field that a box of the form belongs to."""
    return labels.label(labels.FIELDS, name.partition("-")[0])
