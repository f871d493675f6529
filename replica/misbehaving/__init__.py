"""Faulty sites for the tests. ``MISBEHAVIOURS`` holds every misbehaviour by its name."""

from replica.misbehaving import (  # noqa: F401 - importing a module registers its misbehaviours
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
