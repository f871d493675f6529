"""What the archive holds, one concern a file."""

from archive.models.article import STATES, Article, ArticleTopic
from archive.models.correction import Correction
from archive.models.document import DocumentIdentity, OtherAddress
from archive.models.finding import AlertDelivery, Finding
from archive.models.frontier import FrontierEntry, ListOrder, Validator
from archive.models.history import Reading, Revision
from archive.models.raw import RawPage
from archive.models.rule import ACTS, Assignment, Rule, RuleAct
from archive.models.run import Run, SourceRun
from archive.models.search import SearchEntry, SearchWord
from archive.models.source import KnownSource
from archive.models.story import Fingerprint, Reprint, Story, StoryMember, Waiting

__all__ = [
    "ACTS",
    "STATES",
    "AlertDelivery",
    "Article",
    "ArticleTopic",
    "Assignment",
    "Correction",
    "DocumentIdentity",
    "Finding",
    "Fingerprint",
    "FrontierEntry",
    "KnownSource",
    "ListOrder",
    "OtherAddress",
    "RawPage",
    "Reading",
    "Reprint",
    "Revision",
    "Rule",
    "RuleAct",
    "Run",
    "SearchEntry",
    "SearchWord",
    "SourceRun",
    "Story",
    "StoryMember",
    "Validator",
    "Waiting",
]
