"""Errors in source files: the exception, hints for misspelt words, and the line that an error is about."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_MAX_CHOICES = 20  # more are not listed in a message
_TABLE = re.compile(r"\s*\[+\s*([\w-]+)\s*\]+")
_KEY = re.compile(r'\s*["\']?([\w-]+)["\']?\s*=')
# Every message begins with the key that it is about: home = "x": …, start: "x" …, "platfrom" is not …
_MESSAGE_KEY = re.compile(r'"?([a-z_-]+(?:\.[\w-]+)?)\b')
_TOML_ERROR_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class SourceFileError(ValueError):
    """A source file that cannot be used. The message has one line for each error: file, line, key, remedy."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A hint for a misspelt word: the nearest choice, else all choices if they are few, else "".

    >>> did_you_mean("platfrom", ["name", "platform"])
    'did you mean "platform"?'
    """
    known = list(choices)
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if len(known) > _MAX_CHOICES:
        return ""
    return "possible: " + ", ".join(known)


def line_of(text: str, message: str) -> int | None:
    """The line of the source file ``text``, from 1, that an error message is about.

    None if it is about no line: a missing key, or the file's name.
    """
    if toml_error := _TOML_ERROR_LINE.search(message):
        return int(toml_error[1])
    subject = _MESSAGE_KEY.match(message)
    if subject is None:
        return None
    table, _, key = subject[1].rpartition(".")
    current_table, table_line = "", None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            current_table = header[1]
            if current_table == key and not table:
                table_line = number
        elif (assignment := _KEY.match(line)) and assignment[1] == key and current_table == table:
            return number
    return table_line
