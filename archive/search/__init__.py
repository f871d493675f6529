"""Search without accents, exact accents first, on SQLite and PostgreSQL alike.

``hits``, ``among``, ``articles`` and ``count`` ask, ``put`` and ``put_ids`` keep the index in step with the
articles, ``snippet`` and ``marked`` show what was found. Models are needed at import: Django must be set up
before.
"""

from archive.search.find import Hit, among, articles, count, hits
from archive.search.index import put, put_ids, rebuild
from archive.search.plan import Order, Search
from archive.search.question import Question, Term, read
from archive.search.snippets import Piece, marked, snippet

__all__ = [
    "Hit", "Order", "Piece", "Question", "Search", "Term", "among", "articles", "count", "hits", "marked",
    "put", "put_ids", "read", "rebuild", "snippet",
]  # fmt: skip
