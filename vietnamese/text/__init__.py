"""Vietnamese text: cleaning, keys for search and comparison, sort order, capitals, damaged letters.

Store the result of ``clean``. Compare and search by ``fold``, ``fold_tones`` and ``fold_spelling``, whose
results are keys and never shown.
"""

from vietnamese.text.capitals import sentence_case
from vietnamese.text.keys import fold, fold_clean, fold_spelling, fold_tones, slugify
from vietnamese.text.normal import clean, has_digit
from vietnamese.text.order import sort_key
from vietnamese.text.syllables import suspect_words

__all__ = [
    "clean",
    "fold",
    "fold_clean",
    "fold_spelling",
    "fold_tones",
    "has_digit",
    "sentence_case",
    "slugify",
    "sort_key",
    "suspect_words",
]
