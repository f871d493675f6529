"""How much of the country the feeds cover, for readers: one statement, and each province with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive import queries
from desk.templatetags.desk import articles, count
from feeds import names
from feeds.coverage import Coverage, SourceCheck, State, coverage
from feeds.feed_catalogue import FeedContents
from feeds.source_status import source_checks
from vietnamese.text import sort_key


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What readers are shown of one source; ``label`` is its state in the visitor's language."""

    slug: str
    name: str
    state: State
    label: str
    checked: SourceCheck


@dataclass(frozen=True, slots=True)
class CoveredPlace:
    """A province of today and its sources, or with an empty ``slug`` the sources of no province."""

    slug: str
    name: str
    sources: tuple[SourceStatus, ...]

    @property
    def covered(self) -> bool:
        """Whether any source was crawled successfully of late."""
        return any(source.state == "ok" for source in self.sources)


@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    """The page ``/coverage/``."""
    covered = current_coverage()
    context = {"statement": statement(covered), "places": places(covered), "newest": covered.newest}
    return render(request, "desk/coverage.html", context)


def current_coverage() -> Coverage:
    """The coverage of all sources as the archive has it now. Raises django.db.Error."""
    counts = queries.count_by_source()
    contents = {f"source/{slug}": FeedContents(count=number) for slug, number in counts.items()}
    provinces = [province.slug for province in names.provinces()]
    return coverage(source_checks(queries.sources(), contents), sum(counts.values()), provinces=provinces)


def places(covered: Coverage) -> tuple[CoveredPlace, ...]:
    """Every province of today in Vietnamese order, also those without a source; the whole country last."""
    by_province: dict[str, list[SourceCheck]] = {}
    for source in covered.sources:
        by_province.setdefault(source.province or "", []).append(source)
    provinces = [
        CoveredPlace(province.slug, province.name, _statuses(by_province.get(province.slug, ()), covered))
        for province in names.provinces()
    ]
    if "" in by_province:
        provinces.append(CoveredPlace("", _("Cả nước"), _statuses(by_province[""], covered)))
    return tuple(provinces)


def state_labels() -> dict[State, str]:
    """The states of a source in the visitor's language."""
    return {
        "ok": _("đã thu thập"),
        "stale": _("lâu chưa thu thập"),
        "blocked": _("bị chặn"),
        "failing": _("gặp lỗi"),
        "unchecked": _("chưa thu thập"),
    }


def statement(covered: Coverage) -> str:
    """``Coverage.statement`` in the visitor's language; in Vietnamese it is the same sentence as in feeds."""
    number = len(covered.sources)
    if not number:
        return _("Tình trạng thu thập: chưa có nguồn nào; %(articles)s.") % {
            "articles": articles(covered.articles)
        }
    labels = state_labels()
    states = [f"{count(number)} {labels[state]}" for state, number in covered.counts().items() if number]
    sources = ngettext("%(n)s nguồn", "%(n)s nguồn", number) % {"n": count(number)}
    parts = [f"{sources} ({', '.join(states)})"]
    if covered.provinces:
        parts.append(
            _("đã thu thập %(checked)s/%(all)s tỉnh, thành phố")
            % {"checked": len(covered.checked_provinces()), "all": len(covered.provinces)}
        )
    parts.append(articles(covered.articles))
    return _("Tình trạng thu thập: %(what)s.") % {"what": "; ".join(parts)}


def _statuses(sources: Iterable[SourceCheck], covered: Coverage) -> tuple[SourceStatus, ...]:
    labels = state_labels()
    statuses = []
    for source in sources:
        state = source.state(covered.newest)
        statuses.append(SourceStatus(source.slug, source.name, state, labels[state], source))
    return tuple(sorted(statuses, key=lambda status: sort_key(status.name)))
