"""Vietnamese dates as pages print them: what is said, how precisely, and what must be refused."""

from vietnamese.dates.parse import parse_date
from vietnamese.dates.scan import find_dates
from vietnamese.dates.values import VIETNAM, DateRole, ParsedDate, Precision

__all__ = ["VIETNAM", "DateRole", "ParsedDate", "Precision", "find_dates", "parse_date"]
