"""The server answers at the address that it prints, and ends when it is asked to."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from desk.serve import _address, _hosts

START = "from desk.serve import serve; serve('127.0.0.1', 0, say=lambda address: print(address, flush=True))"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        env={**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": "", "HOME": str(tmp_path / "user")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    address = process.stdout.readline()
    match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", address)
    assert match, (address, process.stderr and process.stderr.read())
    try:
        yield process, int(match[1])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_where_it_says_and_ends_cleanly(
    server: tuple[subprocess.Popen[str], int], tmp_path: Path, end: signal.Signals
) -> None:
    process, port = server
    assert get(port, "/healthz")[0] == 200
    status, page = get(port, "/")
    assert status == 200
    assert "Chưa có bài nào." in page.decode()
    assert get(port, "/static/desk/base.css")[0] == 200
    assert get(port, "/", Host="evil.example")[0] == 400
    process.send_signal(end)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert not (tmp_path / "user").exists()


def test_head_is_answered_with_the_headers_of_get_alone_and_no_word_in_the_log(
    server: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = server
    size = len(get(port, "/")[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        response = b"".join(iter(lambda: line.recv(65536), b"")).decode()
    assert response.startswith("HTTP/1.1 200 OK\r\n")
    assert f"content-length: {size}\r\n" in response.lower()
    assert response.endswith("\r\n\r\n")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert "no-body" not in errors


def test_the_address_shown_is_one_that_a_browser_takes() -> None:
    assert _address("0.0.0.0", 8000) == "http://127.0.0.1:8000/"
    assert _address("::1", 8000) == "http://[::1]:8000/"
    assert _address("tin.example.vn", 80) == "http://tin.example.vn:80/"


def test_a_server_is_known_by_the_names_it_listens_on() -> None:
    assert _hosts("10.0.0.5") == ["10.0.0.5"]
    assert _hosts("::1") == ["[::1]"]
    assert _hosts("0.0.0.0") == ["*"]
