"""What PostgreSQL's errors mean, in one line each."""

from __future__ import annotations

from ..errors import DatelineError, DiskFull, InputError, StoreBusy, StoreError

_LONGEST = 300
_HELD = "another process has held the store for too long"
_MEANINGS: dict[str, tuple[type[DatelineError], str]] = {
    "22003": (InputError, "a number is too large for the store"),
    "25006": (StoreError, "cannot be written: it may only be read"),
    "40001": (StoreBusy, _HELD),
    "40P01": (StoreBusy, _HELD),
    "42501": (StoreError, "this user may not do that: "),
    "53100": (DiskFull, "no room left on the server's disk; nothing of this was kept"),
    "53200": (StoreError, "the server has not enough memory"),
    "53300": (StoreBusy, "the server has no connection to spare"),
    "54000": (InputError, "a name is too long to be kept: "),
    "55P03": (StoreBusy, _HELD),
    "57014": (StoreBusy, "the server cut the question off: "),
    "57P03": (StoreBusy, "the server is just starting or stopping"),
    "XX001": (StoreError, "damaged; restore it from a backup: "),
    "XX002": (StoreError, "damaged; restore it from a backup: "),
}  # fmt: skip
"""By SQLSTATE. Where the words end in a colon the server's own follow."""

_LOST = ("the connection to the server was lost; the last of what was saved may be there or not: "
         "do it again")  # fmt: skip
_GOING = frozenset({"57P01", "57P02", "57P05", "25P03"})
"""The server ends the connection: it shuts down, or somebody has it done."""


def meaning(error: BaseException | None, *, was_connected: bool) -> tuple[type[DatelineError], str]:
    """The kind and the words of an error of the driver."""
    state: str | None = getattr(error, "sqlstate", None)
    said = one_line(error)
    if state is None and was_connected or state in _GOING or str(state).startswith("08"):
        return StoreError, _LOST
    if state in _MEANINGS:
        kind, words = _MEANINGS[state]
        return kind, words + said if words.endswith(": ") else words
    return StoreError, said or "cannot be read or written"


def one_line(error: object) -> str:
    """What the server or the driver says, on one line and not at any length."""
    words = " ".join(str(error).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
