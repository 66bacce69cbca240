"""The table of exporters of events: a format's name, and how it is written."""

from __future__ import annotations

from .told import EventFormat

EVENT_FORMATS: dict[str, EventFormat] = {}
