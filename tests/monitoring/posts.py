"""Where messages arrive in the tests: a small SMTP server and a webhook, both real, on loopback."""

import email
import email.policy
import json
import socketserver
import ssl
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Mailbox:
    """What the server took; ``logins`` are base64 as sent. ``refuse`` answers 550 to every recipient."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuse: bool = False


class MailServer:
    """SMTP as far as a sender needs it; with a context it offers STARTTLS. A context manager."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.box = box = Mailbox()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                stream, secure = self.request, False
                stream.settimeout(5)
                lines = stream.makefile("rb")
                stream.sendall(b"220 thu.example ESMTP\r\n")
                while line := lines.readline():
                    verb, _, rest = line.decode().strip().partition(" ")
                    match verb.upper():
                        case "EHLO":
                            offer = b"250-STARTTLS\r\n" if context and not secure else b""
                            stream.sendall(b"250-thu.example\r\n" + offer + b"250 AUTH PLAIN\r\n")
                        case "STARTTLS" if context:
                            stream.sendall(b"220 go on\r\n")
                            stream = context.wrap_socket(stream, server_side=True)
                            lines, secure = stream.makefile("rb"), True
                        case "AUTH":
                            box.logins.append(rest)
                            stream.sendall(b"235 well\r\n")
                        case "RCPT" if box.refuse:
                            stream.sendall(b"550 nobody here\r\n")
                        case "RCPT":
                            box.recipients.append(rest.partition("<")[2].partition(">")[0])
                            stream.sendall(b"250 well\r\n")
                        case "DATA":
                            stream.sendall(b"354 go on\r\n")
                            data = b""
                            while (more := lines.readline()) != b".\r\n":
                                data += more
                            box.mails.append(email.message_from_bytes(data, policy=email.policy.default))
                            box.encrypted.append(secure)
                            stream.sendall(b"250 taken\r\n")
                        case "QUIT":
                            stream.sendall(b"221 bye\r\n")
                            break
                        case _:
                            stream.sendall(b"250 well\r\n")
                lines.close()
                stream.close()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        box.port = self._server.server_address[1]

    def __enter__(self) -> Mailbox:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self.box

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Hook:
    """What was posted, and the status that answers it."""

    url: str = ""
    posts: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    location: str = ""


class WebhookServer:
    """A chat tool's incoming webhook. A context manager."""

    def __init__(self) -> None:
        self.hook = hook = Hook()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if hook.status < 300:
                    hook.posts.append(json.loads(body))
                self.send_response(hook.status)
                if hook.location:
                    self.send_header("Location", hook.location)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            do_GET = do_POST  # noqa: N815 (the name that http.server calls)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        hook.url = f"http://127.0.0.1:{self._server.server_address[1]}/hooks/abc"

    def __enter__(self) -> Hook:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self.hook

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
