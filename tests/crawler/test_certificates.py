"""Why a certificate is refused, by words that tell an operator what to mend."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509

from crawler.certificates import fault_of
from crawler.run import crawl
from replica.misbehaving import MisbehavingServer
from replica.misbehaving.certificates import make_certificate

NOW = datetime.now(UTC)


def certificate(fault: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(make_certificate("127.0.0.2", fault).pem)


def test_each_fault_has_its_own_words() -> None:
    assert fault_of(certificate("expired"), "127.0.0.2", 18, at=NOW) == "expired on 2024-01-31"
    assert fault_of(certificate("other-name"), "127.0.0.2", 18, at=NOW) == "for khac.example"
    assert fault_of(certificate("self-signed"), "127.0.0.2", 18, at=NOW) == "self-signed"
    assert fault_of(certificate("self-signed"), "127.0.0.2", 20, at=NOW) == "of an unknown issuer"
    early = fault_of(certificate("self-signed"), "127.0.0.2", 9, at=NOW - timedelta(days=9))
    assert early.startswith("not valid before")


@pytest.mark.parametrize(
    ("host", "well"), [("tin.khac.example", True), ("khac.example", False), ("a.tin.khac.example", False)]
)
def test_a_star_stands_for_one_name(host: str, well: bool) -> None:
    from crawler.certificates import _matches

    assert _matches("*.khac.example", host) is well


def test_a_crawl_reports_the_fault_and_the_address(write_source: Any, tmp_path: Any) -> None:
    names = {"expired-certificate": "expired on 2024-01-31", "other-name-certificate": "for khac.example"}
    servers = [
        MisbehavingServer(name, f"127.0.1.{number}", max_seconds=5.0) for number, name in enumerate(names, 1)
    ]
    for name, server in zip(names, servers, strict=True):
        server.__enter__()
        own = write_source(name, server.url)
    settings = {
        "TCD_STATE": "crawler.in_memory_state.InMemoryState",
        "TCD_ITEM": "",
        "ITEM_PIPELINES": {},
        "TCD_LOGS": "",
        "RETRY_TIMES": 0,
        "TCD_OWN_SOURCES": str(own),
        "TCD_ALLOW_PRIVATE": ["127.0.1.0/24"],
    }
    try:
        reports = crawl(list(names), settings=settings)
    finally:
        for server in servers:
            server.__exit__(None, None, None)
    assert [report.notes for report in reports] == [{"certificate": words} for words in names.values()]
    assert [report.examples["certificate"] for report in reports] == [[f"{each.url}/"] for each in servers]
