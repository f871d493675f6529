"""HEAD gets the headers of GET and no body, and what stands behind the body is closed."""

from collections.abc import Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from config.head import without_body_of_head


class Body:
    closed = False

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"ab", b"c"])

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("method", "sent", "closed"), [("HEAD", b"", True), ("GET", b"abc", False)])
def test_only_head_loses_its_body_and_none_its_headers(method: str, sent: bytes, closed: bool) -> None:
    body = Body()
    headers = [("Content-Length", "3")]

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Body:
        start_response("200 OK", headers)
        return body

    told: list[object] = []
    answer = without_body_of_head(application)({"REQUEST_METHOD": method}, lambda *all_: told.append(all_))  # type: ignore[arg-type, return-value]
    assert b"".join(answer) == sent
    assert told == [("200 OK", headers)]
    assert body.closed is closed
