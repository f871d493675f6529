"""What fits as it stands is what pydantic would make of it; nothing else fits."""

import subprocess
import sys
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from items import Source
from sources import PACKAGED
from sources.fitting import made

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


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_packaged_source_fits_and_is_what_pydantic_makes_of_it(path: Any) -> None:
    told = {**tomllib.loads(path.read_text(encoding="utf-8")), "slug": path.stem}
    found = made(Source, told)
    assert found is not None
    assert found == SOURCE.validate_python(told)


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
def test_whatever_fits_is_what_pydantic_makes_of_it(changed: dict[str, Any]) -> None:
    told = {**GOOD, **changed}
    found = made(Source, told)
    if found is not None:
        same = SOURCE.validate_python(told)
        assert found == same
        assert repr(found) == repr(same)


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
def test_what_is_of_another_kind_does_not_fit(changed: dict[str, Any]) -> None:
    assert made(Source, {**GOOD, **changed}) is None


def test_what_lacks_a_key_does_not_fit() -> None:
    assert made(Source, {key: value for key, value in GOOD.items() if key != "home"}) is None


def test_reading_sound_files_loads_no_pydantic() -> None:
    code = "import sys; from sources import read; assert read().sources; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
