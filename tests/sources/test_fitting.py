"""Values that fit give the same source as pydantic; all others do not fit."""

import subprocess
import sys
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from items import Source
from sources import PACKAGED_FOLDER
from sources.fitting import build_if_fitting

SOURCE = TypeAdapter(Source)
GOOD: dict[str, Any] = {
    "slug": "x",
    "name": "Tên",
    "publisher": "LĐLĐ",
    "kind": "federation",
    "home": "http://x.vn",
    "status": "verified",
    "evidence": "thấy",
}


def test_every_packaged_source_fits_and_equals_what_pydantic_gives() -> None:
    different = []
    for path in sorted(PACKAGED_FOLDER.glob("*.toml")):
        values = {**tomllib.loads(path.read_text(encoding="utf-8")), "slug": path.stem}
        source = build_if_fitting(Source, values)
        if source is None or source != SOURCE.validate_python(values):
            different.append(path.name)
    assert not different


VALUES = st.recursive(
    st.text(max_size=4)
    | st.sampled_from(["verified", "federation", "approved", "nukeviet"])
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "article", "delay", "concurrency", "x"]), inner)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*Source.__dataclass_fields__]), VALUES, max_size=3))
def test_what_fits_equals_what_pydantic_gives(changed: dict[str, Any]) -> None:
    values = {**GOOD, **changed}
    source = build_if_fitting(Source, values)
    if source is not None:
        by_pydantic = SOURCE.validate_python(values)
        assert source == by_pydantic
        assert repr(source) == repr(by_pydantic)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "newspapers"},
        {"home": 1},
        {"start": "/tin-tuc"},
        {"start": ["/tin-tuc", 1]},
        {"select": {"headline": "h1"}},
        {"select": "h1"},
        {"politeness": {"delay": "2"}},
        {"politeness": {"delay": True}},
        {"politeness": {"concurrency": 1.0}},
        {"nane": "Tên"},
    ],
)
def test_a_value_of_another_type_does_not_fit(changed: dict[str, Any]) -> None:
    assert build_if_fitting(Source, {**GOOD, **changed}) is None


def test_a_missing_key_does_not_fit() -> None:
    assert build_if_fitting(Source, {key: value for key, value in GOOD.items() if key != "home"}) is None


def test_reading_usable_files_does_not_import_pydantic() -> None:
    code = "import sys, sources; assert sources.read_registry().sources; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
