"""Filters of lists, searches and feeds: the values to choose from, and unknown values with a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from archive import queries
from archive.search import Search
from archive.search.filter_suggestions import UnknownFilter, find_unknown_filters
from feeds import names
from feeds.text import line
from sources import source_slugs
from vietnamese.provinces import by_slug
from vietnamese.text import sort_key


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, its name and the number of its articles."""

    slug: str
    name: str
    count: int


def sorted_choices(choices: Iterable[Choice]) -> list[Choice]:
    """The choices by name, in Vietnamese order."""
    return sorted(choices, key=lambda choice: sort_key(choice.name))


@dataclass(frozen=True, slots=True)
class FilterError:
    """``filter`` has an unknown value; ``problem`` says so in one sentence.

    ``suggestion`` is the value that may be meant, ``suggested_name`` its name for readers; both "" where no
    known value is similar.
    """

    unknown: UnknownFilter
    problem: str
    suggested_name: str

    @property
    def filter(self) -> str:
        return self.unknown.filter

    @property
    def suggestion(self) -> str:
        return self.unknown.suggestion

    def sentence(self) -> str:
        """The problem and the suggestion as one line of plain text."""
        if not self.suggestion:
            return self.problem
        meant = f"“{self.suggested_name}”"
        if self.suggested_name != self.suggestion:
            meant += f" ({self.suggestion})"
        return f"{self.problem} " + _("Ý bạn là %(meant)s?") % {"meant": meant}

    def corrections(self, question: str) -> dict[str, str]:
        """The parameters of an address with the suggestion in the place of the unknown value.

        ``question`` is the search text, in which the filter may stand.
        """
        if self.unknown.in_question:
            return {"q": self.unknown.correct(question)}
        return {self.filter: self.suggestion}


def filter_errors(search: Search, *, exact: bool = False) -> list[FilterError]:
    """The unknown filter values of a search; with ``exact``, names and other spellings are unknown too."""
    found = find_unknown_filters(search, lambda: source_slugs(settings.TCD.own_sources), exact=exact)
    return [FilterError(unknown, _problem(unknown), _suggested_name(unknown)) for unknown in found]


def _problem(unknown: UnknownFilter) -> str:
    sentences = {
        "province": _("Không có tỉnh, thành phố nào tên “%(value)s”."),
        "source": _("Không có nguồn nào tên “%(value)s”."),
        "topic": _("Không có chủ đề nào tên “%(value)s”."),
        "kind": _("Không có loại bài nào tên “%(value)s”."),
    }
    return sentences[unknown.filter] % {"value": line(unknown.value, 100)}


def _suggested_name(unknown: UnknownFilter) -> str:
    if unknown.filter == "province" and (province := by_slug(unknown.suggestion)):
        return province.name
    if unknown.filter == "topic":
        return names.topics().get(unknown.suggestion, unknown.suggestion)
    sources = queries.sources() if unknown.filter == "source" else {}
    return sources[unknown.suggestion].name if unknown.suggestion in sources else unknown.suggestion
