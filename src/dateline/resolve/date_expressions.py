"""What a date phrase says, before anybody asks when the article was published.

Each class is one way of naming a time; `date_readings` turns it into days. Months and
weekdays are numbers (January is 1, Monday is 0). ``turn`` counts units from the
publication (-1 last, 0 this, 1 next); ``then`` from a date the text has already given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

UnitName = Literal[
    "minute", "hour", "day", "night", "workday", "week", "workweek", "fortnight", "month",
    "quarter", "year", "decade", "century",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a month: "August 22", "Saturday and Sunday, August 22 and 23", "the 22nd"."""

    days: tuple[int, ...]
    month: int | None = None
    year: int | None = None
    weekdays: tuple[int, ...] = ()
    listed: bool = False
    """The days are named one by one ("22 and 23"), not as a stretch ("22-25")."""
    day_first: bool | None = None
    """For "3/5/2020": which of the two numbers was read as the day, if either could be."""


@dataclass(frozen=True, slots=True)
class ForeignDay:
    """A day of the Persian or Islamic calendar: "18 Dey 1398", "22 Bahman", "3 Ramadan"."""

    calendar: Literal["Persian", "Islamic"]
    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A day known by its name: "9/11"."""

    day: date


@dataclass(frozen=True, slots=True)
class Month:
    """A month: "May 2019", "in May"."""

    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or several: "2019", "2019-20", "the 1990s"."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class YearShare:
    """The ``n``-th of ``parts`` equal parts of a year: "Q3 2018", "2019 H2"."""

    n: int
    parts: Literal[2, 4]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekNumber:
    """A week by its ISO number: "week 10 of 2018", "2022-W28"; ``turn`` as in `InYear`."""

    week: int
    year: int | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Season:
    """A season: "the spring of 2019"."""

    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by the rule of its day (see ``lang/en/dates.toml``)."""

    name: str
    rule: str
    year: int | None = None
    first: bool = False
    """ "on Eid": of several days the first."""
    lands: tuple[str, ...] = ()
    """Words beside it that may name the country whose day it is."""
    around: tuple[str, ...] = ()
    """The other names of its sentence, one of which may be that country."""


@dataclass(frozen=True, slots=True)
class FeastWeekend:
    """ "Labor Day weekend": Saturday and Sunday, and the feast where it stands beside them."""

    of: Feast


@dataclass(frozen=True, slots=True)
class WeekLater:
    """ "Tuesday week", "tomorrow week": a week after the next one."""

    of: Weekday | DayWord


@dataclass(frozen=True, slots=True)
class Weekday:
    """ "Sunday" """

    weekday: int


@dataclass(frozen=True, slots=True)
class DayWord:
    """ "yesterday": days from the day of publication."""

    offset: int
    word: str


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night that ends on the publication day."""

    past_midnight: bool = False
    """ "shortly after midnight": only the day it ends on."""


@dataclass(frozen=True, slots=True)
class NightOf:
    """ "overnight Sunday" (the night that begins then) or "overnight into Monday" (ends)."""

    of: Expression
    ends: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A stretch of time without a place in time: "three days", "a few weeks"."""

    low: int
    high: int
    unit: UnitName
    more: tuple[Amount, ...] = ()
    """What is added: "two weeks and three days", "two and a half years"."""


@dataclass(frozen=True, slots=True)
class Ago:
    """ "three days ago", and with ``way`` 1 "in three days"."""

    amount: Amount
    way: Literal[-1, 1]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """ "last week", "this year", "the month before last" (-2)."""

    unit: UnitName
    turn: int


@dataclass(frozen=True, slots=True)
class Part:
    """ "earlier this year", "later this month": up to, or from, the publication day."""

    of: Expression
    later: bool


