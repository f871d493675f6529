"""When an editor looked at an article last: what its source changes after that waits for them again."""

from collections.abc import Iterable
from datetime import datetime

from archive.models import Article


def looked(ids: Iterable[int], *, by: str, at: datetime | None) -> int:
    """Note of these articles that ``by`` looked at them at ``at`` (aware) and left their state as it is;
    how many there are.

    Nothing that readers see changes, so their versions stay. Without ``at`` nobody looked.
    """
    return Article.objects.filter(pk__in=list(ids)).update(state_at=at, state_by=by)
