"""The WSGI application, for gunicorn or any other server."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application


def drop_head_bodies(application: WSGIApplication) -> WSGIApplication:
    """Wrap ``application`` so that HEAD gets the headers of GET, Content-Length included, and no body.

    Django passes the body on to the server, which must not send it and logs a complaint for each one.
    """

    def respond(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        # Servers close a body after sending it: Django then ends the request and closes files.
        if hasattr(body, "close"):
            body.close()
        return []

    return respond


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.django")
application = drop_head_bodies(get_wsgi_application())
