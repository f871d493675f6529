"""An article's view count, and the visitor counters of a site, which must never be taken for it."""

from vietnamese.counts.counters import counter_labels, is_counter_title
from vietnamese.counts.numbers import parse_number
from vietnamese.counts.views import ParsedCount, parse_views

__all__ = ["ParsedCount", "counter_labels", "is_counter_title", "parse_number", "parse_views"]
