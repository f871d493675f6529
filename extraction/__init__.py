"""HTML and its address → RawArticle: candidates with their proof, on layouts nobody wrote a selector for."""

from extraction.page import extract

__all__ = ["extract"]
