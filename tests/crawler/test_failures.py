"""What went wrong gets a name of its own."""

import errno
import gzip

import pytest
from OpenSSL import SSL
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
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from twisted.internet.error import ConnectBindError, ConnectionLost, NoRouteError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler import resolver
from crawler.content_encoding import TruncatedError
from crawler.failures import failure_name
from crawler.refused import RefusedError
from items.failures import DOORS, MEANINGS, REASONS, FailureKind, FinishReason, meaning
from monitoring.finding_texts import REASON_TEXTS as WORDS
from monitoring.values import NAMES

UNVERIFIED = SSL.Error([("SSL routines", "", "certificate verify failed")])
CUT_OFF = SSL.Error([("SSL routines", "", "unexpected eof while reading")])


def raised_from(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


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
        (raised_from(DownloadFailedError("x"), ResponseFailed([Failure(UNVERIFIED)])), "certificate"),
        (raised_from(DownloadFailedError("x"), ResponseFailed([Failure(CUT_OFF)])), "tls"),
        (
            raised_from(DownloadFailedError("x"), ResponseFailed([Failure(ConnectionLost())])),
            "connection lost",
        ),
        (raised_from(IgnoreRequest("x"), _DecompressionMaxSizeExceeded(9, 5)), "too large"),
        (ConnectBindError(errno.EMFILE, "Too many open files"), "out of connections"),
        (OSError(errno.ENFILE, "x"), "out of connections"),
        (OSError(errno.ENETUNREACH, "x"), "no route"),
        (NoRouteError(), "no route"),
        (gzip.BadGzipFile("x"), "undecodable"),
        (RefusedError(FailureKind.ROBOTS, "x"), "robots"),
        (RefusedError(FailureKind.OFF_SITE, "x"), "off site"),
        (IgnoreRequest("x"), "ignored"),
        # Words decide nothing: they may hold the name of a host.
        (CannotResolveHostError("dichvu-tls.example, robots, certificate, offsite"), "dns"),
        (DownloadTimeoutError("Getting https://ssl-certificate.example took longer"), "timeout"),
        (IgnoreRequest("Filtered offsite robots redirect"), "ignored"),
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


def test_every_failure_has_a_meaning_and_words() -> None:
    assert {*FailureKind} <= {*MEANINGS}
    assert {*FailureKind} <= {*WORDS}
    assert {*FinishReason} <= {*WORDS}
    assert {meaning(each).door for each in (*DOORS, *REASONS)} <= {*NAMES}
    for name in ("http 404", "http 500", "http 302", "no article: listing", "ZeroDivisionError"):
        assert meaning(name).weight > 0


def test_the_table_says_what_each_room_asks_of_a_failure() -> None:
    assert meaning("http 404").gone
    assert not meaning("http 403").gone
    assert all(meaning(name).no_list for name in ("robots", "login", "http 401"))
    assert not meaning("http 404").no_list  # a list of the source that is dead is a fault
    assert meaning("http 404").no_feed
    assert not meaning("http 500").no_feed
    assert meaning("http 403").shown_as_blocked
    assert not meaning("http 500").shown_as_blocked
    assert all(meaning(f"http {status}").of_page for status in (302, 400, 404, 418, 451, 500, 503))
    assert not meaning("dns").of_page
