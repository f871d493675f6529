"""Bylines, agency prefixes and photo credits: who wrote, photographed or compiled."""

from vietnamese.bylines.credits import agency_prefix, split_credit
from vietnamese.bylines.names import is_account
from vietnamese.bylines.parse import byline_shape, parse_byline, signs_with_post
from vietnamese.bylines.reader import Contributor

__all__ = [
    "Contributor",
    "agency_prefix",
    "byline_shape",
    "is_account",
    "parse_byline",
    "signs_with_post",
    "split_credit",
]
