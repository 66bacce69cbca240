"""Find the words that report an act, and say of which type it is."""

from .mentions import Detector

__all__ = ["Detector"]
