"""How the packaged source files and a user's own ones join. What each must be: test_every_source."""

import os
from pathlib import Path

import pytest

from sources import ALONE, PACKAGED, SourceFileError, load, read, start_addresses

OWN = """
name = "Liên đoàn thử"
publisher = "LĐLĐ thử"
kind = "federation"
home = "http://127.0.0.2:8400"
status = "unverified"
evidence = "Viết cho bài kiểm tra"
"""


def test_the_five_first_sources_are_there() -> None:
    assert {"lao-cai", "lai-chau", "ha-noi", "quang-nam", "son-la"} <= set(load())


def test_an_own_file_overrides_the_packaged_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "lao-cai.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "rieng.toml").write_text(OWN, encoding="utf-8")
    sources = load(tmp_path)
    assert sources["lao-cai"].name == "Liên đoàn thử"
    assert start_addresses(sources["rieng"]) == ("http://127.0.0.2:8400/",)
    assert "son-la" in sources


def test_a_missing_folder_of_own_sources_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path / "sources") == load()


def test_hidden_files_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".lao-cai.toml").write_text("x", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert load(tmp_path) == load()


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN.replace("federation", "federaton"), encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(SourceFileError) as told:
        load(tmp_path)
    first, second = str(told.value).splitlines()
    assert first.startswith(f"{tmp_path}/a.toml:4: kind")
    assert second == f"{tmp_path}/b.toml:1: the file must be UTF-8 text"


def test_a_broken_own_file_is_named_with_its_line_and_all_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text(OWN.replace("http://", ""), encoding="utf-8")
    (tmp_path / "rieng.toml").write_text(OWN, encoding="utf-8")
    found = read(tmp_path)
    assert set(load()) <= set(found.sources)
    assert "rieng" in found.sources
    assert set(found.broken) == {"hong"}
    assert found.broken["hong"].startswith(
        f'{tmp_path}/hong.toml:5: home = "127.0.0.2:8400": a whole address'
    )


def test_a_broken_own_file_hides_the_packaged_one_that_it_overrides(tmp_path: Path) -> None:
    (tmp_path / "lao-cai.toml").write_text("status = refused", encoding="utf-8")
    found = read(tmp_path)
    assert "lao-cai" not in found.sources
    assert found.broken["lao-cai"].startswith(f"{tmp_path}/lao-cai.toml:1: this is no TOML")


def test_what_only_looks_like_a_source_file_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "thu-muc.toml").mkdir()
    (tmp_path / os.fsdecode(b"l\xe0o.toml")).write_text(OWN, encoding="utf-8")
    found = read(tmp_path)
    assert "can't be read" in found.broken["thu-muc"]
    [other] = set(found.broken) - {"thu-muc"}
    assert "small letters" in found.broken[other]
    other.encode()


def test_a_folder_of_sources_that_stands_alone_hides_the_packaged_ones(tmp_path: Path) -> None:
    packaged = next(iter(sorted(PACKAGED.glob("*.toml"))))
    (tmp_path / packaged.name).write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(read(tmp_path).sources) > 1
    (tmp_path / ALONE).touch()
    assert list(read(tmp_path).sources) == [packaged.stem]


def test_only_the_files_that_are_asked_for_are_opened(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text("name = 1", encoding="utf-8")
    (tmp_path / "khac.toml").write_text("name = 1", encoding="utf-8")
    found = read(tmp_path, ["lao-cai", "hong", "khong-co"])
    assert list(found.sources) == ["lao-cai"]
    assert list(found.broken) == ["hong"]
