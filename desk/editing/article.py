"""The desk's page of an article: text, proofs of each value, revisions, reprints, views, audit trail."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import queries, stories
from archive.bodies import paragraphs
from archive.corrections import source_values
from archive.history import steps
from archive.models import Article, Reading
from archive.readings import Seen, velocity
from archive.stories import Member
from desk import labels
from desk.access import current_user, needs
from desk.dashboard import charts
from desk.editing import proofs
from desk.editing.correcting import values_of
from desk.editing.edit_lock import current_lock
from desk.editing.queries import article_or_404, changed_since
from desk.models import AuditEntry, Draft
from desk.roles import Action
from feeds import names
from feeds.text import web_address

MAX_ENTRIES = 100
MAX_RAW_PAGES = 20
MAX_REVISIONS = 20
# More points could not be told apart in the chart.
MAX_READINGS = 200


@require_safe
@needs(Action.READ)
def article(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one article."""
    row = article_or_404(number)
    sources = queries.sources()
    source = sources.get(row.source)
    members = stories.of(row)
    standing = row.corrections.filter(withdrawn_at=None)
    published = {**values_of(row), "views": row.views, "published_between": row.published_between}
    of_source = {**source_values(row), "views": row.views}
    readings = _readings(row)
    seen = [Seen(reading.at, reading.value, reading.fetches) for reading in readings]
    context = {
        "section": "queue",
        "article": row,
        "source": source,
        "source_name": source.name if source else row.source,
        "original": web_address(row.url),
        "paragraphs": paragraphs(row.body_text),
        "rows": proofs.field_proofs(published, of_source, row.evidence, standing),
        "body_correction": standing.filter(field="body_text").first(),
        "reasons": row.evidence.get("reasons", ()),
        "warnings": row.evidence.get("warnings", ()),
        "field_names": labels.FIELDS,
        "act_names": labels.ACTS,
        "origins": labels.ORIGINS,
        "state_name": labels.label(labels.STATES, row.state),
        "changed_since": changed_since(row),
        "topics": [(slug, names.topics().get(slug, slug)) for slug in row.topics],
        "lock": current_lock(row),
        "has_draft": Draft.objects.filter(article=row, user=current_user(request)).exists(),
        "readings": readings,
        "speed": velocity(seen, timezone.now(), published_at=row.published_at),
        "steps": steps(row)[:MAX_REVISIONS] if row.revision_count else [],
        "raw_pages": row.raw_pages.defer("body").order_by("-number")[:MAX_RAW_PAGES],
        "members": members,
        "shared": _shared_paragraphs(row, members),
        "source_names": {slug: known.name for slug, known in sources.items()},
        "entries": _entries(row),
        "back": request.get_full_path(),
    }
    return render(request, "desk/editing/article.html", context)


@require_safe
@needs(Action.READ)
def views_chart(request: HttpRequest, number: int) -> HttpResponse:
    """The article's view counts over time, as the source counted them, as an SVG image."""
    readings = _readings(article_or_404(number))
    times = [f"{localtime(reading.at):%d/%m %H:%M}" for reading in readings]
    picture = charts.lines(times, [(_("Lượt xem"), [reading.value for reading in readings])])
    return HttpResponse(picture, content_type="image/svg+xml")


def _readings(row: Article) -> list[Reading]:
    """The newest readings, in the order of time."""
    return list(row.readings.order_by("-at", "-id")[:MAX_READINGS])[::-1]


def _entries(row: Article) -> list[AuditEntry]:
    """The article's entries in the audit trail, newest first."""
    return list(AuditEntry.objects.filter(article=row.pk).order_by("-at", "-id")[:MAX_ENTRIES])


def _shared_paragraphs(row: Article, members: Iterable[Member]) -> Sequence[int]:
    """The numbers of the paragraphs that a reprint shares with the original; none for the original."""
    return next((m.paragraphs for m in members if m.id == row.pk and not m.first), ())
