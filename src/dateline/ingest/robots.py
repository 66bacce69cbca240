"""robots.txt: which pages a site lets robots read, and how fast.

Read by `urllib.robotparser`: the first rule that fits a path counts, and ``*`` or ``$`` inside a
path stand for themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

TOKEN = "Dateline"
"""The name under which a robots.txt may speak of this robot."""
MAX_BYTES = 1_000_000
KEPT_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin's robots.txt asks of Dateline."""

    parser: RobotFileParser
    read_at: float

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        return self.parser.can_fetch(TOKEN, url)

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 if it asks for none."""
        asked = self.parser.crawl_delay(TOKEN)
        return float(asked) if asked is not None else 0.0


class Robots:
    """The rules of each origin ("https://example.org"), read once a day.

    ``read`` fetches the text of an origin's robots.txt, "" where there is none; what it raises
    goes through, and nothing is remembered.
    """

    def __init__(self, read: Callable[[str], str], monotonic: Callable[[], float]) -> None:
        self._read = read
        self._monotonic = monotonic
        self._known: dict[str, Rules] = {}

    def rules(self, origin: str) -> Rules:
        """The rules of ``origin``."""
        known = self._known.get(origin)
        if known is None or self._monotonic() - known.read_at > KEPT_SECONDS:
            parser = RobotFileParser()
            parser.parse(self._read(origin).splitlines())
            known = self._known[origin] = Rules(parser, self._monotonic())
        return known
