"""The demo crawls its replicas only, whatever is clicked at its desk."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.demo_command import _use_replicas_only
from config.settings import load
from sources import hosts_of, read_registry


def test_during_a_demo_there_are_no_other_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TCD_SOURCES", "TCD_ALLOW_PRIVATE"):
        monkeypatch.setenv(name, "")  # put back after the test
    addresses = {"lao-cai": "http://127.0.0.2:8470", "son-la": "http://127.0.0.3:8470"}
    _use_replicas_only(tmp_path / "sources", SimpleNamespace(addresses=addresses))  # type: ignore[arg-type]
    settings = load()
    registry = read_registry(settings.own_sources)
    assert not registry.broken
    assert sorted(registry.sources) == ["lao-cai", "son-la"]
    assert {host for source in registry.sources.values() for host in hosts_of(source)} == {
        "127.0.0.2",
        "127.0.0.3",
    }
    assert settings.allow_private == ("127.0.0.2:8470", "127.0.0.3:8470")
