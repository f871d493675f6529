"""A server with articles for readers that people use, seen through a window that notes each answer."""

import os
import re
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SERVE = "from desk.serve import serve; serve('127.0.0.1', 0, say=lambda address: print(address, flush=True))"


@dataclass
class Site:
    """``base`` is the window's address, by which readers know the server."""

    base: str
    home: Path
    answers: list[tuple[str, int]] = field(default_factory=list)

    def poll(self) -> dict[int, int]:
        """How often each status was answered since the last time."""
        counts = Counter(status for path, status in self.answers if "/feeds/" in path)
        self.answers.clear()
        return dict(counts)

    def run(self, script: str) -> None:
        """Runs a script on the server's archive, with the home and the address as its arguments."""
        command = [sys.executable, "-c", textwrap.dedent(script), str(self.home), self.base]
        subprocess.run(command, env=_env(self.home), check=True)


@contextmanager
def served(home: Path) -> Iterator[Site]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], env=_env(home), stdout=subprocess.PIPE, text=True
    )
    window = ThreadingHTTPServer(("127.0.0.1", 0), Window)
    try:
        assert process.stdout
        match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", process.stdout.readline())
        assert match
        site = Site(f"http://127.0.0.1:{window.server_port}", home)
        Window.served, Window.port = site, int(match[1])
        threading.Thread(target=window.serve_forever, daemon=True).start()
        yield site
        window.shutdown()
    finally:
        window.server_close()
        process.terminate()
        process.communicate(timeout=30)


def _env(home: Path) -> dict[str, str]:
    return {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""}


class Window(BaseHTTPRequestHandler):
    """Hands each request on and notes what was answered."""

    served: Site
    port: int

    def do_GET(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        try:
            connection.request("GET", self.path, headers=headers)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        self.served.answers.append((self.path, answer.status))
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
