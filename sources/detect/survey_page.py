"""A page that a survey fetched, as the detectors need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from extraction.decode import decode
from extraction.parse import parse


@dataclass(frozen=True)
class SurveyPage:
    """A response to a survey.

    ``asked`` is the requested URL, ``url`` the one after redirects (with the failure kind "off site": the
    target that was not followed). Names in ``headers`` are lower case; ``failure`` is a failure kind of
    ``crawler.failures`` or None; ``sitemaps`` are those that robots.txt lists.
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
        """Has the request succeeded, with a body that is not blank?"""
        return self.failure is None and bool(self.body.strip())

    @cached_property
    def text(self) -> str:
        """The markup, decoded as in the extraction."""
        return decode(self.body, self.content_type)

    @cached_property
    def root(self) -> _Element:
        """The parsed page; an empty document if there is no markup."""
        return parse(self.text)
