"""What the date rules give back."""

from datetime import date, datetime
from typing import Literal, NamedTuple

Precision = Literal["day", "hour", "minute", "second"]
DateRole = Literal["published", "updated", "issued", "deadline", "clock", ""]


class ParsedDate(NamedTuple):
    """One date as a text tells it. A tuple, since one is made for every date of every page.

    ``value`` is an aware datetime in +07:00, or a bare date when ``precision`` is "day". ``raw`` is
    ``text[start:end]`` of the text given: the date with its time, weekday and zone, without its label.
    ``label`` is as printed, without its colon; ``role`` is what the label says of the date (lexicon:
    publication_date), "" where there is no label or the label does not say. ``rule`` names the form that
    matched. ``warnings`` are English sentences for editors.
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
        """The calendar day in Vietnam."""
        return self.value.date() if isinstance(self.value, datetime) else self.value
