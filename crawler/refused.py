"""Requests that are not sent, or whose answer is not followed, each with the kind of its failure."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from items.failures import FailureKind


class RefusedError(IgnoreRequest):
    """Scrapy's, with the kind of failure that it is."""

    def __init__(self, kind: FailureKind, words: str) -> None:
        super().__init__(words)
        self.kind = kind


class Redirects(RedirectMiddleware):
    """Scrapy's; a redirect without end is told by its kind."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        return _followed(super()._redirect, redirected, request, reason)


class MetaRefreshes(MetaRefreshMiddleware):
    """The same for pages that lead on by their markup."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        return _followed(super()._redirect, redirected, request, reason)


def _followed(follow: Any, redirected: Request, request: Request, reason: Any) -> Request:
    try:
        onward: Request = follow(redirected, request, reason)
    except IgnoreRequest as error:
        raise RefusedError(FailureKind.ENDLESS_REDIRECT, str(error)) from error
    return onward
