"""One short module a platform family; each only says what differs from the general rules."""

from collections.abc import Mapping
from types import MappingProxyType

from spiders.platforms import dotnetnuke, joomla, liferay, mojoportal, nukeviet, sharepoint, vnpt, wordpress
from spiders.platforms.base import GENERAL, Platform

_MODULES = (nukeviet, wordpress, liferay, vnpt, dotnetnuke, sharepoint, joomla, mojoportal)
PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {rules.name: rules for rules in (GENERAL, *(module.RULES for module in _MODULES))}
)


def platform(name: str) -> Platform:
    """The rules of a platform; the general ones where no module says more."""
    return PLATFORMS.get(name, GENERAL)


__all__ = ["GENERAL", "PLATFORMS", "Platform", "platform"]
