"""An article as an editor sees it: its text, where each value comes from, what was before, who did what."""

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
from desk import labels
from desk.access import needs, person
from desk.dashboard import charts
from desk.editing import proofs
from desk.editing.correcting import values_of
from desk.editing.find import changed_since
from desk.editing.holding import holder
from desk.editing.one import article_or_404
from desk.models import AuditEntry, Draft
from desk.roles import Action
from feeds import names
from feeds.text import web_address

MOST_ENTRIES = 100
MOST_COPIES = 20
MOST_STEPS = 20
# As many points as a chart can tell apart.
MOST_READINGS = 200


@require_safe
@needs(Action.READ)
def article(request: HttpRequest, number: int) -> HttpResponse:
    """The whole page of one article."""
    found = article_or_404(number)
    sources = queries.sources()
    source = sources.get(found.source)
    members = stories.of(found)
    standing = found.corrections.filter(withdrawn_at=None)
    published = {**values_of(found), "views": found.views}
    said = {**source_values(found), "views": found.views}
    context = {
        "section": "queue",
        "article": found,
        "source": source,
        "source_name": source.name if source else found.source,
        "original": web_address(found.url),
        "paragraphs": paragraphs(found.body_text),
        "rows": proofs.rows(published, said, found.evidence, standing),
        "body_correction": standing.filter(field="body_text").first(),
        "reasons": found.evidence.get("reasons", ()),
        "warnings": found.evidence.get("warnings", ()),
        "field_names": labels.FIELDS,
        "act_names": labels.ACTS,
        "origins": labels.ORIGINS,
        "state_name": labels.label(labels.STATES, found.state),
        "changed_since": changed_since(found),
        "topics": [(slug, names.topics().get(slug, slug)) for slug in found.topics],
        "hold": holder(found),
        "has_draft": Draft.objects.filter(article=found, user=person(request)).exists(),
        "readings": _readings(found),
        "speed": velocity(_course(found), timezone.now(), published_at=found.published_at),
        "steps": steps(found)[:MOST_STEPS] if found.revision_count else [],
        "copies": found.raw_pages.defer("body").order_by("-number")[:MOST_COPIES],
        "members": members,
        "shared": next((each.paragraphs for each in members if each.id == found.pk and not each.first), ()),
        "source_names": {slug: each.name for slug, each in sources.items()},
        "entries": _entries(found),
        "back": request.get_full_path(),
    }
    return render(request, "desk/editing/article.html", context)


@require_safe
@needs(Action.READ)
def views_chart(request: HttpRequest, number: int) -> HttpResponse:
    """How often the article had been opened, in time, as the source counts, as an SVG picture."""
    rows = _readings(article_or_404(number))
    labels = [f"{localtime(row.at):%d/%m %H:%M}" for row in rows]
    picture = charts.lines(labels, [(_("Lượt xem"), [row.value for row in rows])])
    return HttpResponse(picture, content_type="image/svg+xml")


def _readings(found: Article) -> list[Reading]:
    """The newest readings, the oldest of them first."""
    return list(found.readings.order_by("-at", "-id")[:MOST_READINGS])[::-1]


def _course(found: Article) -> list[Seen]:
    return [Seen(row.at, row.value, row.fetches) for row in _readings(found)]


def _entries(found: Article) -> list[AuditEntry]:
    """What was done with the article, the newest first."""
    return list(AuditEntry.objects.filter(article=found.pk).order_by("-at", "-id")[:MOST_ENTRIES])
