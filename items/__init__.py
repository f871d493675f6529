"""The values that packages exchange: frozen, typed, without Scrapy and Django."""

from items.article import (
    TEXT_SIZES,
    Article,
    Attachment,
    Author,
    Image,
    Kind,
    Moment,
    OfficialDocument,
    Precision,
    ProvinceRef,
    Role,
    ViewCount,
)
from items.bounds import Between, Bound, BoundOrigin, Yearless, between
from items.raw import Candidate, Origin, Page, RawArticle
from items.source import Follow, Politeness, Select, Source, SourceKind, Status

__all__ = [
    "TEXT_SIZES",
    "Article",
    "Attachment",
    "Author",
    "Between",
    "Bound",
    "BoundOrigin",
    "Candidate",
    "Follow",
    "Image",
    "Kind",
    "Moment",
    "OfficialDocument",
    "Origin",
    "Page",
    "Politeness",
    "Precision",
    "ProvinceRef",
    "RawArticle",
    "Role",
    "Select",
    "Source",
    "SourceKind",
    "Status",
    "ViewCount",
    "Yearless",
    "between",
]
