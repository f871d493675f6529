"""Every form of the table, and every form again as careless pages spell it."""

import json
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest

from vietnamese.dates import VIETNAM, ParsedDate, parse_date

AT = datetime(2026, 11, 21, 15, 37, 12, tzinfo=VIETNAM)
ROWS = [json.loads(line) for line in (Path(__file__).parent / "table.jsonl").read_text("utf-8").splitlines()]
TOLD = [row for row in ROWS if row["gold"]]
REFUSED = [row for row in ROWS if not row["gold"]]


def _value(gold: str) -> datetime | date:
    if len(gold) == 10:
        return date.fromisoformat(gold)
    return datetime.fromisoformat(gold).replace(tzinfo=VIETNAM)


def _facts(found: ParsedDate | None) -> tuple[object, ...] | None:
    return found and (found.value, found.precision, found.role, found.rule, found.warnings)


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"])
def test_the_form_tells_its_date_precision_and_role(row: dict[str, str]) -> None:
    found = parse_date(row["text"], AT)
    assert found is not None
    assert (found.value, found.precision, found.role) == (_value(row["gold"]), row["precision"], row["role"])
    assert found.raw == row["text"][found.start : found.end]
    assert found.raw == found.raw.strip()


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["text"])
def test_the_text_tells_no_date(row: dict[str, str]) -> None:
    assert parse_date(row["text"], AT) is None


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="decomposed"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(lambda text: text.replace(" ", " \n\t "), id="line breaks"),
        pytest.param(lambda text: "\ufeff" + "\u200b ".join(text.split(" ")) + "\u200b", id="zero width"),
        pytest.param(lambda text: f"  {text}  ", id="surrounded by spaces"),
        pytest.param(str.upper, id="capitals"),
        pytest.param(str.lower, id="small letters"),
    ],
)
def test_spelling_never_changes_an_answer(spell) -> None:  # type: ignore[no-untyped-def]
    for row in ROWS:
        spelt = spell(row["text"])
        found = parse_date(spelt, AT)
        assert _facts(found) == _facts(parse_date(row["text"], AT)), spelt
        if found is not None:
            assert spelt[found.start : found.end] == found.raw


def test_full_width_digits_are_digits() -> None:
    wide = str.maketrans("0123456789/:", "０１２３４５６７８９／：")
    for row in ROWS:
        if row["kind"] == "numeric":
            assert _facts(parse_date(row["text"].translate(wide), AT)) == _facts(parse_date(row["text"], AT))


def test_without_marks_the_forms_of_words_labels_and_weekdays_still_tell() -> None:
    for row in TOLD:
        if row["kind"] in ("words", "labels", "weekdays", "hours in words"):
            bare = unicodedata.normalize("NFD", row["text"].replace("đ", "d").replace("Đ", "D"))
            bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
            found = parse_date(bare, AT)
            assert found is not None, bare
            assert found.value == _value(row["gold"]), bare
