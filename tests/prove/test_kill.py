"""``kill -9`` at 50 random moments: a new run then has every article once, none lost, no feed half written.

The moment is drawn over the length of a whole run, start and publishing included; who is killed is drawn
too: the starter, its crawling processes, or all at once. ``PROVE_KILLS`` and ``PROVE_SEED`` choose others.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
from killing import Ground, kill

from replica import Network

KILLS = int(os.environ.get("PROVE_KILLS", "50"))
SEED = int(os.environ.get("PROVE_SEED", "5"))
KILLS_A_HOME = 3
SLUGS = ["lao-cai", "lai-chau", "son-la"]


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with Network() as network:
        yield network


def whole_run(ground: Ground) -> float:
    begun = time.monotonic()
    process = ground.start()
    words, _ = process.communicate(timeout=300)
    assert process.returncode == 0, words
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def seconds(network: Network, tmp_path_factory: pytest.TempPathFactory) -> float:
    return whole_run(
        Ground(tmp_path_factory.mktemp("undisturbed"), network, ["lao-cai", "lai-chau", "son-la"])
    )


@pytest.mark.parametrize("number", range(-(-KILLS // KILLS_A_HOME)))
def test_nothing_is_lost_or_doubled(number: int, network: Network, seconds: float, tmp_path: Path) -> None:
    dice = random.Random(SEED * 1000 + number)
    ground = Ground(tmp_path, network, SLUGS)
    for _ in range(min(KILLS_A_HOME, KILLS - number * KILLS_A_HOME)):
        process = ground.start()
        try:
            process.wait(timeout=dice.uniform(0.0, seconds))
        except subprocess.TimeoutExpired:
            children = ground.children(process)
            kill(dice.choice(([process.pid], [*children, process.pid], children)))
            if process.poll() is None and dice.random() < 0.5:
                kill([process.pid])
        process.communicate(timeout=300)
        ground.check_feeds()
    whole_run(ground)
    assert ground.articles() == ground.expected()
    assert ground.pending() == 0
    assert ground.check_feeds() >= 4
