"""SVG as safe strings: every word and every attribute is escaped, and nothing can be a script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

Value = str | float | None

_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no XML may have in it."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LOCAL = ("?", "/", "#")
_NARROW, _BROAD = frozenset("iljtfrI.,:;'’|!()[] -1"), frozenset("mwMWQOGD@%&—…")
_WIDE_SCRIPTS = 0x1100
"""From here on letters are mostly as wide as they are high."""


def element(name: str, *inside: Markup | str, **attributes: Value) -> Markup:
    """An element; ``class_`` is ``class``, ``data_first`` is ``data-first``, None is left out.

    Raises `ValueError` for what the workbench's content-security policy has no use for: ``style``,
    handlers of events, and addresses outside the workbench.
    """
    written = "".join(
        f" {attribute(key, value)}" for key, value in attributes.items() if value is not None
    )
    # Markup's own formatting would look at each part once more: a chart has hundreds.
    if not inside:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{together(inside)}</{name}>")


def attribute(key: str, value: str | float) -> str:
    """An attribute and its value, escaped. Raises `ValueError` as `element` does."""
    return f'{_attribute(key)}="{_value(key, value)}"'


def together(parts: Iterable[Markup | str]) -> Markup:
    """Elements and words one behind the other."""
    return Markup(
        "".join(
            part if isinstance(part, Markup) else escape(_NO_LETTERS.sub("\ufffd", part))
            for part in parts
        )
    )


def picture(
    size: tuple[float, float],
    name: str,
    *inside: Markup | str,
    id: str,
    described: str = "",
    class_: str = "chart",
    image: bool = False,
    **attributes: Value,
) -> Markup:
    """The whole SVG, as wide as the page gives room, named and described for screen readers.

    ``id`` must be the page's only one. ``image`` says that nothing inside can be followed: then
    it is read out as one picture.
    """
    labels = f"{id}-title {id}-desc" if described else f"{id}-title"
    about = [element("title", name, id=f"{id}-title")]
    if described:
        about.append(element("desc", described, id=f"{id}-desc"))
    width, height = size
    return element(
        "svg",
        *about,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {rounded(width)} {rounded(height)}",
        role="img" if image else "group",
        aria_labelledby=labels,
        id=id,
        class_=class_,
        **attributes,
    )


def rounded(number: float) -> str:
    """A number with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font of a size, in the unit of the size."""
    return size * sum(_share(char) for char in text)


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of its beginning as there is room for, and ``…``."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _share(char: str) -> float:
    if char in _NARROW:
        return 0.34
    if char in _BROAD:
        return 0.9
    if ord(char) >= _WIDE_SCRIPTS:
        return 1.0
    return 0.66 if char.isupper() else 0.56


@cache
def _attribute(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name):
        raise ValueError(f"the workbench has no attribute {name!r}")
    if name == "style" or name.startswith("on"):
        raise ValueError(f"an SVG of the workbench has no attribute {name}")
    return name


def _value(key: str, value: Value) -> str:
    """Escaped."""
    if isinstance(value, float | int):
        return rounded(value)
    if key == "href" and (not str(value).startswith(_LOCAL) or str(value).startswith("//")):
        raise ValueError("a link of a chart stays in the workbench")
    return escape(_NO_LETTERS.sub("\ufffd", str(value)))
