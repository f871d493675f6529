"""The guard judges what a name resolves to each time anew: a name that changes its answer gains nothing."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler import resolver
from crawler.guard import parse_allowed
from crawler.resolver import GuardedResolver

PUBLIC, PRIVATE, MAPPED = "113.160.1.1", "192.168.1.1", "::ffff:10.0.0.1"


class Names:
    """The system's resolver: each question gets the next answer."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *_: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(SimpleNamespace(name=host))
        for literal in self.answers.pop(0):
            kind = IPv6Address if ":" in literal else IPv4Address
            receiver.addressResolved(kind("TCP", literal, port))
        receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class Receiver:
    def __init__(self) -> None:
        self.passed: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.passed.append(str(getattr(address, "host", "")))

    def resolutionComplete(self) -> None:  # noqa: N802
        pass


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    dnscache.clear()
    resolver.refused_hosts.clear()


def guarded(names: Names, *, cache: int = 0, allow: Sequence[str] = ()) -> GuardedResolver:
    dnscache.clear()
    own = {("b.example", 8400)}
    reactor: Any = SimpleNamespace(nameResolver=names)
    return GuardedResolver(reactor, cache, parse_allowed(allow), own)


def ask(guard: GuardedResolver, host: str = "a.example", port: int = 80) -> list[str]:
    receiver: Any = Receiver()
    guard.resolveHostName(receiver, host, port)
    passed: list[str] = receiver.passed
    return passed


def test_of_several_addresses_only_the_public_ones_pass() -> None:
    assert ask(guarded(Names([PRIVATE, PUBLIC, MAPPED]))) == [PUBLIC]
    assert "a.example" in resolver.refused_hosts


def test_a_name_that_changes_its_answer_is_refused_when_it_does() -> None:
    guard = guarded(Names([PUBLIC], [PRIVATE], [PUBLIC]))
    assert [ask(guard), ask(guard), ask(guard)] == [[PUBLIC], [], [PUBLIC]]


def test_a_remembered_answer_is_judged_again_for_another_port() -> None:
    guard = guarded(Names([PUBLIC]), cache=100)
    assert ask(guard, port=443) == [PUBLIC]
    assert ask(guard, port=22) == []


def test_the_port_that_a_source_file_writes_passes_for_its_host_alone() -> None:
    guard = guarded(Names([PUBLIC], [PUBLIC], [PRIVATE]))
    assert ask(guard, "b.example", 8400) == [PUBLIC]
    assert ask(guard, "a.example", 8400) == []
    assert ask(guard, "b.example", 8400) == []


def test_what_is_allowed_passes_on_its_port() -> None:
    guard = guarded(Names([PRIVATE], [PRIVATE]), allow=[f"{PRIVATE}:8080"])
    assert ask(guard, port=8080) == [PRIVATE]
    assert ask(guard, port=80) == []
