"""Working days: what a promise is counted in. Weekends and the bank holidays of England and Wales do not count."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

DAY = dt.timedelta(days=1)


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The last day on which something promised "within `days` working days" of `start` is in time."""
    day = start
    while days > 0:
        day += DAY
        if is_working_day(day):
            days -= 1
    return day


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The regular bank holidays of England and Wales, with the days given in lieu of a weekend."""
    easter = _easter(year)
    christmas = dt.date(year, 12, 25)
    boxing = christmas + DAY
    if christmas.weekday() == 5:  # Saturday: Monday and Tuesday
        christmas, boxing = christmas + 2 * DAY, boxing + 2 * DAY
    elif christmas.weekday() == 6:  # Sunday: Monday is Boxing Day, Tuesday is in lieu
        christmas = christmas + 2 * DAY
    elif boxing.weekday() == 5:
        boxing = boxing + 2 * DAY
    return frozenset(
        {
            _or_monday(dt.date(year, 1, 1)),
            easter - 2 * DAY,
            easter + DAY,
            _first_monday(dt.date(year, 5, 1)),
            _last_monday(dt.date(year, 5, 31)),
            _last_monday(dt.date(year, 8, 31)),
            christmas,
            boxing,
        }
    )


def _or_monday(day: dt.date) -> dt.date:
    return day + max(0, 7 - day.weekday()) * DAY if day.weekday() >= 5 else day


def _first_monday(day: dt.date) -> dt.date:
    return day + (-day.weekday() % 7) * DAY


def _last_monday(day: dt.date) -> dt.date:
    return day - day.weekday() * DAY


def _easter(year: int) -> dt.date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)
