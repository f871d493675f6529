"""The results of the date rules."""

from datetime import date, datetime
from typing import Literal, NamedTuple

Precision = Literal["day", "hour", "minute", "second"]
DateRole = Literal["published", "updated", "issued", "deadline", "clock", ""]


class ParsedDate(NamedTuple):
    """A date in a text. A named tuple for speed, since every date of every page makes one.

    ``value`` is an aware datetime in +07:00, or a date if ``precision`` is "day". ``raw`` is
    ``text[start:end]``: the date with its time, weekday and zone, without its label. ``label`` is the label
    as printed, without its colon; ``role`` is its meaning (lexicon: publication_date), "" if there is no
    label or it is ambiguous. ``rule`` names the form that matched. ``warnings`` are English sentences for
    editors.
    """

    value: datetime | date
    precision: Precision
    raw: str
    rule: str
    label: str
    role: DateRole
    warnings: tuple[str, ...]
    start: int
    end: int

    @property
    def relative(self) -> bool:
        """Whether it was counted from the time of reading ("3 giờ trước", "Hôm qua")."""
        return self.rule == "relative"

    def iso(self) -> str:
        """ISO 8601: ``2020-06-25T09:11:00+07:00``, or ``2020-06-25`` for day precision."""
        return self.value.isoformat()

    @property
    def day(self) -> date:
        """The calendar day in Việt Nam."""
        return self.value.date() if isinstance(self.value, datetime) else self.value
