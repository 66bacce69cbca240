"""Products whose rows stand for themselves, whatever is computed beside them."""

from __future__ import annotations

import numpy as np
import pytest
from thinc.api import NumpyOps

from dateline.parse import Parser
from dateline.parse_matrices import LEAST_ROWS, RowwiseOps
from dateline.threads import one_thread
from tests.reading import parse


@pytest.mark.parametrize(("inner", "wide"), [(96, 128), (288, 288), (576, 288)])
def test_a_row_is_the_same_in_any_batch(inner: int, wide: int) -> None:
    draw = np.random.default_rng(7)
    x = draw.standard_normal((700, inner)).astype(np.float32)
    w = draw.standard_normal((wide, inner)).astype(np.float32)
    ops = RowwiseOps()
    with one_thread():
        whole = ops.gemm(x, w, trans2=True)
        for rows in (*range(1, 2 * LEAST_ROWS + 3), 64, 100, 333):
            for first in (0, 5, 300):
                part = ops.gemm(x[first : first + rows], w, trans2=True)
                assert (part == whole[first : first + rows]).all(), (rows, first)


def test_products_are_those_of_thinc() -> None:
    draw = np.random.default_rng(8)
    x, y = (draw.standard_normal(shape).astype(np.float32) for shape in ((5, 9), (9, 4)))
    ops, plain = RowwiseOps(), NumpyOps()
    assert np.allclose(ops.gemm(x, y), plain.gemm(x, y), atol=1e-5)
    assert np.allclose(ops.gemm(x, x, trans2=True), plain.gemm(x, x, trans2=True), atol=1e-5)
    assert np.allclose(ops.gemm(x, x, trans1=True), plain.gemm(x, x, trans1=True), atol=1e-5)
    out = np.empty((5, 4), dtype=np.float32)
    assert ops.gemm(x, y, out=out) is out
    assert np.allclose(out, x @ y, atol=1e-5)


def test_every_layer_of_the_parser_multiplies_so(parser: Parser) -> None:
    networks = [c.model for _, c in parser.nlp.pipeline if getattr(c, "model", None) is not None]
    assert networks
    assert all(type(layer.ops) is RowwiseOps for n in networks for layer in n.walk())


def test_a_text_is_parsed_the_same_alone_and_in_a_batch(parser: Parser) -> None:
    from dateline.ingest import Given, make_article

    texts = [f"Police arrested {n} people in Town {n} on Monday. They left." for n in range(20)]
    articles = [make_article(text, Given(), max_chars=10_000) for text in texts]
    alone = [parse(parser, text) for text in texts]
    for one, other in zip(parser.parse_many(articles), alone, strict=True):
        assert (one.tags, one.deps, one.heads, one.ents) == (
            other.tags, other.deps, other.heads, other.ents,
        )  # fmt: skip
