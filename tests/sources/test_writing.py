"""Writing a source file, and changing one so that its comments stay."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from items import Follow, Politeness, Select, Source
from sources import load_source, load_sources
from sources.registry import PACKAGED_FOLDER
from sources.schema import parse_source
from sources.writing import amend, to_toml

TEXT = """# Whose site it is was asked by telephone.
name = "LĐLĐ tỉnh Lai Châu"
publisher = "LĐLĐ tỉnh Lai Châu"
kind = "federation"  # not the portal
home = "http://a.example"
status = "unverified"
evidence = "seen"
start = ["/tin"]

# NukeViet blocks whoever asks too often.
[politeness]
delay = 2.0
"""
SOURCE = parse_source(TEXT, "lai-chau", "lai-chau.toml")


def test_only_the_changed_lines_change_and_comments_stay() -> None:
    after = replace(SOURCE, platform="nukeviet", home="https://b.example", kind="portal")
    text = amend(TEXT, SOURCE, after)
    changed = set(text.splitlines()) ^ set(TEXT.splitlines())
    assert changed == {
        'home = "http://a.example"',
        'home = "https://b.example"',
        'kind = "federation"  # not the portal',
        'kind = "portal"  # not the portal',
        'platform = "nukeviet"',
    }
    assert parse_source(text, "lai-chau", "lai-chau.toml") == after


def test_the_line_of_a_removed_value_goes_and_a_new_table_is_added() -> None:
    after = replace(SOURCE, start=(), select=Select(views=".x"), politeness=Politeness(delay=4.0))
    text = amend(TEXT, SOURCE, after)
    assert "start" not in text
    assert "# NukeViet blocks whoever asks too often." in text
    assert parse_source(text, "lai-chau", "lai-chau.toml") == after


def test_a_file_that_cannot_be_changed_by_line_is_rewritten() -> None:
    split = TEXT.replace('start = ["/tin"]', 'start = [\n  "/tin",\n]')
    after = replace(SOURCE, start=("/moi",))
    assert amend(split, SOURCE, after) == to_toml(after)


@pytest.mark.parametrize("slug", sorted(load_sources())[::9])
@given(
    change=st.fixed_dictionaries(
        {},
        optional={
            "platform": st.sampled_from(["general", "joomla"]),
            "home": st.just("https://moi.example"),
            "start": st.sampled_from([(), ("/a",), ("/a", "/b")]),
            "follow": st.builds(Follow, ignore=st.sampled_from([None, "/en/"])),
            "politeness": st.builds(Politeness, delay=st.sampled_from([1.0, 3.5])),
        },
    )
)
def test_an_amended_file_parses_into_the_new_source(slug: str, change: dict[str, Any]) -> None:
    path = PACKAGED_FOLDER / f"{slug}.toml"
    before: Source = load_source(path)
    after = replace(before, **change)
    text = amend(path.read_text(encoding="utf-8"), before, after)
    assert parse_source(text, slug, path.name) == after
