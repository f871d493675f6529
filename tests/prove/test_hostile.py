"""Every site that misbehaves beside five that don't, in one run: bounded, each reported by its name."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
from hostile import Night, check, check_good, night

from replica.misbehaving import MISBEHAVIOURS

NAMES = tuple(MISBEHAVIOURS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with night(tmp_path_factory.mktemp("hostile"), NAMES) as done:
        yield done


@pytest.mark.parametrize("name", NAMES)
def test_each_is_reported_by_its_name_and_its_good_articles_are_found(name: str, hostile: Night) -> None:
    check(name, hostile.reports[name])


def test_the_good_ones_are_complete_in_bounded_time_and_memory(hostile: Night) -> None:
    check_good(hostile)
    assert hostile.seconds < 400
