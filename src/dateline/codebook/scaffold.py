"""The two files that a type of one's own begins with: its codebook entry and its lines."""

from __future__ import annotations

_TYPE = """\
# An event type of your own. All of it can be changed; the keys commented out are optional.
#     dateline train --add {id}.txt --codebook {id}.toml -o {id}.npz
#     dateline code report.txt --codebook {id}.toml --own-types {id}.npz

[type.{id}]
label = "{label}"
# One of: {families}.
family = "{family}"
# One sentence on what is meant, and one on what is not and which type that is instead.
definition = "Say here what counts as {words}, and what does not."
# Sentences that report it, for whoever reads the codebook.
examples = []

# Its code in each scheme: one code, "-" for none, or a list of cases, of which the first whose
# conditions hold gives the code. `dateline codebook TYPE` shows how the built-in types do it.
plover = "-"
cameo = "-"
acled = "-"
# acled = "Strategic developments / Other"
# plover = [{{ code = "COERCE", actor = "armed" }}, {{ code = "ACCUSE", words = "say tell" }}]

# PLOVER modes that are given where their cue words stand.
# stated = "firearms explosives"

# 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
# quad_class = 4

# Trigger patterns (v: verb, n: noun; A actor, P target), for words that always mean this type.
# With `dateline train`, lines are enough. `dateline codebook arrest` shows how they are written.
# triggers = ["v A fence off P:place", "n land grab P"]
"""

_LINES = """\
# Lines that teach Dateline the type {id}, for `dateline train --add {id}.txt`.
#
# One text a line, one to three sentences as news has them; lines that begin with # are notes.
# Mark the words that name the event, as few as will do, and who did it to whom and where:
#
#     [T1:{id} words]    what names event 1 (a second event of the line is [T2:TYPE words])
#     [A1 words] who did it    [P1 words] whom it was done to    [L1 words] where
#     [D1 words] when          [S1 words] who says so
#     [T1:{id}~planned words]    planned, alleged, denied, negated, threatened, ...
#
# At least 8 lines, better 20 or more, each told with other words. Add lines that look like it
# and are not: unmarked, or with the built-in type that they do report. The words marked are
# learnt and so are the words left unmarked.
#
# Examples of the form (write your own; without the # they count):
#
# [A1 The company] has [T1:{id} done it] to [P1 the villagers] near [L1 Gambela].
# [S1 Elders] said [A1 soldiers] [T1:{id}~alleged did it] in [L1 Hakha] on [D1 Sunday].
# The company held its yearly meeting in Gambela.
"""


def type_scaffold(name: str, families: tuple[str, ...]) -> str:
    """A codebook file with the one new type: valid as it stands, every key with a word on it."""
    words = name.replace("_", " ")
    return _TYPE.format(
        id=name,
        label=words.capitalize(),
        words=words,
        families=", ".join(families),
        family="coercion" if "coercion" in families else families[0],
    )


def lines_scaffold(name: str) -> str:
    """A file for the type's lines: how they are marked, with examples that do not count."""
    return _LINES.format(id=name)
