"""Sites with TLS certificates that no client should accept, made when the site starts."""

import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour

# Old enough to be expired, recent enough for the library to accept it.
_LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its private key, both PEM.

    A client that trusts ``pem`` sees only the other faults.
    """

    pem: bytes
    key: bytes

    def context(self) -> ssl.SSLContext:
        """A TLS context of a server with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:  # the ssl module only reads files
            path = Path(folder) / "both.pem"
            path.touch(0o600)
            path.write_bytes(self.key + self.pem)
            context.load_cert_chain(path)
        return context


def make_certificate(address: str, fault: str) -> Certificate:
    """A certificate for an IP address with one fault: "self-signed", "expired" or "other-name".

    All are self-signed, so a client must trust ``pem`` to see the fault alone.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "replica")])
    begin = _LONG_AGO if fault == "expired" else datetime.now(UTC) - timedelta(days=1)
    own: x509.GeneralName = (
        x509.DNSName("khac.example") if fault == "other-name" else x509.IPAddress(ip_address(address))
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([own]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Certificate(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


@misbehaviour("self-signed", "certificate", reach="everything", tls="self-signed")
def self_signed(exchange: Exchange) -> None:
    """https with a certificate that the site signed itself."""
    exchange.good()


@misbehaviour("expired-certificate", "certificate", reach="everything", tls="expired")
def expired_certificate(exchange: Exchange) -> None:
    """https with a certificate that ended in January 2024."""
    exchange.good()


@misbehaviour("other-name-certificate", "certificate", reach="everything", tls="other-name")
def other_name_certificate(exchange: Exchange) -> None:
    """https with a certificate for another name."""
    exchange.good()


@misbehaviour("http-at-https", "tls", reach="everything", tls="plain")
def http_at_https(exchange: Exchange) -> None:
    """An https address where plain HTTP is spoken: the client's hello is answered with a 400 in clear."""
    exchange.html("<h1>400 Bad Request</h1>", 400)
