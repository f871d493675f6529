"""Checks of a source that type annotations cannot express. Each error is a sentence with its remedy."""

import re
from dataclasses import fields
from urllib.parse import urlsplit

from items import Source
from sources.errors import did_you_mean
from sources.province_coverage import province_slugs
from vietnamese import provinces

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 100  # the width of the archive's columns


def find_errors(source: Source) -> list[str]:
    """All errors of a source whose values have the right types; empty if there are none."""
    return [
        *_slug_errors(source),
        *_text_errors(source),
        *_url_errors(source),
        *_province_errors(source),
        *_selector_errors(source),
        *_expression_errors(source),
        *_politeness_errors(source),
    ]


def _slug_errors(source: Source) -> list[str]:
    if len(source.slug) > LONGEST_SLUG:
        return [f"the file's name must not be longer than {LONGEST_SLUG} characters"]
    if SLUG.fullmatch(source.slug):
        return []
    return [
        f'the file\'s name "{source.slug}" must be small letters, digits and single dashes ("lao-cai.toml")'
    ]


def _text_errors(source: Source) -> list[str]:
    required = {"name": source.name, "publisher": source.publisher, "evidence": source.evidence}
    return [f"{key} must not be empty" for key, text in required.items() if not text.strip()]


def _url_errors(source: Source) -> list[str]:
    errors = []
    if not _is_url(source.home):
        errors.append(f'home = "{source.home}": a full URL is required, such as "http://example.vn"')
    errors += [
        f'start: "{start}" must begin with "/" (relative to home) or be a full URL'
        for start in source.start
        if not start.startswith("/") and not _is_url(start)
    ]
    return errors


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def _province_errors(source: Source) -> list[str]:
    if source.province is None or provinces.by_slug(source.province) is not None:
        return []
    hint = did_you_mean(source.province, province_slugs())
    return [f'province = "{source.province}" is not the slug of a province; {hint}'.rstrip("; ")]


def _selector_errors(source: Source) -> list[str]:
    errors = []
    for field in fields(source.select):
        selector = getattr(source.select, field.name)
        if selector is None:
            continue
        # Imported here: few sources have selectors, and every command that names a source loads this module.
        from cssselect import SelectorError
        from lxml.cssselect import CSSSelector

        try:
            CSSSelector(selector)
        except SelectorError as error:
            errors.append(f'select.{field.name} = "{selector}" is not a CSS selector: {error}')
    return errors


def _expression_errors(source: Source) -> list[str]:
    errors = []
    for field in fields(source.follow):
        expression = getattr(source.follow, field.name)
        if expression is None:
            continue
        try:
            re.compile(expression)
        except re.error as error:
            errors.append(f'follow.{field.name} = "{expression}" is not a regular expression: {error}')
    return errors


def _politeness_errors(source: Source) -> list[str]:
    errors = []
    if not 0 <= source.politeness.delay <= 300:
        errors.append(f"politeness.delay = {source.politeness.delay}: must be 0 to 300 seconds")
    if not 1 <= source.politeness.concurrency <= 8:
        errors.append(f"politeness.concurrency = {source.politeness.concurrency}: must be 1 to 8")
    return errors
