"""Evaluation: how right the coder is on gold texts, each thing it does apart."""

from ..merge.main_report import main_report
from .corpus_gold import PARTS
from .figures import Evaluation, Figure, Table, Tally, TextScore
from .readers import Gold, read_gold
from .runs import SavedRun, against, as_json, check_form, read_run, save_run

__all__ = [
    "PARTS",
    "Evaluation",
    "Figure",
    "Gold",
    "SavedRun",
    "Table",
    "Tally",
    "TextScore",
    "against",
    "as_json",
    "check_form",
    "main_report",
    "read_gold",
    "read_run",
    "save_run",
]
