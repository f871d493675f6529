"""Why a certificate was not accepted; Scrapy says only that it was not."""

from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, Self

from cryptography import x509
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler

from items.crawl_result import result_of

# X509_V_ERR_…: the certificate, or one of its chain, was signed by itself.
_SELF_SIGNED = (18, 19)


def fault_of(certificate: x509.Certificate, host: str, error: int, *, at: datetime) -> str:
    """In words what is wrong: "expired on 2024-01-31", "valid from …", "for example.vn", "self-signed", …

    ``error`` is OpenSSL's number. An expired certificate is called so although it may be self-signed too.
    """
    if certificate.not_valid_after_utc < at:
        return f"expired on {certificate.not_valid_after_utc:%Y-%m-%d}"
    if certificate.not_valid_before_utc > at:
        return f"not valid before {certificate.not_valid_before_utc:%Y-%m-%d}"
    names = _names(certificate)
    if not any(_matches(name, host) for name in names):
        return f"for {', '.join(names[:3])}" if names else "for no host"
    return "self-signed" if error in _SELF_SIGNED else "of an unknown issuer"


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        told = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    addresses = [str(address) for address in told.get_values_for_type(x509.IPAddress)]
    return [*told.get_values_for_type(x509.DNSName), *addresses]


def _matches(name: str, host: str) -> bool:
    try:
        return ip_address(name) == ip_address(host)
    except ValueError:
        name, host = name.lower(), host.lower()
    if name.startswith("*."):
        return host.partition(".")[2] == name[2:]
    return name == host


class NotingContextFactory(_ScrapyClientContextFactory):
    """Scrapy's, but what is wrong with a refused certificate is noted in the crawl's result."""

    faults: dict[str, str]  # by host

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        factory: Self = super().from_crawler(crawler, *args, **kwargs)
        factory.faults = result_of(crawler.spider).certificate_faults
        return factory

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 (Twisted's name)
        creator: Any = super().creatorForNetloc(hostname, port)
        make = getattr(creator, "_createConnection", None)
        if make is not None:
            creator._createConnection = lambda protocol: _noting(
                make(protocol), hostname.decode("ascii"), self.faults
            )
        return creator


def _noting(connection: Any, host: str, faults: dict[str, str]) -> Any:
    """The connection, whose verdict on a certificate, whoever gives it, is noted in ``faults`` by host."""
    set_verify = connection.set_verify

    def listened(mode: int, verdict: Callable[..., bool] | None = None) -> None:
        def noting(to: Any, shown: Any, error: int, depth: int, well: int) -> bool:
            accepted = bool(verdict(to, shown, error, depth, well)) if verdict else bool(well)
            if not accepted:
                faults[host] = fault_of(shown.to_cryptography(), host, error, at=datetime.now(UTC))
            return accepted

        set_verify(mode, noting)

    connection.set_verify = listened
    return connection
