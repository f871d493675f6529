"""A database that can't be reached is one line with what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.database_errors import database_error

SERVER = 'connection failed: connection to server at "127.0.0.1", port 5432 failed: '


@pytest.mark.parametrize(
    ("told", "todo"),
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
            "is the server running at 127.0.0.1:5432? TCD_DATABASE_URL says where it is looked for",
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
def test_the_remedy_stands_behind_what_postgresql_says(told: str, todo: str) -> None:
    line = database_error(Exception(told))
    assert line.startswith(" ".join(told.split())[:90])
    assert f"; {todo}" in line
    assert "accepting" not in line
    assert "\n" not in line


def test_what_is_not_known_is_said_as_it_is() -> None:
    for told in ("disk I/O error", "canceling statement due to lock timeout"):
        assert database_error(Exception(told)) == told


def test_a_command_and_the_doctor_say_what_to_do(tmp_path: Path, postgres_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = f"postgresql://tin:geheim@127.0.0.1:{port}/tin"
    absent = urlsplit(postgres_url)._replace(path="/tcd_absent").geturl()
    for url, todo in (
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
            (line,) = [each for each in (done.stdout + done.stderr).splitlines() if "connection" in each]
            assert todo in line
            assert "geheim" not in line
