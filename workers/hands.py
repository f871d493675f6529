"""Who crawls in a round: the workers where any live, else this process. Light where there is no queue."""

from collections.abc import Callable
from functools import partial

from crawler.runner import Runner
from workers.living import living
from workers.times import Times

_USUAL = Times()


def hands(times: Times = _USUAL) -> Callable[..., Runner]:
    """What makes the runner of a round (``crawler.run.crawl(by=…)``). Raises django.db.Error."""
    if not living(times):
        return Runner
    from workers.crew import Crew

    return partial(Crew, times=times)
