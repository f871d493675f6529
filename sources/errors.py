"""What is wrong with a source file, said so that its author can mend it."""

from collections.abc import Iterable
from difflib import get_close_matches


class SourceFileError(ValueError):
    """A source file that can't be used. The message is one line a problem: file, key, what would be right."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """``did you mean "platform"?`` for a misspelt word, else the choices, else nothing.

    >>> did_you_mean("platfrom", ["name", "platform"])
    'did you mean "platform"?'
    """
    known = list(choices)
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if len(known) > 20:
        return ""
    return "possible: " + ", ".join(known)
