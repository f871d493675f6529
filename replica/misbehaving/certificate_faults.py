"""https with certificates that nobody should trust. Behind them stands a good site."""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour


@misbehaviour("self-signed", "certificate", reach="everything", tls="self-signed")
def self_signed(call: Call) -> None:
    """https with a certificate that the site signed itself."""
    call.good()


@misbehaviour("expired-certificate", "certificate", reach="everything", tls="expired")
def expired_certificate(call: Call) -> None:
    """https with a certificate that ended in January 2024."""
    call.good()


@misbehaviour("other-name-certificate", "certificate", reach="everything", tls="other-name")
def other_name_certificate(call: Call) -> None:
    """https with a certificate for another name."""
    call.good()


@misbehaviour("http-at-https", "tls", reach="everything", tls="plain")
def http_at_https(call: Call) -> None:
    """An https address where plain HTTP is spoken: the client's hello is answered with a 400 in clear."""
    call.html("<h1>400 Bad Request</h1>", 400)
