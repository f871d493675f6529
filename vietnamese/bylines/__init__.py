"""Who wrote, photographed, compiled: bylines, agency prefixes and photo credits."""

from vietnamese.bylines.credits import agency_prefix, split_credit
from vietnamese.bylines.names import is_account
from vietnamese.bylines.parse import byline_shape, parse_byline, signs_with_post
from vietnamese.bylines.reading import Person

__all__ = [
    "Person",
    "agency_prefix",
    "byline_shape",
    "is_account",
    "parse_byline",
    "signs_with_post",
    "split_credit",
]
