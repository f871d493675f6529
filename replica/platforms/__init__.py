"""A site for each platform family, with the traps of its system; beside the five that ``replica.sites`` has.

VNPT and the general family have theirs there. The markup is ours, in each system's habits.
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
    """The site of that slug; KeyError for an unknown one."""
    return PLATFORM_SITES[slug](clock, feeds=True, validators="none")


__all__ = ["PLATFORM_SITES", "make_platform_site"]
