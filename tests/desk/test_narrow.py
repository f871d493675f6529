"""On a telephone tables have no heads: every cell says of itself what it holds."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "desk/templates"
STACKS = re.compile(r'<table class="[^"]*\bstack\b[^"]*">(.*?)</table>', re.DOTALL)
HEADS = re.compile(r"<th scope=\"col\"[^>]*>\{% translate \"([^\"]+)\" %\}</th>")
LABELS = re.compile(r"data-label=\"\{% translate '([^']+)' %\}\"")
FOUND = [
    pytest.param(table, id=f"{path.stem}-{number}")
    for path in sorted(TEMPLATES.rglob("*.html"))
    for number, table in enumerate(STACKS.findall(path.read_text(encoding="utf-8")))
]


def test_the_tables_of_the_desk_are_found() -> None:
    assert len(FOUND) >= 6


@pytest.mark.parametrize("table", FOUND)
def test_each_cell_bears_the_name_of_its_column(table: str) -> None:
    heads = HEADS.findall(table)
    # The row's own head needs none, nor do buttons, which say what they do.
    if '<th scope="row"' in table:
        del heads[0]
    if 'class="acts"' in table:
        del heads[-1]
    assert LABELS.findall(table) == heads
