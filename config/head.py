"""Answers to HEAD without a body, at the edge of WSGI."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def without_body_of_head(application: WSGIApplication) -> WSGIApplication:
    """``application``, answering HEAD with the headers of GET, Content-Length among them, and nothing behind.

    Django hands the body to the server, which must not send it and complains of each in its log.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        # What the server does with a body that it has sent: Django ends the request, files are closed.
        if hasattr(body, "close"):
            body.close()
        return []

    return answer
