"""When an editor last reviewed an article. If its source changes it after that, it waits for them again."""

from collections.abc import Iterable
from datetime import datetime

from archive.models import Article


def mark_reviewed(ids: Iterable[int], *, by: str, at: datetime | None) -> int:
    """Store that ``by`` reviewed these articles at ``at`` (aware) and left their state; return how many.

    ``at=None`` clears the mark. Versions stay, since readers see no change.
    """
    return Article.objects.filter(pk__in=list(ids)).update(state_at=at, state_by=by)
