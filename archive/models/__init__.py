"""What the archive holds, one concern a file."""

from archive.models.article import STATES, Article, ArticleTopic
from archive.models.correction import Correction
from archive.models.finding import AlertDelivery, Finding
from archive.models.frontier import FrontierEntry, Validator
from archive.models.history import Reading, Revision
from archive.models.raw import RawPage
from archive.models.run import Run, SourceRun
from archive.models.search import SearchEntry
from archive.models.source import KnownSource

__all__ = [
    "STATES",
    "AlertDelivery",
    "Article",
    "ArticleTopic",
    "Correction",
    "Finding",
    "FrontierEntry",
    "KnownSource",
    "RawPage",
    "Reading",
    "Revision",
    "Run",
    "SearchEntry",
    "SourceRun",
    "Validator",
]
