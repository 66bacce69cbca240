"""Event types and how each is coded in PLOVER, CAMEO and ACLED."""

from .codes import CodeFacts, derive_codes
from .loader import Case, Codebook, EventType, TriggerLine, check_code, load_codebook
from .schemes import Cues, load_schemes

__all__ = [
    "Case",
    "CodeFacts",
    "Codebook",
    "Cues",
    "EventType",
    "TriggerLine",
    "check_code",
    "derive_codes",
    "load_codebook",
    "load_schemes",
]
