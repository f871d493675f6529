"""Sites that misbehave, each by its name, for the tests: ``MISBEHAVIOURS`` lists them all."""

from replica.misbehaving import (
    flood,
    lengths,
    redirects,
    status,
    transport,
)
from replica.misbehaving.ground import Article, Ground
from replica.misbehaving.registry import MISBEHAVIOURS, Misbehaviour
from replica.misbehaving.server import MisbehavingServer

__all__ = [
    "MISBEHAVIOURS",
    "Article",
    "Ground",
    "MisbehavingServer",
    "Misbehaviour",
    "flood",
    "lengths",
    "redirects",
    "status",
    "transport",
]  # fmt: skip
