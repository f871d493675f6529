"""Which runner a crawl run uses: workers if any is alive, otherwise this machine."""

from collections.abc import Callable
from functools import partial

from crawler.runner import Runner
from workers.availability import DEFAULT_TIMEOUTS, Timeouts, count_active_workers


def choose_runner(timeouts: Timeouts = DEFAULT_TIMEOUTS) -> Callable[..., Runner]:
    """Return what makes the runner of a crawl run (``crawler.run.crawl(by=…)``).

    It is ``DistributedRunner`` if any worker is alive, else the plain ``Runner``. Django must be set up.
    Raises django.db.Error.
    """
    if not count_active_workers(timeouts):
        return Runner
    # It needs the models of the queue, which exist on PostgreSQL only.
    from workers.distributed_runner import DistributedRunner

    return partial(DistributedRunner, timeouts=timeouts)
