"""Articles' states, set by editors, sources' publishing policies, and which articles readers see."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from archive import search
from archive.models import STATES, Article, KnownSource
from archive.values import READABLE
from items import Source

# Publishing policies of a source: all articles that are not hidden, or only approved ones.
ALL: Final = "all"
APPROVED: Final = "approved"
POLICIES: Final = (ALL, APPROVED)
_BATCH_SIZE: Final = 500
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {ALL: ("new", "approved"), APPROVED: ("approved",)}


def is_public(kind: str, state: str, policy: str) -> bool:
    """Whether readers see an article of this kind in this state, of a source with this policy. Pure."""
    return kind in READABLE and state in _SHOWN[policy]


def set_state(ids: Iterable[int], state: str, *, by: str, at: datetime) -> list[int]:
    """Set the articles' state, in one transaction; return the ids of those that were in another one, sorted.

    ``by`` names the editor, ``at`` is aware. Unknown ids are ignored. Raises ValueError for an unknown state
    and django.db.Error when the database is out of reach.
    """
    if state not in STATES:
        raise ValueError(f"there is no state {state!r}; the states are {', '.join(STATES)}")
    sorted_ids = sorted(set(ids))
    changed: list[int] = []
    with transaction.atomic():
        known = policies()
        for start in range(0, len(sorted_ids), _BATCH_SIZE):
            rows = Article.objects.select_for_update(no_key=True).order_by("pk").exclude(state=state)
            rows = rows.filter(pk__in=sorted_ids[start : start + _BATCH_SIZE])
            ids_by_public: dict[bool, list[int]] = {True: [], False: []}
            newly_public: list[int] = []
            for row in rows.only("kind", "source", "state", "public"):
                public = is_public(row.kind, state, known.get(row.source, ALL))
                ids_by_public[public].append(row.pk)
                if public and not row.public:
                    newly_public.append(row.pk)
            for public, batch in ids_by_public.items():
                Article.objects.filter(pk__in=batch).update(
                    state=state, state_at=at, state_by=by, public=public, version=F("version") + 1
                )
            # These enter the feeds at the next publishing, or enter them again.
            Article.objects.filter(pk__in=newly_public).update(entered_at=None)
            for batch in ids_by_public.values():
                changed += batch
        search.put_ids(changed)
    return sorted(changed)


def policies() -> dict[str, str]:
    """The policy of each known source, by its slug."""
    return dict(KnownSource.objects.values_list("slug", "publish"))


def read_policies(sources: Iterable[Source]) -> dict[str, str]:
    """The publishing policy by slug: that of the source's file, else of the setting ``TCD_PUBLISH``."""
    default = settings.TCD.publish
    return {source.slug: source.publish or default for source in sources}


def apply_feeds(wanted: Mapping[str, str]) -> int:
    """Store what feeds hold of each known source: "full", "lead", or "" for the default of its kind.

    ``wanted`` is by slug. Returns how many sources changed.
    """
    changed = 0
    for slug, before in KnownSource.objects.filter(slug__in=wanted).values_list("slug", "feed"):
        if wanted[slug] != before:
            changed += KnownSource.objects.filter(pk=slug).update(feed=wanted[slug])
    return changed


def apply_policies(wanted: Mapping[str, str]) -> int:
    """Store the policies (by slug) of known sources, and update ``public`` of their articles.

    Returns how many articles changed. Costs one query if no policy changed.
    """
    changed = 0
    for slug, before in policies().items():
        policy = wanted.get(slug, before)
        if policy == before:
            continue
        shown = Q(kind__in=READABLE, state__in=_SHOWN[policy])
        with transaction.atomic():
            rows = Article.objects.filter(source=slug)
            others = list(rows.filter(shown, public=False).values_list("pk", flat=True))
            others += rows.exclude(shown).filter(public=True).values_list("pk", flat=True)
            changed += rows.filter(shown, public=False).update(public=True, version=F("version") + 1)
            changed += rows.exclude(shown).filter(public=True).update(public=False, version=F("version") + 1)
            KnownSource.objects.filter(pk=slug).update(publish=policy)
            search.put_ids(others)
    return changed
