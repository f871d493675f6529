"""Of constructed pairs, reprints are found and others are not: recall 0.98, precision 0.99."""

from benchmarks.archive.reprints import figures


def test_reprints_are_found_and_plans_of_many_provinces_are_not() -> None:
    recall, precision, found = figures(800)
    assert recall >= 0.98
    assert precision >= 0.99
    assert found["documents"][0] == found["plans"][0] == 0
