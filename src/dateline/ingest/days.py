"""The day of publication, from the words in which a page, feed or table gives it.

Only writings that name one day beyond doubt are read: "03/04/2020" is the third of April or the
fourth of March, so it is no date here.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ..errors import BadDate

EARLIEST = date(1900, 1, 1)
_LONGEST = 80
# English by the standard of e-mail and HTTP dates, whatever the page's language.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"),
            ("may",), ("june", "jun"), ("july", "jul"), ("august", "aug"),
            ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(_MONTHS) + r")\.?"
_WRITTEN = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})\b.*",
        rf"(?:[a-z]+,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b.*",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:[T\s].*)?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T\s].*)?",
    )
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*|\d{8}T\d{4,6}.*", re.ASCII)
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")
_OFFSET_WITHOUT_COLON = re.compile(r"([+-]\d{2})(\d{2})$")


def read_day(words: str, *, today: date) -> date:
    """The day that ``words`` name, as it is called where they were written.

    Read are ISO 8601, e-mail dates ("Mon, 24 Aug 2020 23:30:00 -0700"), "2020/08/24",
    "24 August 2020" and "August 24, 2020". A moment that is past midnight only in its own time
    zone counts as the UTC day where its own day is after ``today`` (UTC).

    Raises:
        BadDate: no date, a date before 1900, or one after ``today``.
    """
    words = words.strip()
    moment = _moment(words)
    day = moment.date() if moment is not None else _written_day(words)
    if day is None:
        raise BadDate(f"{_short(words)} is not a date that can be read")
    if day > today and moment is not None and moment.tzinfo is not None:
        day = _utc_day(moment)
    if day > today:
        raise BadDate(f"{_short(words)} is in the future")
    if day < EARLIEST:
        raise BadDate(f"{_short(words)} is before {EARLIEST.year}")
    return day


def utc_day(moment: datetime) -> date:
    """The day of an aware moment in UTC."""
    return moment.astimezone(UTC).date()


def _utc_day(moment: datetime) -> date:
    try:
        return utc_day(moment)
    except OverflowError:  # the last day of the calendar
        return moment.date()


def _moment(words: str) -> datetime | None:
    if len(words) > _LONGEST:
        return None
    iso = _moment_of_iso(words)
    if iso is not None:
        return iso
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moment_of_iso(words: str) -> datetime | None:
    if not _MOMENT.fullmatch(words):
        return None
    tidy = words.replace(" UTC", "Z").replace(" GMT", "Z").replace(" Z", "Z")
    tidy = _OFFSET_WITHOUT_COLON.sub(r"\1:\2", _LONG_FRACTION.sub(r"\1", tidy))
    tidy = re.sub(r"\s([+-]\d{2}:\d{2})$", r"\1", tidy)
    try:
        return datetime.fromisoformat(tidy)
    except ValueError:
        return None


def _written_day(words: str) -> date | None:
    if len(words) > _LONGEST:
        return None
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(words):
            month = found["month"].lower()
            number = _MONTHS[month] if month in _MONTHS else int(month)
            try:
                return date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                return None
    return None


def _short(words: str, limit: int = 40) -> str:
    return repr(words if len(words) <= limit else words[: limit - 1] + "…")
