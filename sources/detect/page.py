"""One answer of a site, as the detectors read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from extraction.decode import decode
from extraction.parse import parse


@dataclass(frozen=True)
class Page:
    """``asked`` is the address that was asked for, ``url`` where the redirects ended (or, with the failure
    "off site", where they would have led). ``headers`` have lower-case names; ``failure`` is a name of
    ``crawler.failures`` or None; ``sitemaps`` are those that robots.txt names.
    """

    asked: str
    url: str
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None
    sitemaps: tuple[str, ...] = ()

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")

    @property
    def well(self) -> bool:
        """It answered, and with something."""
        return self.failure is None and bool(self.body.strip())

    @cached_property
    def text(self) -> str:
        """The markup, decoded as the extraction does."""
        return decode(self.body, self.content_type)

    @cached_property
    def root(self) -> _Element:
        """The parsed page; an empty one where there is no markup."""
        return parse(self.text)
