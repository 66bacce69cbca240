"""Ties between actors that the text states: "Iran-backed militias", "X, the armed wing of Y".

What counts as a cue is data (``lang/en/ties.txt``); in ``constructions`` stands which
construction makes which noun phrase the subject and which the object of a tie.
"""

from __future__ import annotations

from .members import spread
from .relations import find_relations
from .words import load_tie_words, read_tie_words

__all__ = ["find_relations", "load_tie_words", "read_tie_words", "spread"]
