"""What went wrong gets a name of its own."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import resolver
from crawler.coding import TruncatedError
from crawler.failures import failure_name


def answered(status: int, **headers: str) -> HttpError:
    return HttpError(Response("http://a.example/", status, headers=headers), "Ignoring non-200 response")


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (answered(404), "http 404"),
        (answered(503), "http 503"),
        (answered(429), "flood"),
        (answered(302), "http 302"),
        (answered(302, Location="/x"), "http 302"),
        (answered(302, Location="file:///etc/hostname"), "scheme"),
        (TruncatedError("x"), "truncated"),
        (CannotResolveHostError("x"), "dns"),
        (DownloadTimeoutError("x"), "timeout"),
        (DownloadConnectionRefusedError("x"), "connection refused"),
        (DownloadCancelledError("Expected size 99 larger than maximum"), "too large"),
        (ResponseDataLossError(), "truncated"),
        (DownloadFailedError("[<Failure ConnectionLost>]"), "connection lost"),
        (DownloadFailedError("certificate verify failed"), "certificate"),
        (DownloadFailedError("[('SSL routines', '', 'unexpected eof')]"), "tls"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (IgnoreRequest("Filtered offsite request"), "off site"),
        (IgnoreRequest("Filtered private request"), "address refused"),
        (IgnoreRequest("max redirections reached"), "endless redirect"),
        (ZeroDivisionError("x"), "ZeroDivisionError"),
    ],
)
def test_each_failure_has_its_name(error: Exception, name: str) -> None:
    assert failure_name(Failure(error), "a.example") == name


def test_a_refused_address_is_not_called_a_dns_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "refused_hosts", {"a.example"})
    monkeypatch.setattr("crawler.failures.refused_hosts", {"a.example"})
    assert failure_name(Failure(CannotResolveHostError("x")), "a.example") == "address refused"
    assert failure_name(Failure(CannotResolveHostError("x")), "b.example") == "dns"
