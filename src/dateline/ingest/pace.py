"""How Dateline keeps time: the clock that everything here asks, and a pace for each host."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time and what waits; tests bring their own, which wait for nothing."""

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    """A number from 0 to 1, for waits that must not be in step with other clients'."""


class Pace:
    """Lets one request to a host follow another only after a delay, in seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, delay: float) -> None:
        """Wait until ``host`` may be asked again; the one after this waits ``delay`` from now."""
        now = self._clock.monotonic()
        free_at = self._free_at.get(host, now)
        if free_at > now:
            self._clock.sleep(free_at - now)
        self._free_at[host] = max(now, free_at) + delay
