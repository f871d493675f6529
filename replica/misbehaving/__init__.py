"""Sites that misbehave, each by its name, for the tests: ``MISBEHAVIOURS`` lists them all."""

from replica.misbehaving import (  # noqa: F401 - each registers its own
    certificate_faults,
    changes,
    coding,
    encodings,
    flood,
    lengths,
    links,
    notices,
    redirects,
    robots,
    size,
    status,
    transport,
    traps,
)
from replica.misbehaving.ground import Article, Ground
from replica.misbehaving.registry import MISBEHAVIOURS, Misbehaviour
from replica.misbehaving.server import MisbehavingServer

__all__ = ["MISBEHAVIOURS", "Article", "Ground", "MisbehavingServer", "Misbehaviour"]
