"""``sources add`` and ``sources check`` as users call them, with a replica on loopback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.errors import OneLineError
from cli.main import app
from replica.platforms import make_platform_site
from replica.server import ReplicaServer
from sources import load_source

ADDRESS = "127.0.0.14"
SLUG = "lai-chau-2"  # lai-chau is the registry's


def tincongdoan(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    env |= {"TCD_HOME": str(home), "TCD_ALLOW_PRIVATE": ADDRESS, "TCD_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_from_an_address_to_the_first_feed_entry_and_a_corrected_file(tmp_path: Path) -> None:
    path = tmp_path / f"sources/{SLUG}.toml"
    with ReplicaServer(make_platform_site("mojoportal"), ADDRESS) as server:
        added = tincongdoan(
            tmp_path, "sources", "add", f"{server.url}/", "--yes", "--delay", "0", "--samples", "4"
        )
        assert added.returncode == 0, added.stderr
        source = load_source(path)
        assert (source.platform, source.status, source.province) == ("mojoportal", "unverified", "lai-chau")
        assert re.search(r"published\s+│ 4 of 4", added.stdout)
        correct = path.read_text(encoding="utf-8")
        assert correct in added.stdout
        assert (tmp_path / f"baselines/{SLUG}.json").exists()

        assert tincongdoan(tmp_path, "crawl", SLUG, "--max-articles", "1").returncode == 0
        assert tincongdoan(tmp_path, "publish").returncode == 0
        assert "<item>" in (tmp_path / f"feeds/source/{SLUG}.rss").read_text(encoding="utf-8")

        path.write_text("# Của tôi\n" + correct.replace('mojoportal"', 'joomla"'), encoding="utf-8")
        checked = tincongdoan(tmp_path, "sources", "check", SLUG, "--delay", "0", "--samples", "4", "--write")
    assert checked.returncode == 1, "something was different"
    assert '-platform = "joomla"\n+platform = "mojoportal"\n' in checked.stdout
    assert path.read_text(encoding="utf-8") == "# Của tôi\n" + correct


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "http://a.example", "--slug", "Lào Cai"), "small letters, digits and single dashes"),
        (("add", "http://a.example", "--slug", "lao-cai"), "is taken"),
        (("add", "http://a.example", "--province", "lao-cay"), 'did you mean "lao-cai"?'),
        (("add", "khong co gi"), "is no web address"),
        (("add", "ftp://a.example/"), "is no web address"),
        (("add", "http://"), "is no web address"),
        (("add", "javascript:alert(1)"), "is no web address"),
        (("check", "lao-cay"), 'did you mean "lao-cai"?'),
        (("check", "cong-doan-viet-nam-es"), "is refused"),
    ],
)
def test_a_wrong_call_prints_one_line_and_fetches_nothing(
    home: Path, words: tuple[str, ...], message: str
) -> None:
    result = CliRunner().invoke(app, ["sources", *words])
    assert isinstance(result.exception, OneLineError)
    assert message in str(result.exception)
    assert "\n" not in str(result.exception)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://www.congdoanlaocai.org.vn/", "is read already by lao-cai (unverified)"),
        ("https://es.congdoanvietnam.vn", "is refused in cong-doan-viet-nam-es"),
    ],
)
def test_an_address_that_the_registry_knows_is_named_and_not_fetched(
    home: Path, address: str, message: str
) -> None:
    result = CliRunner().invoke(app, ["sources", "add", address])
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1
    assert not (home / "sources").exists()
