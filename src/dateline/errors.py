"""The exceptions Dateline raises.

::

    DatelineError
    ├── InputError            what the user gave cannot be read (exit code 2)
    │   ├── TextTooLarge      an article past the documented limit
    │   ├── BadDate           a date that does not exist or is not ISO
    │   ├── FetchRefused      a URL that must not be fetched
    │   └── FetchFailed       a URL that could not be fetched
    ├── CodebookError         a codebook or trigger file that cannot be understood
    ├── DataError             a data file of the package is missing or damaged
    ├── StoreError            the store cannot be opened, read or written
    │   ├── DiskFull          there is no room left for what was to be kept
    │   ├── StoreBusy         another process held the store for too long
    │   └── StoreConflict     another process was quicker to change the same incident
    └── ParserUnavailable     the spaCy model asked for is not installed
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error Dateline raises on purpose."""


class InputError(DatelineError):
    """Input that cannot be read; ``str()`` is one line that names file and line."""


class TextTooLarge(InputError):
    """An article's text is past the limit of 2 MB (`dateline.config.MAX_TEXT_CHARS`)."""


class BadDate(InputError):
    """A date that is impossible or not written as ISO 8601 (``2020-08-24``)."""


class FetchRefused(InputError):
    """A URL that must not be fetched: its scheme, its address, a redirect, robots.txt."""


class FetchFailed(InputError):
    """A URL that could not be fetched; ``str()`` is one line with the URL and the reason.

    ``status`` is the HTTP status where the server gave one; ``transient`` says whether another
    try may help, ``retry_after`` how many seconds the server asks to wait before it.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.transient = transient
        self.retry_after = retry_after


class CodebookError(DatelineError):
    """A codebook or trigger file that cannot be understood; names file and line."""


class DataError(DatelineError):
    """A data file of the package is missing or damaged."""


class ParserUnavailable(DatelineError):
    """The spaCy model that was asked for is not installed."""


class StoreError(DatelineError):
    """The store cannot be opened, read or written; ``str()`` is one line that names it."""


class DiskFull(StoreError):
    """There is no room left for what was to be kept; nothing of it was."""


class StoreBusy(StoreError):
    """Another process held the store for too long; trying again may do."""


class StoreConflict(StoreError):
    """Another process has changed the same incident meanwhile: look at it again, then save."""
