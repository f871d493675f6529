"""A database that can't be reached is one line with what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.errors import describe_database_error

SERVER = 'connection failed: connection to server at "127.0.0.1", port 5432 failed: '


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        (f'{SERVER}FATAL:  database "kho tin" does not exist', "create it with `createdb 'kho tin'`, or "),
        (f'{SERVER}FATAL:  role "tin" does not exist', "check user and password in TCD_DATABASE_URL, or "),
        (
            f'{SERVER}FATAL:  password authentication failed for user "tin"',
            "check user and password in TCD_DATABASE_URL",
        ),
        (f"{SERVER}fe_sendauth: no password supplied", "check user and password in TCD_DATABASE_URL"),
        (
            f"{SERVER}Connection refused\n"
            "\tIs the server running on that host and accepting TCP/IP connections?",
            "is the server running at 127.0.0.1:5432? TCD_DATABASE_URL sets its address",
        ),
        (
            'connection to server at "localhost" (::1), port 5999 failed: Connection refused',
            "is the server running at localhost:5999?",
        ),
        (
            'connection to server on socket "/run/postgresql/.s.PGSQL.5432" failed: No such file or '
            "directory\n"
            "\tIs the server running locally and accepting connections on that socket?",
            "is the server running at /run/postgresql/.s.PGSQL.5432?",
        ),
    ],
)
def test_the_remedy_follows_the_message_of_postgresql(message: str, remedy: str) -> None:
    line = describe_database_error(Exception(message))
    assert line.startswith(" ".join(message.split())[:90])
    assert f"; {remedy}" in line
    assert "accepting" not in line
    assert "\n" not in line


def test_an_unknown_message_stays_as_it_is() -> None:
    for message in ("disk I/O error", "canceling statement due to lock timeout"):
        assert describe_database_error(Exception(message)) == message


def test_a_command_and_the_doctor_print_the_remedy(tmp_path: Path, postgres_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = f"postgresql://tin:geheim@127.0.0.1:{port}/tin"
    absent = urlsplit(postgres_url)._replace(path="/tcd_absent").geturl()
    for url, remedy in (
        (nobody, f"; is the server running at 127.0.0.1:{port}?"),
        (absent, "; create it with `createdb tcd_absent`"),
    ):
        env = {**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": url}
        for command, code in (("migrate", 2), ("doctor", 1)):
            done = subprocess.run(
                [sys.executable, "-m", "cli", command],
                env=env, capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
            assert done.returncode == code
            (line,) = [text for text in (done.stdout + done.stderr).splitlines() if "connection" in text]
            assert remedy in line
            assert "geheim" not in line
