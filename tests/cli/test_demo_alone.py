"""The demo asks its replicas only, whatever is clicked at its desk."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.demo_command import _alone
from config.settings import load
from sources import hosts_of, read_registry


def test_while_a_demo_is_served_there_are_no_other_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TCD_SOURCES", "TCD_ALLOW_PRIVATE"):
        monkeypatch.setenv(name, "")  # put back after the test
    addresses = {"lao-cai": "http://127.0.0.2:8470", "son-la": "http://127.0.0.3:8470"}
    _alone(tmp_path / "sources", SimpleNamespace(addresses=addresses))  # type: ignore[arg-type]
    settings = load()
    found = read_registry(settings.own_sources)
    assert not found.broken
    assert sorted(found.sources) == ["lao-cai", "son-la"]
    assert {host for source in found.sources.values() for host in hosts_of(source)} == {
        "127.0.0.2",
        "127.0.0.3",
    }
    assert settings.allow_private == ("127.0.0.2:8470", "127.0.0.3:8470")
