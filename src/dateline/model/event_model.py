"""The event model: which type each proposed word reports, and who does what in its sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..errors import DataError
from .heads import ROLES, Floats, Heads, log_sum, sigmoid, softmax
from .own_types import Features, OwnTypes, joined
from .pieces import Spans, pieces
from .skim import Skim

UNKNOWN, LOOSE, DROPPED = "<unknown>", "<loose>", "<dropped>"
DATA = "data"
SKIM = "skim.npz"
UNLIKELY, AGAIN, HOPEFUL, CLEAR = 0.15, 0.3, 0.4, 0.9
"""When a word is weighed again, marked in its sentence: one that the rules code where it may report
an event with the first chance, one that they dropped with the second, one that only looks like a
trigger where it may report one type with the third. So clear as the fourth, none is."""


@dataclass(frozen=True, slots=True)
class Word:
    """A proposed trigger: its index among the sentence's words, and what the rules say of it.

    ``state`` is the type the rules code, ``DROPPED + type`` where they saw and dropped it, or
    ``LOOSE`` where only its lemma is known to them; ``lexicon`` the types of all patterns that
    its lemma heads. ``own`` says that its lemma heads triggers of a user's own types: then the
    model looks at it twice in any case; ``inside`` that a trigger which the rules found has it.
    """

    index: int
    state: str
    lexicon: tuple[str, ...] = ()
    own: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class TriggerScores:
    """What the model thinks of one proposed word; all values rounded to 3 decimals.

    ``types`` are (type, probability) pairs, best first, probabilities of no event left out;
    ``event`` is the probability that it reports any event; ``roles`` maps (word index, role
    letter) to a probability, where it is at least 0.2; ``main`` is the chance that an event is
    what its text was written for; ``gist`` the types that the sentence is mainly about, as
    ``types``.
    """

    event: float
    types: tuple[tuple[str, float], ...]
    factuality: tuple[tuple[str, float], ...]
    main: float
    roles: dict[tuple[int, str], float]
    gist: tuple[tuple[str, float], ...] = ()

    def of(self, event_type: str) -> float:
        """The probability of one type."""
        return next((p for name, p in self.types if name == event_type), 0.0)


class EventModel:
    """Encoder (int8 ONNX, one sentence a call, one thread) and heads.

    A sentence is always encoded alone, so that no score depends on what else is coded with it.
    ``own`` adds a user's types: their logits stand beside the shipped ones, which stay as they
    are; to the model, a pattern of such a type is a word that fits no shipped pattern. ``skim``
    tells which sentences need no look at all; None where the model was shipped without.
    """

    def __init__(
        self, session: Any, tokenizer: Tokenizer, heads: Heads, card: dict[str, Any],
        own: OwnTypes | None = None, skim: Skim | None = None,
    ) -> None:  # fmt: skip
        self.session = session
        self.skim = skim
        self.tokenizer = tokenizer
        self.heads = heads
        self.card = card
        self.own = own
        shipped = tuple(card["types"])
        added = own.names if own is not None else ()
        self.types: tuple[str, ...] = (*shipped, *added)
        self.factualities: tuple[str, ...] = tuple(card["factualities"])
        self.temperature: float = card["temperature"]
        self.confidence: dict[str, float] = card.get("confidence", {})
        """Weights of `dateline.detect.confidence`; empty where they were not fitted yet."""
        self.category: dict[str, float] = card.get("category", {})
        """The same for an event of the type's family, whether or not the type is right."""
        self.version: str = card["version"] + (f"+{own.version}" if own is not None else "")
        self._known = frozenset(self.types)
        self._column = {name: i + 1 for i, name in enumerate(shipped)}
        self._shipped = 1 + len(shipped)
        named = [*shipped, *(f"{DROPPED}{t}" for t in shipped)]
        self._state = {name: i for i, name in enumerate((UNKNOWN, LOOSE, *named))}
        for name in added:
            self._state[name] = self._state[f"{DROPPED}{name}"] = self._state[LOOSE]

    def with_own(self, own: OwnTypes) -> EventModel:
        """This model with a user's types beside its own.

        Raises `DataError` where they were fitted to another model or are among its types.
        """
        if own.model != self.card["version"]:
            raise DataError(
                f"the own types were fitted to event model {own.model}, this is "
                f"{self.card['version']}: run `dateline train` again"
            )
        if both := sorted(set(own.names) & set(self.card["types"])):
            raise DataError(f"the event model has the type {both[0]!r} already")
        return EventModel(self.session, self.tokenizer, self.heads, self.card, own, self.skim)

    def knows(self, event_type: str) -> bool:
        """Whether the model can tell a type: it was trained on it, or ``own`` has it."""
        return event_type in self._known

    def ships(self, event_type: str) -> bool:
        """Whether a type is the shipped model's own, none that a user added."""
        return event_type in self._column

    def weigh(
        self, text: str, words: Sequence[tuple[int, int]], proposed: Sequence[Word]
    ) -> list[TriggerScores | None]:
        """Scores of each proposed word of one sentence; None for words past the length limit.

        ``words`` are the character spans of the sentence's tokens in ``text``.
        """
        ids, spans = pieces(self.tokenizer, text, words)
        chosen = [w for w in proposed if spans[w.index] is not None]
        if not chosen:
            return [None] * len(proposed)
        answers = iter(self._looked_at(ids, spans, chosen))
        return [next(answers) if spans[w.index] is not None else None for w in proposed]

    def _looked_at(
        self, ids: list[int], spans: Spans, chosen: Sequence[Word]
    ) -> list[TriggerScores]:
        """Every word at once, and those with a chance again, each marked in its sentence."""
        hidden = self.vectors(ids)
        kinds, _ = self._kinds(hidden, spans, chosen)
        gist = self._best(self.heads.gists(hidden[0]))
        found = [self._scores(row, gist) for row in kinds]
        for n, (word, scores) in enumerate(zip(chosen, found, strict=True)):
            if self._deserves(word, scores):
                clear = scores.types[0][1] >= CLEAR and not word.own
                seen = hidden if clear else self.vectors(ids, spans[word.index])
                found[n] = self._weighed(seen, spans, word, gist)
        return found

    def _deserves(self, word: Word, scores: TriggerScores) -> bool:
        """Whether a word is worth a look of its own, by the first one."""
        if word.state in self._known:
            return word.own or scores.event >= UNLIKELY
        if word.state == LOOSE and not word.inside:
            return word.own or scores.types[0][1] >= HOPEFUL
        return word.own or scores.event >= AGAIN

    def _kinds(self, hidden: Floats, spans: Spans, chosen: Sequence[Word]) -> tuple[Floats, Floats]:
        """(n, 1 + types) chances of words by their sentence's vectors, and (n, hidden) features."""
        means, trigger = self._read(hidden, spans, chosen)
        logits = self._shipped_logits(trigger, chosen)
        if self.own is not None:
            added = self.own.logits(joined(trigger, means, hidden[0]))
            logits = np.concatenate([logits, added], axis=1)
        return softmax(logits, self.temperature), trigger

    def _weighed(
        self, hidden: Floats, spans: Spans, word: Word, gist: tuple[tuple[str, float], ...]
    ) -> TriggerScores:
        """All scores of one word by the vectors of its sentence, in which it is marked."""
        kinds, trigger = self._kinds(hidden, spans, [word])
        facts = softmax(self.heads.factualities(trigger))
        main = self.heads.mains(trigger)[0]
        seen = [i for i, span in enumerate(spans) if span is not None]
        firsts = hidden[[spans[i][0] for i in seen]]  # type: ignore[index]
        scores = self._scores(kinds[0], gist)
        told = np.argsort(-facts[0], kind="stable")[:2]
        return replace(
            scores,
            factuality=tuple((self.factualities[i], round(float(facts[0, i]), 3)) for i in told),
            main=round(float(main), 3),
            roles=self._roles(firsts, trigger[0], seen, word.index),
        )

    def features(
        self, text: str, words: Sequence[tuple[int, int]], proposed: Sequence[Word]
    ) -> list[Features | None]:
        """What a user's types are fitted to, for each proposed word of one sentence.

        None for words past the length limit.
        """
        ids, spans = pieces(self.tokenizer, text, words)
        chosen = [w for w in proposed if spans[w.index] is not None]
        if not chosen:
            return [None] * len(proposed)
        found = iter([self._features(ids, spans, word) for word in chosen])
        return [next(found) if spans[w.index] is not None else None for w in proposed]

    def _features(self, ids: list[int], spans: Spans, word: Word) -> Features:
        hidden = self.vectors(ids, spans[word.index])
        means, trigger = self._read(hidden, spans, [word])
        rivals = log_sum(self._shipped_logits(trigger, [word]) / self.temperature)
        return Features(joined(trigger, means, hidden[0])[0], float(rivals[0]))

    def _read(self, hidden: Floats, spans: Spans, chosen: Sequence[Word]) -> tuple[Floats, Floats]:
        """The (n, width) mean vectors of proposed words, and their (n, hidden) features."""
        means = np.stack([_mean(hidden, spans[w.index]) for w in chosen])
        return means, self.heads.trigger(means, hidden[0], self._states(chosen))

    def _shipped_logits(self, trigger: Floats, chosen: Sequence[Word]) -> Floats:
        """(n, 1 + shipped types) logits of no event and of each shipped type."""
        return self.heads.kinds(trigger) + self._by_rules(chosen)

    def _by_rules(self, chosen: Sequence[Word]) -> Floats:
        """(n, 1 + shipped types) what the rules and the lexicon add to each logit."""
        known = np.zeros((len(chosen), self._shipped), dtype=np.float32)
        for row, word in enumerate(chosen):
            for name in word.lexicon:
                if name in self._column:
                    known[row, self._column[name]] = 1.0
        return self.heads.by_rules(self._states(chosen), known)

    def _states(self, chosen: Sequence[Word]) -> NDArray[np.int64]:
        return np.array([self._state.get(w.state, 0) for w in chosen], dtype=np.int64)

    def vectors(self, ids: list[int], mark: tuple[int, int] | None = None) -> Floats:
        """(pieces, width) vectors of one sentence's pieces, as seen from the marked ones."""
        marks = np.zeros((1, len(ids)), dtype=np.float32)
        if mark is not None:
            marks[0, mark[0] : mark[1]] = 1.0
        inputs = {"ids": np.array([ids], dtype=np.int64), "marks": marks}
        output = self.session.run(None, inputs)
        result: Floats = output[0][0]
        return result

    def _roles(
        self, firsts: Floats, trigger: Floats, seen: list[int], index: int
    ) -> dict[tuple[int, str], float]:
        distances: NDArray[np.int64] = np.array(seen) - index
        chances = sigmoid(self.heads.roles(firsts, trigger, distances))
        return {
            (seen[row], ROLES[column]): round(float(chances[row, column]), 3)
            for row, column in zip(*np.nonzero(chances >= 0.2), strict=True)
        }

    def _scores(self, kinds: Floats, gist: tuple[tuple[str, float], ...]) -> TriggerScores:
        """What the first look gives: the chance of an event and its likeliest types."""
        return TriggerScores(round(1.0 - float(kinds[0]), 3), self._best(kinds), (), 0.0, {}, gist)

    def _best(self, kinds: Floats) -> tuple[tuple[str, float], ...]:
        """The likeliest five types and their chances; ``kinds`` has that of no event first."""
        order = np.argsort(-kinds[1:], kind="stable")[:5]
        return tuple((self.types[i], round(float(kinds[i + 1]), 3)) for i in order)


def _mean(hidden: Floats, span: tuple[int, int] | None) -> Floats:
    assert span is not None
    first, last = span
    # Most words are one piece; NumPy's mean takes ten times as long as its sum.
    mean: Floats = hidden[first]
    if last > first + 1:
        mean = np.add.reduce(hidden[first:last], axis=0) / np.float32(last - first)
    return mean


@cache
def load_model(folder: Path | None = None) -> EventModel:
    """The shipped model, or that of a folder which ``training/`` wrote.

    Raises `DataError` where a file of it is missing or damaged.
    """
    if folder is None:
        with resources.as_file(resources.files("dateline.model").joinpath(DATA)) as shipped:
            return _read(shipped)
    return _read(folder)


def _read(folder: Path) -> EventModel:
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        with np.load(folder / "heads.npz") as arrays:
            heads = Heads({name: array.astype(np.float32) for name, array in arrays.items()})
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The graph is fused as it stands (training/fuse.py); ORT's own fusion of sums and norms
        # is slower than the two.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, ["CPUExecutionProvider"]
        )
        skim = Skim.read(folder / SKIM, card["version"])
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"the event model cannot be read: {error}") from error
    return EventModel(session, tokenizer, heads, card, skim=skim)
