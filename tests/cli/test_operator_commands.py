"""Commands for operators: sources, crawl, publish, runs, doctor."""

import json
import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


@pytest.fixture
def call(tmp_path: Path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    env |= {"TCD_HOME": str(tmp_path / "home")}

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cli", *words]
        return subprocess.run(
            command, env=env | more, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def test_sources_list_names_the_five_first_ones(call) -> None:
    done = call("sources", "list")
    assert done.returncode == 0
    for slug in ("lao-cai", "lai-chau", "ha-noi", "quang-nam", "son-la"):
        assert slug in done.stdout


def test_sources_show_prints_one_source_as_json(call) -> None:
    source = json.loads(call("sources", "show", "lao-cai").stdout)
    assert source["home"] == "http://congdoanlaocai.org.vn"
    assert source["status"] == "unverified"


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A file that can't be used among the own ones: its path and line."""
    folder = tmp_path / "home" / "sources"
    folder.mkdir(parents=True)
    (folder / "hong.toml").write_text(
        'name = "X"\npublisher = "X"\nkind = "federaton"\nhome = "http://x.example"\n'
        'status = "unverified"\nevidence = "a test"\n'
    )
    return f"{folder}/hong.toml:3: "


@pytest.mark.parametrize(
    "words", [("crawl", "hong"), ("crawl", "lao-cai", "hong"), ("sources", "show", "hong")]
)
def test_a_broken_source_file_asked_for_by_name_is_one_line_that_names_path_line_and_remedy(
    call, broken: str, words: tuple[str, ...]
) -> None:
    done = call(*words)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert f'{broken}kind = "federaton" is not allowed; did you mean "federation"?' in done.stderr


def test_a_broken_source_file_does_not_hide_the_others_from_the_list(call, broken: str) -> None:
    done = call("sources", "list")
    assert done.returncode == 1
    assert "lao-cai" in done.stdout
    assert done.stderr.startswith(broken)


def test_doctor_names_a_broken_source_file(call, broken: str) -> None:
    done = call("doctor")
    assert done.returncode == 1
    assert f"WRONG  source file: {broken}kind" in done.stdout
    assert "ok     133 sources" in done.stdout


def test_a_sound_source_is_extracted_with_beside_a_broken_one(call, broken: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<h1>X</h1>")
    done = call("extract", "page.html", "--source", "lao-cai")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_source_to_crawl_is_exit_2(call) -> None:
    done = call("crawl", "lao-kai")
    assert done.returncode == 2
    assert "lao-cai" in done.stderr


def test_a_source_that_cannot_be_reached_is_exit_1_with_its_reason(call, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "sources"
    folder.mkdir(parents=True)
    (folder / "near.toml").write_text(
        'name = "N"\npublisher = "N"\nkind = "portal"\nhome = "http://127.0.0.9:9"\n'
        'status = "verified"\nevidence = "a test"\n'
    )
    done = call("crawl", "near")
    assert done.returncode == 1
    words = " ".join(done.stdout.split())
    assert "near: failed: it gave no page" in words
    assert "near: address refused: 1 (a private address" in words
    assert "TCD_ALLOW_PRIVATE=address:port" in words
    listed = call("runs")
    assert listed.returncode == 0
    assert "0 of 1 sources successful" in listed.stdout
    # This machine could not reach it, which says nothing about the source.
    assert "broken since" not in listed.stdout
    assert "TCD_ALLOW_PRIVATE" in call("extract", "http://127.0.0.9:9/").stderr


def test_publishing_an_empty_archive_writes_an_empty_feed(call, tmp_path: Path) -> None:
    done = call("publish")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "home/feeds/all.rss").exists()


def test_a_wrong_setting_is_one_line_that_says_what_to_write(call) -> None:
    done = call("publish", TCD_ALLOW_PRIVATE="localhost")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "TCD_ALLOW_PRIVATE" in done.stderr


def test_the_doctor_says_what_is_missing(call) -> None:
    done = call("doctor")
    assert done.returncode == 1
    assert "TCD_CONTACT" in done.stdout
    assert call("doctor", TCD_CONTACT="mailto:a@example.vn").returncode == 0


def test_the_doctor_names_misspelt_settings_of_the_environment_and_the_file(call, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TCD_CONTCAT=ban@example.vn\n")
    done = call("doctor", TCD_CONTACT="mailto:a@example.vn", TCD_NIHGT="03:00")
    assert "note   TCD_NIHGT is no setting and has no effect; did you mean TCD_NIGHT?\n" in done.stdout
    assert "note   TCD_CONTCAT is no setting and has no effect; did you mean TCD_CONTACT?\n" in done.stdout
    assert done.returncode == 0


def test_a_home_that_cannot_be_written_is_one_line(call) -> None:
    for command in ("publish", "runs", "migrate"):
        done = call(command, TCD_HOME="/proc/nowhere")
        assert done.returncode == 2, done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("up", "--port", "0"), ("schedule",)])
def test_what_runs_until_ctrl_c_does_not_start_on_a_home_that_cannot_be_written(
    call, postgres_url: str, command: tuple[str, ...]
) -> None:
    done = call(*command, TCD_HOME="/proc/nowhere", TCD_DATABASE_URL=postgres_url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tincongdoan: TCD_HOME must be a folder that this user may write to; ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_one_line_that_names_the_option(call) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = call("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_the_doctor_sends_a_test_message_where_alerts_would_go(call) -> None:
    posted: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/hook"
        settings = {"TCD_CONTACT": "mailto:a@example.vn", "TCD_ALERT_WEBHOOK": address}
        done = call("doctor", "--alert", **settings)
        server.shutdown()
    assert done.returncode == 0, done.stdout
    assert "ok     test message by webhook" in done.stdout
    assert "Tin thử" in json.loads(posted[0])["text"]
    down = call("doctor", "--alert", **settings)
    assert down.returncode == 1
    assert "WRONG  test message by webhook: ConnectionRefusedError: Connection refused" in down.stdout
