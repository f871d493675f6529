"""What a source's annotations can't say: is it usable? Each answer is a sentence with what would be right."""

import re
from dataclasses import fields
from urllib.parse import urlsplit

from items import Source
from sources.coverage import known_slugs
from sources.errors import did_you_mean
from vietnamese import provinces

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 100  # the archive's columns


def problems_of(source: Source) -> list[str]:
    """Everything that is wrong with a well-formed source; empty when nothing is."""
    return [
        *_slug(source),
        *_texts(source),
        *_addresses(source),
        *_province(source),
        *_selectors(source),
        *_expressions(source),
        *_politeness(source),
    ]


def _slug(source: Source) -> list[str]:
    if len(source.slug) > LONGEST_SLUG:
        return [f"the file's name must not be longer than {LONGEST_SLUG} characters"]
    if SLUG.fullmatch(source.slug):
        return []
    return [
        f'the file\'s name "{source.slug}" must be small letters, digits and single dashes ("lao-cai.toml")'
    ]


def _texts(source: Source) -> list[str]:
    wanted = {"name": source.name, "publisher": source.publisher, "evidence": source.evidence}
    return [f"{key} must not be empty" for key, text in wanted.items() if not text.strip()]


def _addresses(source: Source) -> list[str]:
    problems = []
    if not _is_address(source.home):
        problems.append(f'home = "{source.home}": a whole address is wanted, such as "http://example.vn"')
    problems += [
        f'start: "{start}" must begin with "/" (from home) or be a whole address'
        for start in source.start
        if not start.startswith("/") and not _is_address(start)
    ]
    return problems


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def _province(source: Source) -> list[str]:
    if source.province is None or provinces.by_slug(source.province) is not None:
        return []
    hint = did_you_mean(source.province, known_slugs())
    return [f'province = "{source.province}" is no province\'s slug; {hint}'.rstrip("; ")]


def _selectors(source: Source) -> list[str]:
    problems = []
    for field in fields(source.select):
        selector = getattr(source.select, field.name)
        if selector is None:
            continue
        # Few sources have any, and every command that names a source reads its file.
        from cssselect import SelectorError
        from lxml.cssselect import CSSSelector

        try:
            CSSSelector(selector)
        except SelectorError as error:
            problems.append(f'select.{field.name} = "{selector}" is no CSS selector: {error}')
    return problems


def _expressions(source: Source) -> list[str]:
    problems = []
    for field in fields(source.follow):
        expression = getattr(source.follow, field.name)
        if expression is None:
            continue
        try:
            re.compile(expression)
        except re.error as error:
            problems.append(f'follow.{field.name} = "{expression}" is no regular expression: {error}')
    return problems


def _politeness(source: Source) -> list[str]:
    problems = []
    if not 0 <= source.politeness.delay <= 300:
        problems.append(f"politeness.delay = {source.politeness.delay}: seconds from 0 to 300 are wanted")
    if not 1 <= source.politeness.concurrency <= 8:
        problems.append(f"politeness.concurrency = {source.politeness.concurrency}: 1 to 8 is wanted")
    return problems
