"""The pages of every hostile article, public and at the desk: 200 payloads and more, each in every field."""

from tests.desk.hostile.payloads import PAYLOADS
from tests.desk.hostile.test_hostile import Watch, base, nothing_happened, see_articles, watch

__all__ = ["base", "nothing_happened", "watch"]


def test_nothing_runs_on_the_pages_of_any_article(watch: Watch) -> None:
    see_articles(watch, range(1, len(PAYLOADS) + 1))
