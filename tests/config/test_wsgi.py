"""HEAD gets the headers of GET and no body, and the body that is not sent is closed."""

from collections.abc import Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from config.wsgi import drop_head_bodies


class ClosableBody:
    closed = False

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"ab", b"c"])

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("method", "sent", "closed"), [("HEAD", b"", True), ("GET", b"abc", False)])
def test_only_head_loses_its_body_and_keeps_its_headers(method: str, sent: bytes, closed: bool) -> None:
    body = ClosableBody()
    headers = [("Content-Length", "3")]

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> ClosableBody:
        start_response("200 OK", headers)
        return body

    started: list[object] = []
    respond = drop_head_bodies(application)
    response = respond({"REQUEST_METHOD": method}, lambda *arguments: started.append(arguments))  # type: ignore[arg-type, return-value]
    assert b"".join(response) == sent
    assert started == [("200 OK", headers)]
    assert body.closed is closed
