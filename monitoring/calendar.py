"""Weights of days without articles: few sources publish at Tết, all do in the workers' month. Pure.

A day weighs 1 on a weekday, 0.5 on a weekend, 0 around Tết, and double in a campaign.
"""

from datetime import date, timedelta

# The first day of the lunar year in Việt Nam: the day of its new moon at +07:00, which in 2030 is one before
# China's. Calculated from the moon's motion; tests/monitoring/test_calendar.py calculates the moons again.
TET: dict[int, date] = {
    day.year: day
    for day in map(
        date.fromisoformat,
        "2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 "
        "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 "
        "2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12".split(),
    )
}
# Offices close some days before (23 tháng Chạp is the kitchen gods' day) and are quiet until the first full
# moon is near; the Labour Code (2019, article 112) gives five days off, arrangements make them seven to nine.
_BEFORE, _AFTER = timedelta(days=5), timedelta(days=9)
# National congresses of Công đoàn Việt Nam: XI, XII, XIII.
_CONGRESSES = (
    (date(2013, 7, 27), date(2013, 7, 30)),
    (date(2018, 9, 24), date(2018, 9, 26)),
    (date(2023, 12, 1), date(2023, 12, 3)),
)
_AROUND = timedelta(days=5)
QUIET, CAMPAIGN = 0.0, 2.0


def season(day: date) -> str:
    """The season: tet, workers (Tháng Công nhân, May), founding (around 28/7), congress, or nothing."""
    tet = TET.get(day.year)
    if tet is not None and tet - _BEFORE <= day < tet + _AFTER:
        return "tet"
    if day.month == 5:
        return "workers"
    if day.month == 7 and 15 <= day.day <= 31:
        return "founding"
    if any(begin - _AROUND <= day <= end + _AROUND for begin, end in _CONGRESSES):
        return "congress"
    return ""


def weight(day: date) -> float:
    """The weight of a day without articles."""
    kind = season(day)
    if kind == "tet":
        return QUIET
    usual = 0.5 if day.weekday() >= 5 else 1.0
    return usual * CAMPAIGN if kind else usual


def silence(last: date, until: date) -> float:
    """The total weight of the days between ``last`` and ``until``, both excluded."""
    days = (until - last).days
    return sum((weight(last + timedelta(days=n)) for n in range(1, days)), 0.0)
