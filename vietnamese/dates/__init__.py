"""Vietnamese dates as pages print them: value and precision, and which dates are refused."""

from vietnamese.dates.meaning import days_meant
from vietnamese.dates.parse import parse_date
from vietnamese.dates.past import PastDay, past_days
from vietnamese.dates.scan import find_dates
from vietnamese.dates.values import DateRole, ParsedDate, Precision
from vietnamese.zone import VIETNAM

__all__ = [
    "VIETNAM",
    "DateRole",
    "ParsedDate",
    "PastDay",
    "Precision",
    "days_meant",
    "find_dates",
    "parse_date",
    "past_days",
]
