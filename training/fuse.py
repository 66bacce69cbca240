"""The quantised encoder's graph, put together from fewer and quicker operators.

The numbers are those of ``training/export.py``; only how ONNX Runtime goes about them changes:
the products of query, key and value are one, attention is one operator, and a sum and its norm
stay two (fused, they are slower). A sixth of the time of a sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_OWN = "com.microsoft"
_OPSET, _IR = 18, 8
_EPSILON = 1e-12
HEADS = 12


def fuse(plain: Path, fused: Path) -> None:
    """Write the graph of ``plain`` anew to ``fused``; both take and give the same."""
    graph = onnx.load(str(plain)).graph
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    products = {
        node.name.split("/MatMul")[0].strip("/"): node.input[1].removesuffix("_quantized")
        for node in graph.node
        if node.op_type == "MatMulInteger"
    }
    model = _Fused(weights, products).model()
    onnx.checker.check_model(model)
    onnx.save(model, str(fused))


class _Fused:
    def __init__(self, weights: dict[str, NDArray[Any]], products: dict[str, str]) -> None:
        self.weights, self.products = weights, products
        self.layers = sum(name.endswith("/query") for name in products)
        self.tensors: dict[str, TensorProto] = {}
        self.nodes: list[onnx.NodeProto] = []

    def model(self) -> onnx.ModelProto:
        x = self._embedded()
        for layer in range(self.layers):
            x = self._layer(layer, x)
        self._node("Identity", [x], "vectors")
        shape = ["batch", "pieces"]
        graph = helper.make_graph(
            self.nodes, "encoder",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, shape),
             helper.make_tensor_value_info("marks", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*shape, None])],
            list(self.tensors.values()),
        )  # fmt: skip
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OWN, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _embedded(self) -> str:
        """Word, position and mark vectors, summed and normed."""
        parts = ("quantized", "scale", "zero_point")
        words, scale, zero = (self._kept(f"words.weight_{part}") for part in parts)
        picked = self._node("Gather", [words, "ids"], "picked")
        found = self._node("DequantizeLinear", [picked, scale, zero], "words")
        length = self._node("Shape", ["ids"], "length", start=1)
        none, last = (self._tensor(f"at{n}", np.array([n])) for n in (0, -1))
        places = self._node("Slice", [self._kept("positions.weight"), none, length, none], "places")
        placed = self._node("Add", [found, places], "placed")
        wide = self._node("Unsqueeze", ["marks", last], "wide")
        marked = self._node("Mul", [wide, self._kept("mark")], "marked")
        return self._norm(self._node("Add", [placed, marked], "summed"), "norm")

    def _layer(self, number: int, x: str) -> str:
        name = f"layers.{number}"
        sides = [f"{name}.{side}" for side in ("query", "key", "value")]
        joined = self._product(x, sides, f"{name}.sides")
        parts = [f"{side}_of" for side in sides]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=3))
        mixed = self._node("MultiHeadAttention", parts, f"{name}.mixed", _OWN, num_heads=HEADS)
        x = self._added(x, self._product(mixed, [f"{name}.out"], f"{name}.told"), f"{name}.norm1")
        raised = self._product(x, [f"{name}.up"], f"{name}.raised")
        bent = self._node("Gelu", [raised], f"{name}.bent", _OWN)
        return self._added(
            x, self._product(bent, [f"{name}.down"], f"{name}.lowered"), f"{name}.norm2"
        )

    def _product(self, x: str, names: list[str], out: str) -> str:
        """``x`` times the int8 matrices of ``names`` side by side, plus their biases."""
        keys = [self.products["/".join(name.rsplit(".", 1))] for name in names]
        inputs = [x]
        for part in ("quantized", "scale", "zero_point"):
            arrays = [self.weights[f"{key}_{part}"] for key in keys]
            inputs.append(self._tensor(f"{out}_{part}", np.concatenate(arrays, axis=-1)))
        biases = [self.weights[f"{name}.bias"] for name in names]
        inputs.append(self._tensor(f"{out}_bias", np.concatenate(biases)))
        return self._node("DynamicQuantizeMatMul", inputs, out, _OWN)

    def _added(self, x: str, y: str, norm: str) -> str:
        return self._norm(self._node("Add", [y, x], f"{norm}.sum"), norm)

    def _norm(self, x: str, name: str) -> str:
        inputs = [x, self._kept(f"{name}.weight"), self._kept(f"{name}.bias")]
        return self._node("LayerNormalization", inputs, f"{name}.normed", axis=-1, epsilon=_EPSILON)

    def _kept(self, name: str) -> str:
        return self._tensor(name, self.weights[name])

    def _tensor(self, name: str, array: NDArray[Any]) -> str:
        self.tensors[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def _node(self, kind: str, inputs: list[str], out: str, domain: str = "", **given: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], domain=domain, **given))
        return out
