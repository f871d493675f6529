"""The web server: gunicorn started from Python, so that one command serves feeds and pages."""

import ipaddress
import logging
import os
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

WORKERS = 2
THREADS = 4


class _Application(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from config.wsgi import application

        return application


def serve(host: str = "127.0.0.1", port: int = 8000, *, say: Callable[[str], None] = print) -> None:
    """Serve pages and feeds until Ctrl-C or SIGTERM; running requests are answered before it returns.

    ``port`` 0 takes a free port; ``say`` is called with the server's address when it is ready. Raises
    ``archive.migrate.NotMigratedError`` on a PostgreSQL that is not migrated, SystemExit with 1 where the
    address is in use.
    """
    from archive.ready import ready

    ready()
    from django.conf import settings
    from django.db import connections

    settings.ALLOWED_HOSTS.extend(_hosts(host))
    # Anybody can send any Host header; refusals are not logged.
    logging.getLogger("django.security.DisallowedHost").addHandler(logging.NullHandler())
    logging.getLogger("django.security.DisallowedHost").propagate = False
    # The workers are forked from this process and must not share its database connection.
    connections.close_all()
    application = _Application(
        {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": WORKERS,
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "warning",
            "graceful_timeout": 10,
            # No control socket in the user's home directory.
            "control_socket_disable": True,
            "when_ready": lambda arbiter: say(_address(host, arbiter.LISTENERS[0].getsockname()[1])),
        }
    )
    parent = os.getpid()
    try:
        application.run()
    except SystemExit as end:
        if os.getpid() != parent:
            # A worker, forked with the caller's stack: it must not return into the caller.
            os._exit(end.code if isinstance(end.code, int) else 0)
        if end.code not in (0, None):
            raise


def _address(host: str, port: int) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}/"
    if address.is_unspecified:
        return f"http://127.0.0.1:{port}/"
    return f"http://[{host}]:{port}/" if address.version == 6 else f"http://{host}:{port}/"


def _hosts(host: str) -> list[str]:
    """The Host headers to accept: the name of ``host``, or any where the server listens on all addresses."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return [host]
    if address.is_unspecified:
        return ["*"]
    return [f"[{host}]" if address.version == 6 else host]
