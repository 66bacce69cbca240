"""Write a trained model as the package ships it: int8 ONNX encoder, heads, tokenizer, card."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dateline.model import Background, Word, load_model

from .encoder import Model
from .examples import Example
from .fuse import fuse

BACKGROUND = 750
"""Words of the training part kept for `dateline train`: one byte a feature, under 0.8 MB."""


def export(model: Model, tokenizer_json: str, card: dict[str, Any], folder: Path) -> None:
    """Write encoder.onnx, heads.npz, tokenizer.json and card.json into ``folder``.

    Dynamic int8 quantisation depends on one sentence's own values only, because the package
    encodes each sentence alone: its scores cannot depend on what is coded beside it.
    """
    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw.onnx"
        _to_onnx(model, raw)
        ready = Path(scratch) / "ready.onnx"
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
        plain = Path(scratch) / "plain.onnx"
        quantize_dynamic(
            str(ready), str(plain), weight_type=QuantType.QInt8,
            per_channel=True, op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip
        fuse(plain, folder / "encoder.onnx")
    np.savez_compressed(
        folder / "heads.npz",
        **{k: v.detach().numpy().astype(np.float16) for k, v in model.heads.state_dict().items()},
    )
    (folder / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    parts = [(folder / n).read_bytes() for n in ("encoder.onnx", "heads.npz", "tokenizer.json")]
    version = hashlib.sha256(b"".join(parts)).hexdigest()[:8]
    (folder / "card.json").write_text(
        json.dumps({**card, "version": version}, indent=1, ensure_ascii=False) + "\n"
    )


def _to_onnx(model: Model, path: Path) -> None:
    ids, marks = torch.ones(1, 12, dtype=torch.long), torch.zeros(1, 12)
    torch.onnx.export(
        model.encoder, (ids, marks), str(path),
        input_names=["ids", "marks"], output_names=["vectors"],
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("ids", "marks", "vectors")},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def export_background(examples: Sequence[Example], folder: Path, seed: int) -> int:
    """Write background.npz beside the model just exported: what other news looks like to it.

    `dateline train` mixes it into a user's few lines, so that new types do not fire on
    everything else. Returns the number of words in it.
    """
    load_model.cache_clear()
    model = load_model(folder)
    places = [(e, item) for e in examples for item in e.items]
    chosen = random.Random(seed).sample(places, min(BACKGROUND, len(places)))
    found = []
    for example, item in chosen:
        word = Word(item.word, item.rule, item.lexicon)
        found += model.features(example.text, example.words, [word])
    kept = [features for features in found if features is not None]
    rivals = np.array([f.rivals for f in kept], dtype=np.float32)
    Background(np.stack([f.row for f in kept]), rivals, model.version).save(folder)
    return len(kept)
