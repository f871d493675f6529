"""Where in a source file a problem stands, so that its author finds it."""

import re

_TABLE = re.compile(r"\s*\[+\s*([\w-]+)\s*\]+")
_KEY = re.compile(r'\s*["\']?([\w-]+)["\']?\s*=')
# A problem begins with the key that it is about: home = "x": …, start: "x" …, "platfrom" is no key …
_ABOUT = re.compile(r'"?([a-z_-]+(?:\.[\w-]+)?)\b')
_TOLD = re.compile(r"\(at line (\d+), column \d+\)")


def line_of(text: str, problem: str) -> int | None:
    """The line, counted from 1, that a problem's sentence is about; None where it is about none of them (a
    key that is missing, the file's name).
    """
    if told := _TOLD.search(problem):
        return int(told[1])
    about = _ABOUT.match(problem)
    if about is None:
        return None
    table, _, key = about[1].rpartition(".")
    here, whole = "", None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            here = header[1]
            if here == key and not table:
                whole = number
        elif (found := _KEY.match(line)) and found[1] == key and here == table:
            return number
    return whole
