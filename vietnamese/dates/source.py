"""A text beside the form that the rules read, and its results in offsets of the text as given."""

import re

from vietnamese.dates.build import Reading, role_of
from vietnamese.dates.normal import WayBack, readable
from vietnamese.dates.values import DateRole, ParsedDate


class Source:
    """``given`` is the text as it came, ``low`` the form that the rules read."""

    __slots__ = ("_back", "direct", "given", "low")

    def __init__(self, given: str) -> None:
        self.given = given
        self.low, self.direct = readable(given)
        self._back: WayBack | None = None

    def result(
        self, match: re.Match[str], reading: Reading, start: int, end: int, role: DateRole | None = None
    ) -> ParsedDate:
        """The public value; group 1 of ``match`` is the label, ``start`` and ``end`` count in ``low``."""
        given = self.given
        label_start, label_end = match.span(1)
        if not self.direct:
            if self._back is None:
                self._back = WayBack(given, len(self.low))
            start, end = self._back.span(start, end)
            if label_start >= 0:
                label_start, label_end = self._back.span(label_start, label_end)
        label = ""
        if label_start >= 0:
            label = given[label_start:label_end]
            if role is None:
                role = role_of(match[1])
        value, precision, rule, warnings, _ = reading
        return ParsedDate(value, precision, given[start:end], rule, label, role or "", warnings, start, end)
