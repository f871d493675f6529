"""The frontier client: which links stood first in a list is kept until a run of the source was complete."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pytest

from crawler import in_memory_state
from crawler.in_memory_state import InMemoryState
from items.list_report import ListReport
from spiders.discovery import Link
from spiders.frontier_client import FrontierClient


class State(InMemoryState):
    """Remembers which links were marked; ``complete`` is when the last complete run ended."""

    complete: datetime | None = None
    marked: set[str]

    def __init__(self) -> None:
        super().__init__()
        type(self).marked = set()

    def last_complete(self, source: str) -> datetime | None:
        return self.complete

    def lists(self, source: str) -> Sequence[ListReport]:
        """An earlier run read a list, but was not complete for that."""
        return (ListReport("https://a.example/tin", "read", at=datetime(2026, 1, 1, tzinfo=UTC)),)

    def mark_heads(self, source: str, keys: Collection[str]) -> None:
        type(self).marked |= set(keys)


LINKS = [Link(f"https://a.example/{number}", f"k{number}", "", "main", ()) for number in (1, 2, 3)]


async def walk_two_lists() -> None:
    """The second list begins with a link that the first one named deep in it."""
    client = FrontierClient("a", full=False)
    await client.open("crawler.in_memory_state.StateOfTest", wait=0)
    await client.choose(LINKS, frozenset({"k1"}))
    await client.choose([], frozenset({"k3"}))
    await client.close(None, {})


@pytest.mark.parametrize(("complete", "marked"), [(None, {"k3"}), (datetime(2026, 1, 1, tzinfo=UTC), set())])
def test_a_link_that_another_list_puts_first_is_marked_until_a_run_was_complete(
    complete: datetime | None, marked: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(State, "complete", complete)
    monkeypatch.setattr(in_memory_state, "StateOfTest", State, raising=False)
    asyncio.run(walk_two_lists())
    assert State.marked == marked
