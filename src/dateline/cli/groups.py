"""A command that has commands of its own, and one that is meant where none is named."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class DefaultGroup(TyperGroup):
    """Reads `group WORDS` as `group FIRST WORDS`, where FIRST is its first command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command's name before words that name no command."""
        if not args or args[0] not in (*self.commands, "--help"):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
