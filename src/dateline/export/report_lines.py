"""Lines of the texts for reading: labelled, wrapped; a report's sentence with its trigger."""

from __future__ import annotations

import textwrap

from ..records.event import Report
from . import wording

_LABEL = 12
_WIDTH = 100


def many(number: int, noun: str) -> str:
    """``1 report``, ``1,200 reports``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def wrapped(label: str, line: str) -> list[str]:
    """A line under a label, wrapped at 100 characters; hostile characters are made plain."""
    return textwrap.wrap(
        wording.plain(line),
        width=_WIDTH,
        initial_indent=f"  {label:<{_LABEL}}",
        subsequent_indent=" " * (_LABEL + 4),
        break_on_hyphens=False,
    )


def sentence(report: Report) -> str:
    """The sentence of a report with its trigger between ``»`` and ``«``.

    Where the trigger is not in the sentence, it stands before it.
    """
    words, trigger = report.sentence, report.trigger
    first, last = trigger.start - words.start, trigger.end - words.start
    if words.field != trigger.field or not 0 <= first <= last <= len(words.text):
        return f"»{trigger.text}« {words.text}"
    return f"{words.text[:first]}»{words.text[first:last]}«{words.text[last:]}"
