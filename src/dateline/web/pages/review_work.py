"""What one screen of the review shows: a report, its fields, and what may be chosen for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from fastapi import HTTPException

from ...codebook import Codebook
from ...records.article import Article
from ...records.decision import Correction, Review
from ...records.event import Report
from ...review import (
    FIELDS,
    Choice,
    Progress,
    Queue,
    State,
    apply_corrections,
    choices,
    doubt_of,
    from_json,
    in_words,
    next_reports,
    progress,
    review_state,
    to_json,
    value_of,
)
from ...review.applying import standing_of
from ...review.values import Field, field_named, is_blank, quote_of, same_value
from ...store.contract import StoredReport
from ..context import Workbench
from ..filters import Asked
from ..security.visitors import Visitor
from .review_desk import SAMPLE, Desk, after_this
from .review_draft import Draft, read_draft
from .review_history import Line, Word, history, words_of
from .review_text import ROLES, Shown, shown_text
from .review_words import Found, Reading

OWN = ("queue", "reviewers", "report", "field", "words", "near", "new", "wrong", "whole", "done",
       "show")  # fmt: skip
"""What addresses of the review take beside filters."""
WORK = "/review/work"
KEYS = {
    "event_type": "1", "actors": "2", "targets": "3", "place": "4", "date": "5", "killed": "6",
    "injured": "7", "factuality": "8", "attribution": "9", "weapon": "0", "arrested": "",
    "abducted": "", "participants": "",
}  # fmt: skip
"""The fields in the order of the page, and the key that opens each."""
_NOT_BLANK = frozenset({"type", "factuality"})
"""Shapes of fields that always have a value."""


def work_link(
    asked: Asked, report: str | None = None, draft: Draft | None = None, *,
    field: str | None = None, path: str = WORK, whole: bool | None = None,
) -> str:  # fmt: skip
    """An address of the same queue: another report, draft or field.

    With a draft the text is shown as far as it is now, unless ``whole`` says otherwise.
    """
    all_of_it = asked.get("whole") == "yes" if whole is None and draft is not None else whole
    return asked.link(
        path, report=report, field=field, whole="yes" if all_of_it else None,
        new=draft.words() if draft else None, wrong=draft.wrong if draft else None,
        words=None, near=None, done=None, show=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the record: ``value`` as it stands, ``old`` what a draft changes it from.

    ``why`` says why there is no value; ``link`` opens the field, or closes the one that is open.
    """

    field: Field
    key: str
    role: str
    value: str
    blank: bool
    why: str
    old: str | None
    wrong: bool
    open: bool
    link: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen for a field; ``link`` chooses it."""

    label: str
    why: str
    score: float
    words: str
    link: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Editor:
    """What can be done with the field that is open; ``found`` is what words led to, if any."""

    row: Row
    offers: tuple[Offer, ...]
    found: Found | None
    words: str


class Item:
    """One report on the screen of one reviewer.

    In an audit sample everybody judges the coded values by themselves: what others have said or
    corrected is shown only to those who have judged the report, or when it has all its reviews.
    """

    def __init__(
        self, bench: Workbench, asked: Asked, who: Visitor, queue: Queue, key: str
    ) -> None:  # fmt: skip
        self.bench = bench
        self.asked = asked
        self.who = who
        self.queue = queue
        self.key = key
        self.desk = bench.part(Desk.of)
        self.reading = bench.part(Reading.of)
        self.book = self.desk.book()
        self.corrections = self.book.corrections.get(key, ())
        self.reviews = self.book.reviews.get(key, ())

    # -- the report ------------------------------------------------------------------------

    @cached_property
    def _found(self) -> StoredReport | None:
        """A sample's report comes from the run that the sample was drawn from."""
        run = self.asked.filter.run
        if self.of_sample:
            run = self.desk.audit_sample(self.queue.name.removeprefix(SAMPLE)).run
        return self.bench.store.report(self.key, run)

    @property
    def there(self) -> bool:
        """Whether the run has the report."""
        return self._found is not None

    @property
    def stored(self) -> StoredReport:
        """The report as it was coded. Raises `HTTPException` (404) where it is not there."""
        if self._found is None:
            raise HTTPException(404, "there is no such report")
        return self._found

    @cached_property
    def article(self) -> Article:
        """The report's article. Raises `HTTPException` (404) where it is gone."""
        found = self.bench.store.article(self.stored.article.hash)
        if found is None:
            raise HTTPException(404, "the report's article is gone")
        return found

    @cached_property
    def draft(self) -> Draft:
        """What the address says is to be corrected. Raises `InputError` for what cannot be."""
        words = self.asked.words
        return read_draft(
            words.get("new", ()), words.get("wrong", ()),
            article=self.article, codebook=self.codebook,
        )  # fmt: skip

    @property
    def codebook(self) -> Codebook:
        """The event types."""
        return self.reading.codebook

    @property
    def of_sample(self) -> bool:
        """Whether it is judged for an audit sample."""
        return self.queue.name.startswith(SAMPLE)

    @cached_property
    def judged(self) -> Report:
        """The report that is to be judged: in a sample as coded, else with all corrections."""
        return apply_corrections(self.stored.report, self._seen, codebook=self.codebook)

    @cached_property
    def shown(self) -> Report:
        """The report as it would be with the draft."""
        now = self.bench.now()
        drafted = self.draft.corrections(self.judged, reviewer=self.who.name, at=now)
        return apply_corrections(
            self.stored.report, (*self._seen, *drafted), codebook=self.codebook
        )  # fmt: skip

    @property
    def _seen(self) -> tuple[Correction, ...]:
        if not self.of_sample:
            return tuple(self.corrections)
        return tuple(one for one in self.corrections if one.reviewer == self.who.name)

    @property
    def counted(self) -> tuple[Review, ...]:
        """The reviews that count in this queue."""
        return tuple(one for one in self.reviews if self.queue.counts(one))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """What each reviewer says, as far as this one may see it."""
        every = words_of(self.counted, self.corrections)
        mine = tuple(one for one in every if one.who == self.who.name)
        open_to_all = not self.of_sample or mine or len(every) >= max(2, self.queue.reviewers)
        return every if open_to_all else mine

    @property
    def mine(self) -> Review | None:
        """This reviewer's word that holds."""
        return next((one.review for one in self.words if one.who == self.who.name), None)

    @property
    def state(self) -> State:
        """What the words that may be seen come to."""
        known = {one.who for one in self.words}
        return review_state(
            [one for one in self.counted if one.reviewer in known], self.corrections
        )

    @property
    def history(self) -> tuple[Line, ...]:
        """What was said, as far as this reviewer may see it; the latest first."""
        names = {one.who for one in self.words} | {self.who.name}
        if not self.of_sample:
            return history(self.reviews, self.corrections)
        return history(
            (one for one in self.counted if one.reviewer in names),
            (one for one in self.corrections if one.reviewer in names),
        )

    @cached_property
    def text(self) -> Shown:
        """The words of the article around the report."""
        return shown_text(self.article, self.shown, whole=self.asked.get("whole") == "yes")

    def agreement(self) -> Draft:
        """What has to be corrected of one's own where one accepts what another said since."""
        new = {}
        for one in standing_of(self.corrections, self.who.name):
            value = value_of(self.judged, one.field)
            if not same_value(from_json(one.field, one.new), value):
                new[one.field] = Choice(to_json(value), in_words(value), "")
        return Draft(new)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why the report is doubtful, flags left out."""
        report = self.stored.report
        return tuple(one for one in doubt_of(report).reasons if one not in report.flags)

    @property
    def flags(self) -> tuple[tuple[str, str], ...]:
        """Flags and why they stand."""
        report = self.shown
        why = (*report.flag_reasons, *[""] * len(report.flags))
        return tuple(zip(report.flags, why, strict=False))

    # -- fields ----------------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The fields in the order of the page."""
        return tuple(self._row(FIELDS[name], key) for name, key in KEYS.items())

    def _row(self, field: Field, key: str) -> Row:
        name = field.name
        value, before = value_of(self.shown, name), value_of(self.judged, name)
        opened = self.asked.get("field") == name
        return Row(
            field, key, ROLES[name], in_words(value), is_blank(value), self._why(name),
            in_words(before) if name in self.draft.new else None,
            name in self.draft.wrong, opened,
            work_link(self.asked, self.key, self.draft, field=None if opened else name),
        )  # fmt: skip

    def _why(self, name: str) -> str:
        coded = {"place": self.shown.place.reason, "date": self.shown.date.reason}.get(name)
        return str(coded) if coded is not None else "not stated"

    @cached_property
    def editor(self) -> Editor | None:
        """The field that is open. Raises `InputError` for one that is none."""
        name = self.asked.get("field")
        if not name:
            return None
        field = field_named(name)
        words = self.asked.get("words")
        found = None
        if words:
            near = self.asked.get("near")
            found = self.reading.found(self.shown, name, self.article, words=words, near=near)
        row = next(one for one in self.rows if one.field is field)
        return Editor(row, tuple(self._offers(name, found)), found, words)

    def _offers(self, name: str, found: Found | None) -> Iterator[Offer]:
        """What the words mean, what others said, what was weighed, nothing, and "wrong"."""
        every = [(one, True) for one in (found.choices if found else ())]
        every += [(one, False) for one in self._said(name)]
        every += [(one, False) for one in choices(self.shown, name)]
        own, rests_on = to_json(value_of(self.shown, name)), quote_of(self.shown, name)
        once: dict[str, Offer] = {}
        for one, of_words in every:
            if one.value != own or (of_words and one.quote not in (None, rests_on)):
                once.setdefault(one.value, self._offer(name, one, of_words))
        yield from once.values()
        if name in self.draft.new or name in self.draft.wrong:
            yield self._action("leave it as it was", self.draft.choosing(name, None))
        nothing = _nothing(name)
        if nothing is not None and nothing.value not in {own, *once}:
            blank = self.draft.choosing(name, nothing)
            yield self._action(nothing.label, blank, "the text does not say")
        if name not in self.draft.wrong:
            yield self._action(
                "wrong", self.draft.doubting(name), "and the right value is not known"
            )

    def _offer(self, name: str, one: Choice, found: bool) -> Offer:
        words = one.quote.text if one.quote is not None else ""
        link = work_link(self.asked, self.key, self.draft.choosing(name, one))
        return Offer(one.label, one.why, one.score, words, link, found)

    def _action(self, label: str, draft: Draft, why: str = "") -> Offer:
        return Offer(label, why, 0.0, "", work_link(self.asked, self.key, draft))

    def _said(self, name: str) -> Iterator[Choice]:
        for word in self.words:
            one = word.value(name)
            if one is not None:
                why = f"said by {word.who}"
                yield Choice(one.new, word.shown(name), why, quote=one.quote)

    # -- the queue -------------------------------------------------------------------------

    @cached_property
    def progress(self) -> Progress:
        """How far the work has come."""
        return progress(self.queue, self.book, self.who.name)

    @property
    def position(self) -> int | None:
        """Which report of the queue it is, from 1."""
        keys = self.queue.reports
        return keys.index(self.key) + 1 if self.key in keys else None

    def beside(self, step: int) -> str | None:
        """The address of the report before (-1) or behind (1) in the queue."""
        at = (self.position or 0) - 1 + step
        if self.position is None or not 0 <= at < len(self.queue.reports):
            return None
        return work_link(self.asked, self.queue.reports[at])

    @cached_property
    def following(self) -> str | None:
        """The report to be judged after this one."""
        done = (*self.asked.words.get("done", ()), self.key)
        return following(self.desk, self.queue, self.who, current=self.key, done=done)


def _nothing(name: str) -> Choice | None:
    """The value that says nothing; None where a field must say something."""
    shape = field_named(name).shape
    if shape in _NOT_BLANK:
        return None
    value = () if shape in ("actors", "attribution") else None
    return Choice(to_json(value), in_words(value), "")


def following(
    desk: Desk, queue: Queue, who: Visitor, *, current: str | None = None,
    done: tuple[str, ...] = (),
) -> str | None:  # fmt: skip
    """The next report for a reviewer. ``done`` are taken for judged already."""
    held = {*desk.held(queue, who.name), *done}
    free = next_reports(queue, desk.book(), who.name, held=held, number=len(queue.reports))
    return after_this(free, queue, current)
