"""Words of dates and phrase patterns, read from ``lang/en/dates.toml``.

Every word of a text becomes an `Item` with a one-character code that stands for the set of
classes the word belongs to, so that a phrase pattern is an ordinary regular expression over
the string of codes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.errors import DataError

from .date_numbers import spelled_number, spelled_year
from .date_tokens import SAME, SHAPES, TOKEN, Item

_ELEMENT = re.compile(r"(\w+)=|([()|?*+])|([^\s()|?*+=]+)")
_BRACKETS = {"LPAR": "(", "RPAR": ")"}
_ANYTHING_ELSE = "~"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word (or several) means: class -> value, and the code of that set of classes."""

    code: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase pattern: the builder's name, the pattern over codes, what it cannot do without."""

    builder: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


class Lexicon:
    """The words and the levels of patterns of one language."""

    def __init__(self, data: Mapping[str, Any], node_classes: Iterable[str]) -> None:
        self.sets = {name: frozenset(words.split()) for name, words in data["sets"].items()}
        self._codes: dict[frozenset[str], str] = {}
        sources = [_expand(p, data["macros"]) for p in _patterns(data)]
        self._literals = {
            _BRACKETS.get(w, w)
            for source in sources
            for w in _atoms(source)
            if w in _BRACKETS or not w[0].isupper()
        }
        self._words: dict[str, Entry] = {}
        self._phrases: dict[str, dict[str, list[tuple[list[str], Entry]]]] = {}
        self._load_words(data)
        self._shapes = {name: self._entry({name: ""}).code for name in SHAPES}
        for number in ("0", "5", "00", "05", "50", "500", "2000"):
            self._entry(_number_values(number))
        self._entry(_number_values("2000") | {"SPELLED": ""})
        self.node_codes = {name: self._entry({name: ""}).code for name in node_classes}
        self.levels = tuple(
            tuple(
                self._rule(builder, _expand(pattern, data["macros"]))
                for builder, patterns in level.items()
                for pattern in patterns
            )
            for level in data["levels"]
        )

    def entries(self, name: str) -> list[Entry]:
        """The words of a class."""
        phrases = [e for longer in self._phrases.values() for es in longer.values() for _, e in es]
        return [e for e in (*self._words.values(), *phrases) if name in e.values]

    def items(self, text: str) -> list[Item]:
        """The words of ``text``; those that the lexicon knows as one are joined."""
        words, unknown = self._words, Entry(_ANYTHING_ELSE, {})
        items: list[Item] = []
        for match in TOKEN.finditer(text):
            kind = match.lastgroup  # the alternative: its group closes last
            lower = match.group().lower()
            if kind == "word" or kind == "mark":
                entry = words.get(lower, unknown)
            elif kind == "num":
                entry = self._number(lower)
            elif kind in SHAPES:
                # "9/11" is a name before it is a pair of numbers
                entry = words.get(lower) or Entry(self._shapes[kind], {kind: match.group()})
            elif kind in SAME:
                lower = SAME[kind]
                entry = words.get(lower, unknown)
            elif kind == "gap" or kind == "other":
                lower, entry = "", unknown
            else:
                entry = unknown
            start, end = match.span()
            if entry is unknown and kind == "word" and lower[-1] <= "9":
                items.extend(self._glued(start, lower))
                continue
            items.append(Item(start, end, lower, entry.code, entry.values))
        return self._joined_numbers(self._join(items))

    def _glued(self, start: int, lower: str) -> list[Item]:
        """A month with its day or year behind it, "dec31", as two items; else the word as one."""
        cut = len(lower.rstrip("0123456789"))
        month, digits = self._words.get(lower[:cut]), lower[cut:]
        if month is None or len(digits) > 4 or not {"MONTH", "MONTHABBR"} & month.values.keys():
            return [Item(start, start + len(lower), lower, _ANYTHING_ELSE, {})]
        number, middle = self._number(digits), start + cut
        return [
            Item(start, middle, lower[:cut], month.code, month.values),
            Item(middle, start + len(lower), digits, number.code, number.values),
        ]

    def _joined_numbers(self, items: list[Item]) -> list[Item]:
        """``items`` with each year, and each number of two words, written out as one item."""
        years, tens = self.sets["YEARWORD"], self.sets["TENS"]
        starts = [i for i, item in enumerate(items) if item.lower in years or item.lower in tens]
        for at in reversed(starts):
            year, end = spelled_year(items, at) if items[at].lower in years else (0, at)
            if year:
                values = _number_values(str(year)) | {"SPELLED": ""}
            else:
                number, end = spelled_number(items, at)
                values = {"CARD": str(number)}
            if end > at + 1:
                words = " ".join(item.lower for item in items[at:end])
                code = self._entry(values).code
                items[at:end] = [Item(items[at].start, items[end - 1].end, words, code, values)]
        return items

    def _join(self, items: list[Item]) -> list[Item]:
        """``items`` with the phrases of the lexicon as one item each, the longest first."""
        phrases, size = self._phrases, len(items)
        joined: list[Item] = []
        index = 0
        while index < size:
            item = items[index]
            longer = phrases.get(item.lower)
            if longer is not None and index + 1 < size:
                for words, entry in longer.get(items[index + 1].lower, ()):
                    last = index + len(words)
                    if [i.lower for i in items[index:last]] == words:
                        end = items[last - 1].end
                        item = Item(item.start, end, " ".join(words), entry.code, entry.values)
                        index = last - 1
                        break
            joined.append(item)
            index += 1
        return joined

    def _number(self, digits: str) -> Entry:
        values = _number_values(digits)
        return Entry(self._codes[frozenset(values)], values)

    def _load_words(self, data: Mapping[str, Any]) -> None:
        senses: dict[tuple[str, ...], dict[str, str]] = {}

        def add(phrase: str, name: str, value: str) -> None:
            words = tuple(_words(phrase))
            if words:
                senses.setdefault(words, {})[name] = value

        for name, table in data["words"].items():
            for value, phrases in table.items():
                for phrase in phrases.split("|"):
                    add(phrase, name, value)
        for rule, phrases in data["feasts"].items():
            for phrase in phrases.split("|"):
                add(phrase, "FEAST", rule)
        for day, phrases in data["names"]["days"].items():
            for phrase in phrases.split("|"):
                add(phrase, "NAMEDDAY", day)
        for phrase in data["names"]["not_dates"].split("|"):
            add(phrase, "NAME", "")
        for name in ("LAST", "RUN", "TZ"):
            for word in self.sets[name]:
                add(word, name, word)
        for word in self._literals:
            if word not in ",.()/&-'":
                add(word, word, word)
            else:
                senses.setdefault((word,), {})[word] = word
        for words, values in senses.items():
            entry = self._entry(values)
            if len(words) == 1:
                self._words[words[0]] = entry
            else:
                longer = self._phrases.setdefault(words[0], {}).setdefault(words[1], [])
                longer.append((list(words), entry))
        for beginnings in self._phrases.values():
            for phrases in beginnings.values():
                phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _entry(self, values: Mapping[str, str]) -> Entry:
        classes = frozenset(values)
        code = self._codes.setdefault(classes, chr(0x4E00 + len(self._codes)))
        return Entry(code, dict(values))

    def _class(self, name: str) -> str:
        """The codes of every set of classes that ``name`` is in, as a regex set."""
        name = _BRACKETS.get(name, name)
        codes = "".join(code for classes, code in self._codes.items() if name in classes)
        if not codes:
            raise DataError(f"lang/en/dates.toml: a pattern names the unknown class {name!r}")
        return f"[{codes}]"

    def _rule(self, builder: str, source: str) -> Rule:
        out: list[str] = []
        needs: list[frozenset[str]] = []
        depth = 0
        group: set[str] = set()
        pending = ""
        for name, sign, atom in _ELEMENT.findall(source):
            if name:
                pending = f"(?P<{name}>"
            elif atom:
                codes = self._class(atom)
                out.append(f"{pending}{codes})" if pending else codes)
                pending = ""
                if depth:
                    group.update(codes[1:-1])
                else:
                    needs.append(frozenset(codes[1:-1]))
            elif sign == "(":
                out.append(pending or "(?:")
                pending = ""
                depth += 1
            elif sign == ")":
                out.append(sign)
                depth -= 1
                if not depth:
                    needs.append(frozenset(group))
                    group = set()
            else:
                out.append(sign)
                if sign in "?*" and not depth:
                    needs.pop()
        return Rule(builder, re.compile("".join(out)), tuple(needs))


