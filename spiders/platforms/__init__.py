"""One short module a platform family; each only says what differs from the general rules."""

from collections.abc import Mapping
from types import MappingProxyType

from spiders.platforms import liferay, nukeviet, vnpt, wordpress
from spiders.platforms.base import GENERAL, Platform

PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {rules.name: rules for rules in (GENERAL, nukeviet.RULES, wordpress.RULES, liferay.RULES, vnpt.RULES)}
)


def platform(name: str) -> Platform:
    """The rules of a platform; the general ones where no module says more."""
    return PLATFORMS.get(name, GENERAL)


__all__ = ["GENERAL", "PLATFORMS", "Platform", "platform"]
