"""Where words are spoken: "speaking in Geneva, he accused the army of shelling Homs"."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.event import EventMention
from .attachment import Anchor

_PASSING = frozenset({"prep", "pobj", "advcl", "acl", "dobj", "appos", "pcomp"})
"""Relations by which a scene may hang from the verb of speech or its subject."""


def is_spoken_at(syntax: Syntax, anchor: Anchor, mention: EventMention) -> bool:
    """Whether "in X" belongs to the verb of speech itself or to a word that sets its scene."""
    p = syntax.parsed
    prep = p.heads[anchor.token]
    inside = p.deps[anchor.token] == "pobj" and p.lower[prep] in ("in", "at", "outside")
    scene = p.heads[prep] if inside else prep
    if inside and scene == mention.trigger:
        return True
    if p.lemmas[scene] not in syntax.cue("speech_scene"):
        return False
    if not inside and (p.deps[anchor.token] != "dobj" or p.lemmas[scene] != "visit"):
        return False
    subjects = {a.token for a in syntax.clause(mention.trigger).subjects}
    for _ in range(5):
        if p.heads[scene] in subjects or p.heads[scene] == mention.trigger:
            return p.deps[scene] in {*_PASSING, "nmod"}
        if p.deps[scene] not in _PASSING:
            return False
        scene = p.heads[scene]
    return False
