"""Did it happen? Eight values, each with the words that say so and what they govern."""

from __future__ import annotations

from .judging import judge, told_act

__all__ = ["judge", "told_act"]
