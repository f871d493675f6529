"""``python -m replica --misbehaving``."""

import http.client
import signal
import subprocess
import sys

from replica.misbehaving import MISBEHAVIOURS


def test_the_command_lists_every_misbehaviour() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "replica", "--misbehaving"],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(MISBEHAVIOURS)
    assert any("truncated" in line and "Content-Length" in line for line in lines)


def test_the_command_serves_a_misbehaviour_until_ctrl_c() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "replica", "--misbehaving", "soft-404"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as out:
        line = out.readline()
        host = line.split()[1].removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host, timeout=5)
        connection.request("GET", "/tin-tuc/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


def test_command_refuses_an_unknown_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "replica", "--misbehaving", "khong-co"],
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 2
    assert "khong-co" in done.stderr
    assert done.stdout == ""


def test_the_command_serves_a_platform_site() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "replica", "--platform", "joomla"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as out:
        line = out.readline()
        assert line.startswith("joomla http://127.0.0.20:")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


def test_the_command_lists_the_platforms() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "replica", "--platform", "khac"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert "nukeviet-45, " in done.stderr