@dataclass(frozen=True, slots=True)
class Window:
    """ "the past two weeks", "recent months" (``amount`` None), "the next few days"."""

    amount: Amount | None
    unit: UnitName
    way: Literal[-1, 1]
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "the weekend" (``turn`` None), "last weekend"."""

    turn: int | None = None


@dataclass(frozen=True, slots=True)
class OfWeek:
    """ "Tuesday of last week", "Sunday two weeks ago"."""

    weekday: int
    weeks: int
    anaphoric: bool = False
    """ "Tuesday of the following week": counted from a date that the text has given."""


@dataclass(frozen=True, slots=True)
class WeekOf:
    """ "the week of 8 August", "the week ending 3 May", "the weekend of May 3"."""

    of: Expression
    way: Literal["of", "from", "ending"] = "of"
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class InYear:
    """ "24 June this year", "August of last year", "the 3rd of last month"."""

    of: Days | Month | Season | Feast | YearShare
    turn: int
    unit: Literal["year", "month"] = "year"


@dataclass(frozen=True, slots=True)
class Turned:
    """ "last Sunday", "this Friday", "next summer", "last April"."""

    turn: int
    of: Expression
    nearest: bool = False
    """ "this coming Friday", "a week last Friday": the first there is, whatever its week."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """ "the same day", "the following Wednesday", "two days later": needs an anchor.

    ``what`` is a unit, a named time ("Wednesday") or, for "two days later", an amount.
    """

    what: UnitName | Literal["weekend"] | Expression
    then: int
    event: bool = False
    """Counted from an event that the text names ("two days after the attack")."""


@dataclass(frozen=True, slots=True)
class Edge:
    """ "early May", "mid-2019", "the second half of March"."""

    edge: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Nth:
    """ "the last Monday of Ramadan", "the first week of March"; ``n`` -1 is the last."""

    n: int
    what: UnitName | Literal["weekend"] | Weekday | Amount
    of: Expression


@dataclass(frozen=True, slots=True)
class Shift:
    """ "two days before the 22nd", "the day after Christmas", "the eve of Eid"."""

    amount: Amount
    way: Literal[-1, 1]
    of: Expression
    ahead: bool = False
    """ "three days from Tuesday": that Tuesday is to come."""
    counted: bool = True
    """ "a week after 3 May", not "the week after 3 May"."""


@dataclass(frozen=True, slots=True)
class Beside:
    """ "the Monday after Easter"."""

    weekday: int
    way: Literal[-1, 1]
    of: Expression


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """ "two months from today on Tuesday": the weekday of a week counted to, or then the first."""

    weekday: int
    of: Expression
    same_week: bool


@dataclass(frozen=True, slots=True)
class Between:
    """ "from Monday night until Tuesday noon", "May to July"."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Several:
    """ "Monday and Tuesday"."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Lasting:
    """ "for three days from Monday" (``way`` 1), "the two weeks to 9 September" (-1)."""

    amount: Amount
    way: Literal[-1, 1]
    of: Expression


@dataclass(frozen=True, slots=True)
class Since:
    """ "since Saturday" """

    of: Expression


@dataclass(frozen=True, slots=True)
class Until:
    """ "until Friday" """

    of: Expression


@dataclass(frozen=True, slots=True)
class Bound:
    """ "after 2011", "before Friday": one end only."""

    of: Expression
    way: Literal[-1, 1]


@dataclass(frozen=True, slots=True)
class Run:
    """ "for the third day running": ends on the publication day."""

    ordinal: int
    unit: UnitName


@dataclass(frozen=True, slots=True)
class Recurring:
    """ "every Friday", "on Sundays": no one date."""


@dataclass(frozen=True, slots=True)
class Clock:
    """ "at 3 pm", "before dawn": a time of day without a day."""


Expression = (
    Days | ForeignDay | Fixed | Month | Year | YearShare | WeekNumber | Season | Feast
    | FeastWeekend | Weekday | WeekLater | DayWord | Overnight | NightOf | Amount | Ago | Unit
    | Part | Window | Weekend | OfWeek | WeekOf | InYear | Turned | Anaphor | Edge | Nth | Shift
    | Beside | OnWeekday | Between | Several | Lasting | Since | Until | Bound | Run | Recurring
    | Clock
)  # fmt: skip
