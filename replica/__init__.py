"""Five source sites on loopback that behave, each with the truth about its own pages.

For the demo and the tests; sites that misbehave stand in ``replica.misbehaving``. The texts, people and firms
are invented; the room imports nothing of ours.
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
