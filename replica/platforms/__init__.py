"""A site for each platform, with the difficulties of that platform, in markup of our own.

The platforms "vnpt" and "general" are covered by ``replica.sites``.
"""

from collections.abc import Mapping

from replica.platforms.dotnetnuke import DotNetNuke
from replica.platforms.joomla import Joomla
from replica.platforms.liferay import Liferay
from replica.platforms.mojoportal import MojoPortal
from replica.platforms.nukeviet import NukeViet45, NukeVietGov, NukeVietMobile
from replica.platforms.sharepoint import SharePoint
from replica.platforms.wordpress import WordPress
from replica.site import Clock, ReplicaSite, local_now

PLATFORM_SITES: Mapping[str, type[ReplicaSite]] = {
    site.slug: site
    for site in (
        NukeViet45,
        NukeVietGov,
        NukeVietMobile,
        WordPress,
        Liferay,
        DotNetNuke,
        SharePoint,
        Joomla,
        MojoPortal,
    )
}


def make_platform_site(slug: str, *, clock: Clock = local_now) -> ReplicaSite:
    """The site of a slug. Raises KeyError for an unknown slug."""
    return PLATFORM_SITES[slug](clock, feeds=True, validators="none")


__all__ = ["PLATFORM_SITES", "make_platform_site"]
