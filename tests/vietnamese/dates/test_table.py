"""Every form of the table, also in careless spellings."""

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


def _facts(parsed: ParsedDate | None) -> tuple[object, ...] | None:
    return parsed and (parsed.value, parsed.precision, parsed.role, parsed.rule, parsed.warnings)


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"])
def test_a_form_gives_its_date_precision_and_role(row: dict[str, str]) -> None:
    parsed = parse_date(row["text"], AT)
    assert parsed is not None
    assert (parsed.value, parsed.precision, parsed.role) == (
        _value(row["gold"]),
        row["precision"],
        row["role"],
    )
    assert parsed.raw == row["text"][parsed.start : parsed.end]
    assert parsed.raw == parsed.raw.strip()


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["text"])
def test_a_text_without_a_date(row: dict[str, str]) -> None:
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
def test_spelling_does_not_change_the_result(spell) -> None:  # type: ignore[no-untyped-def]
    for row in ROWS:
        spelt = spell(row["text"])
        parsed = parse_date(spelt, AT)
        assert _facts(parsed) == _facts(parse_date(row["text"], AT)), spelt
        if parsed is not None:
            assert spelt[parsed.start : parsed.end] == parsed.raw


def test_full_width_digits_are_digits() -> None:
    wide = str.maketrans("0123456789/:", "０１２３４５６７８９／：")
    for row in ROWS:
        if row["kind"] == "numeric":
            assert _facts(parse_date(row["text"].translate(wide), AT)) == _facts(parse_date(row["text"], AT))


def test_words_labels_and_weekdays_are_parsed_without_accents() -> None:
    for row in TOLD:
        if row["kind"] in ("words", "labels", "weekdays", "hours in words"):
            bare = unicodedata.normalize("NFD", row["text"].replace("đ", "d").replace("Đ", "D"))
            bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
            parsed = parse_date(bare, AT)
            assert parsed is not None, bare
            assert parsed.value == _value(row["gold"]), bare
