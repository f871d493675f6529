"""Replica sites on loopback for the demo and the tests, each with the truth about its own pages.

``replica.sites`` holds five faultless sites, ``replica.platforms`` one for each platform,
``replica.misbehaving`` faulty ones. All texts, people and companies are invented. The package imports no
other package of the project.
"""

from replica.network import Network
from replica.server import ReplicaServer
from replica.site import ReplicaSite, Request, Response
from replica.sites import SITES, make_site
from replica.text.newsroom import Period
from replica.truth import Truth

__all__ = [
    "SITES",
    "Network",
    "Period",
    "ReplicaServer",
    "ReplicaSite",
    "Request",
    "Response",
    "Truth",
    "make_site",
]
