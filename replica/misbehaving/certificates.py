"""Certificates that no client should accept, made when the site starts."""

import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

# Of the past, but not so far that a library refuses to write it.
_LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Certificate:
    """``pem`` is what a client may trust to see the other faults; ``key`` is its private key, as PEM."""

    pem: bytes
    key: bytes

    def context(self) -> ssl.SSLContext:
        """A server's context with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:  # the ssl module takes files only
            path = Path(folder) / "both.pem"
            path.touch(0o600)
            path.write_bytes(self.key + self.pem)
            context.load_cert_chain(path)
        return context


def make_certificate(address: str, fault: str) -> Certificate:
    """A certificate for an IP address with one fault: "self-signed", "expired" or "other-name".

    All three are self-signed; who trusts ``pem`` sees the second fault alone.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

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