def _number_values(digits: str) -> dict[str, str]:
    """What a number can be: a day of a month, a year, the "20" of "2019-20", the "87" of "'87"."""
    values = {"NUM": digits}
    if len(digits) == 4 and "1700" <= digits <= "2199":
        values["YEAR"] = digits
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        values["DOM"] = digits
    if len(digits) == 2:
        values["TWO"] = digits
        if int(digits) > 31:
            values["OLD"] = digits
    return values


def _patterns(data: Mapping[str, Any]) -> list[str]:
    return [p for level in data["levels"] for patterns in level.values() for p in patterns]


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    while "<" in pattern:
        pattern = re.sub(r"<(\w+)>", lambda m: macros[m[1]], pattern)
    return pattern


def _atoms(source: str) -> list[str]:
    return [atom for _, _, atom in _ELEMENT.findall(source) if atom]


def _words(phrase: str) -> list[str]:
    """A lexicon phrase cut up as the text is."""
    return [
        SAME.get(match.lastgroup or "", match.group().lower()) for match in TOKEN.finditer(phrase)
    ]


def read_data() -> dict[str, Any]:
    """``lang/en/dates.toml`` as it stands.

    Raises:
        DataError: when it is missing or damaged.
    """
    path = files("dateline").joinpath("lang", "en", "dates.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"lang/en/dates.toml: {error}") from error


@lru_cache(maxsize=1)
def date_data() -> dict[str, Any]:
    """The data file, read once."""
    return read_data()
