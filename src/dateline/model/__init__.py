"""The shared encoder and its heads: a sentence and its proposed triggers -> scores."""

from .background import Background, read_background
from .event_model import EventModel, TriggerScores, Word, load_model
from .own_types import Features, OwnTypes, read_own_types

__all__ = [
    "Background",
    "EventModel",
    "Features",
    "OwnTypes",
    "TriggerScores",
    "Word",
    "load_model",
    "read_background",
    "read_own_types",
]
