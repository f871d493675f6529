"""The five faultless sites, each modelled on the platform and habits of one source."""

from collections.abc import Mapping

from replica.site import Clock, ReplicaSite, Validators, local_now
from replica.sites.ha_noi import HaNoi
from replica.sites.lai_chau import LaiChau
from replica.sites.lao_cai import LaoCai
from replica.sites.quang_nam import QuangNam
from replica.sites.son_la import SonLa
from replica.text.newsroom import PERIOD, Period

SITES: Mapping[str, type[ReplicaSite]] = {
    site.slug: site for site in (LaoCai, LaiChau, HaNoi, QuangNam, SonLa)
}


def make_site(
    slug: str,
    *,
    clock: Clock = local_now,
    counting: bool = False,
    validators: Validators = "listings",
    feeds: bool = False,
    period: Period = PERIOD,
) -> ReplicaSite:
    """The site of a slug, with the parameters of ``ReplicaSite``. Raises KeyError for an unknown slug."""
    return SITES[slug](clock, counting=counting, validators=validators, feeds=feeds, period=period)


__all__ = ["SITES", "HaNoi", "LaiChau", "LaoCai", "QuangNam", "SonLa", "make_site"]
