"""Official documents: their numbers in running text, and the fields of a document read line by line."""

from vietnamese.documents.numbers import DocumentNumber, find_document_numbers
from vietnamese.documents.official import ParsedDocument, read_official
from vietnamese.documents.place_date import PlaceDate, parse_place_date
from vietnamese.documents.types import document_type_heading

__all__ = [
    "DocumentNumber",
    "ParsedDocument",
    "PlaceDate",
    "document_type_heading",
    "find_document_numbers",
    "parse_place_date",
    "read_official",
]
