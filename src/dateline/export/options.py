"""What every exporter may be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """``width`` and ``colour`` matter to the terminal table only."""

    with_text: bool = True
    explain: bool = False
    width: int = 120
    colour: bool = False
