"""Sites that misbehave, each by its name, for the tests: ``MISBEHAVIOURS`` lists them all."""

from replica.misbehaving import (  # noqa: F401 - each registers its own
    certificates,
    changes,
    content_codings,
    encodings,
    flood,
    http_framing,
    links,
    notices,
    oversized,
    redirects,
    robots,
    status,
    transport,
    traps,
)
from replica.misbehaving.good_site import GoodArticle, GoodSite
from replica.misbehaving.registry import MISBEHAVIOURS, Misbehaviour
from replica.misbehaving.server import MisbehavingServer

__all__ = ["MISBEHAVIOURS", "GoodArticle", "GoodSite", "MisbehavingServer", "Misbehaviour"]
