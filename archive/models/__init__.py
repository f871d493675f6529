"""What the archive holds, one concern a file."""

from archive.models.article import Article, ArticleTopic
from archive.models.frontier import FrontierEntry, Validator
from archive.models.history import Reading, Revision
from archive.models.run import Run, SourceRun
from archive.models.source import KnownSource

__all__ = [
    "Article",
    "ArticleTopic",
    "FrontierEntry",
    "KnownSource",
    "Reading",
    "Revision",
    "Run",
    "SourceRun",
    "Validator",
]
