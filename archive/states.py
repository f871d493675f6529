"""What the editors say of an article, and whether readers see it."""

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

# What of a source is published: everything that nobody hid, or only what an editor approved.
ALL: Final = "all"
APPROVED: Final = "approved"
POLICIES: Final = (ALL, APPROVED)
# Both databases take as many values in one statement.
_AT_ONCE: Final = 500
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {ALL: ("new", "approved"), APPROVED: ("approved",)}


def is_public(kind: str, state: str, policy: str) -> bool:
    """Whether readers see an article of this kind in this state, of a source with this policy. Pure."""
    return kind in READABLE and state in _SHOWN[policy]


def set_state(ids: Iterable[int], state: str, *, by: str, at: datetime) -> list[int]:
    """Bring the articles into ``state`` and say which of them were in another; in one transaction.

    ``by`` names the editor, ``at`` is aware. Raises ValueError for a state that there is none,
    django.db.Error when the database is out of reach. Articles that there are not are passed over.
    """
    if state not in STATES:
        raise ValueError(f"there is no state {state!r}; the states are {', '.join(STATES)}")
    numbers = sorted(set(ids))
    changed: list[int] = []
    with transaction.atomic():
        known = policies()
        for start in range(0, len(numbers), _AT_ONCE):
            found = Article.objects.select_for_update(no_key=True).order_by("pk").exclude(state=state)
            part = found.filter(pk__in=numbers[start : start + _AT_ONCE])
            by_public: dict[bool, list[int]] = {True: [], False: []}
            shown: list[int] = []
            for row in part.only("kind", "source", "state", "public"):
                public = is_public(row.kind, state, known.get(row.source, ALL))
                by_public[public].append(row.pk)
                if public and not row.public:
                    shown.append(row.pk)
            for public, those in by_public.items():
                Article.objects.filter(pk__in=those).update(
                    state=state, state_at=at, state_by=by, public=public, version=F("version") + 1
                )
            # Readers are to get it now, or again.
            Article.objects.filter(pk__in=shown).update(entered_at=None)
            for those in by_public.values():
                changed += those
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
    """Keep what feeds are to hold of these known sources ("full", "lead", "" for what their kind says); how
    many changed."""
    changed = 0
    for slug, before in KnownSource.objects.filter(slug__in=wanted).values_list("slug", "feed"):
        if wanted[slug] != before:
            changed += KnownSource.objects.filter(pk=slug).update(feed=wanted[slug])
    return changed


def apply_policies(wanted: Mapping[str, str]) -> int:
    """Make ``public`` of the articles of these known sources follow their policies; how many changed.

    Costs one question where nothing is wanted otherwise than before.
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
