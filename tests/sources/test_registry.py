"""How the packaged source files and the user's own are combined. Their content: test_every_source."""

import os
from pathlib import Path

import pytest

from sources import (
    ONLY_OWN_FILE,
    PACKAGED_FOLDER,
    SourceFileError,
    load_sources,
    read_registry,
    start_addresses,
)

OWN = """
name = "Liên đoàn thử"
publisher = "LĐLĐ thử"
kind = "federation"
home = "http://127.0.0.2:8400"
status = "unverified"
evidence = "Viết cho bài kiểm tra"
"""


def test_the_first_five_sources_exist() -> None:
    assert {"lao-cai", "lai-chau", "ha-noi", "quang-nam", "son-la"} <= set(load_sources())


def test_an_own_file_overrides_the_packaged_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "lao-cai.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "rieng.toml").write_text(OWN, encoding="utf-8")
    sources = load_sources(tmp_path)
    assert sources["lao-cai"].name == "Liên đoàn thử"
    assert start_addresses(sources["rieng"]) == ("http://127.0.0.2:8400/",)
    assert "son-la" in sources


def test_the_folder_of_own_sources_may_be_missing(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "sources") == load_sources()


def test_hidden_files_and_files_of_other_types_are_ignored(tmp_path: Path) -> None:
    (tmp_path / ".lao-cai.toml").write_text("x", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert load_sources(tmp_path) == load_sources()


def test_the_errors_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN.replace("federation", "federaton"), encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(SourceFileError) as error:
        load_sources(tmp_path)
    first, second = str(error.value).splitlines()
    assert first.startswith(f"{tmp_path}/a.toml:4: kind")
    assert second == f"{tmp_path}/b.toml:1: the file must be UTF-8 text"


def test_a_broken_own_file_is_reported_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text(OWN.replace("http://", ""), encoding="utf-8")
    (tmp_path / "rieng.toml").write_text(OWN, encoding="utf-8")
    registry = read_registry(tmp_path)
    assert set(load_sources()) <= set(registry.sources)
    assert "rieng" in registry.sources
    assert set(registry.broken) == {"hong"}
    assert registry.broken["hong"].startswith(f'{tmp_path}/hong.toml:5: home = "127.0.0.2:8400": a full URL')


def test_a_broken_own_file_hides_the_packaged_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "lao-cai.toml").write_text("status = refused", encoding="utf-8")
    registry = read_registry(tmp_path)
    assert "lao-cai" not in registry.sources
    assert registry.broken["lao-cai"].startswith(f"{tmp_path}/lao-cai.toml:1: this is not valid TOML")


def test_a_folder_and_an_undecodable_name_are_errors(tmp_path: Path) -> None:
    (tmp_path / "thu-muc.toml").mkdir()
    (tmp_path / os.fsdecode(b"l\xe0o.toml")).write_text(OWN, encoding="utf-8")
    registry = read_registry(tmp_path)
    assert "cannot be read" in registry.broken["thu-muc"]
    [other] = set(registry.broken) - {"thu-muc"}
    assert "small letters" in registry.broken[other]
    other.encode()


def test_a_folder_with_the_file_alone_hides_the_packaged_sources(tmp_path: Path) -> None:
    packaged = next(iter(sorted(PACKAGED_FOLDER.glob("*.toml"))))
    (tmp_path / packaged.name).write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(read_registry(tmp_path).sources) > 1
    (tmp_path / ONLY_OWN_FILE).touch()
    assert list(read_registry(tmp_path).sources) == [packaged.stem]


def test_only_the_requested_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text("name = 1", encoding="utf-8")
    (tmp_path / "khac.toml").write_text("name = 1", encoding="utf-8")
    registry = read_registry(tmp_path, ["lao-cai", "hong", "khong-co"])
    assert list(registry.sources) == ["lao-cai"]
    assert list(registry.broken) == ["hong"]
