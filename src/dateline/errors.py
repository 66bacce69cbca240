"""The exceptions Dateline raises.

::

    DatelineError
    ├── InputError            what the user gave cannot be read (exit code 2)
    │   ├── TextTooLarge      an article past the documented limit
    │   └── BadDate           a date that does not exist or is not ISO
    ├── CodebookError         a codebook or trigger file that cannot be understood
    ├── DataError             a data file of the package is missing or damaged
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


class CodebookError(DatelineError):
    """A codebook or trigger file that cannot be understood; names file and line."""


class DataError(DatelineError):
    """A data file of the package is missing or damaged."""


class ParserUnavailable(DatelineError):
    """The spaCy model that was asked for is not installed."""
