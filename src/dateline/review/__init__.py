"""Review: queues, corrections, audits. `docs/review.md` says what each figure means."""

from .applying import apply_corrections, correction_of, standing, taken_back
from .audit import AuditResult, Figure, audit_of
from .audit_report import audit_markdown
from .corpus_lines import CorpusLine, corpus_lines, corpus_text
from .fields import Choice, check_quote, check_value, choices
from .missed import Recall, recall_of
from .query import filter_of, query_of
from .queues import (
    Doubt,
    Progress,
    Queue,
    conflicts,
    doubt_of,
    doubt_queue,
    flag_queue,
    next_reports,
    progress,
    sample_queue,
    search_queue,
)
from .sampling import Plan, Signed, draw_articles, draw_sample, is_of_articles
from .spans import Resolvers, span_choices, typed_choices
from .states import Outcome, ReviewBook, State, review_state, said
from .values import FIELDS, Party, Teller, Value, from_json, in_words, to_json, value_of

__all__ = [
    "FIELDS",
    "AuditResult",
    "Choice",
    "CorpusLine",
    "Doubt",
    "Figure",
    "Outcome",
    "Party",
    "Plan",
    "Progress",
    "Queue",
    "Recall",
    "Resolvers",
    "ReviewBook",
    "Signed",
    "State",
    "Teller",
    "Value",
    "apply_corrections",
    "audit_markdown",
    "audit_of",
    "check_quote",
    "check_value",
    "choices",
    "conflicts",
    "corpus_lines",
    "corpus_text",
    "correction_of",
    "doubt_of",
    "doubt_queue",
    "draw_articles",
    "draw_sample",
    "filter_of",
    "flag_queue",
    "from_json",
    "in_words",
    "is_of_articles",
    "next_reports",
    "progress",
    "query_of",
    "recall_of",
    "review_state",
    "said",
    "sample_queue",
    "search_queue",
    "span_choices",
    "standing",
    "taken_back",
    "to_json",
    "typed_choices",
    "value_of",
]
