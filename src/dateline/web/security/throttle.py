"""Failed logins: after some, the same name or the same address has to wait."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_OF_NAME, MOST_OF_ADDRESS = 8, 30
WINDOW_SECONDS = 15 * 60.0
_REMEMBERED = 20_000


class Throttle:
    """Counts failures in a sliding window; kept in memory, for this process alone.

    Names and addresses are counted apart: guessing one password from many addresses runs into the
    name's limit, guessing many names from one address into the address's. An attempt counts when
    it begins, so that many at the same moment do not all slip through.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, address: str) -> float:
        """Seconds to wait before another try, or 0.0: then this one counts as failed for now."""
        now = self._clock()
        with self._lock:
            keys = _keys(name, address)
            wait = max(self._wait(key, most, now) for key, most in keys)
            if wait <= 0:
                for key, _ in keys:
                    self._failures.setdefault(key, deque()).append(now)
                    self._failures.move_to_end(key)
                while len(self._failures) > _REMEMBERED:
                    self._failures.popitem(last=False)
        return max(wait, 0.0)

    def succeeded(self, name: str, address: str) -> None:
        """The password was right: the name starts anew, and the address has one failure less."""
        with self._lock:
            (of_name, _), (of_address, _) = _keys(name, address)
            self._failures.pop(of_name, None)
            times = self._failures.get(of_address)
            if times:
                times.pop()

    def _wait(self, key: str, most: int, now: float) -> float:
        times = self._failures.get(key)
        if times is None:
            return 0.0
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        return times[0] + WINDOW_SECONDS - now if len(times) >= most else 0.0


def _keys(name: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (f"name {name[:100].casefold()}", MOST_OF_NAME), (f"address {address}", MOST_OF_ADDRESS)
