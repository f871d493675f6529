"""A place in a list survives its way through an address; anything else is no place."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.queries import Position
from desk import paging

ANY_TIME = st.datetimes(timezones=st.just(UTC))
ANY_ID = st.integers(1, paging.LARGEST_ID)


@given(ANY_TIME, ANY_ID)
def test_a_place_reads_back_as_itself(moment: datetime, number: int) -> None:
    place = Position(moment, number)
    assert paging.decode_position(paging.encode_position(place)) == place


@given(st.text())
def test_any_text_is_a_place_or_none(text: str) -> None:
    paging.decode_position(text)


@pytest.mark.parametrize(
    "text", ["", ".", "1.", ".1", "1", "x.1", "1.-1", "٣.1", "9" * 30 + ".1", "1." + "9" * 25]
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert paging.decode_position(text) is None
