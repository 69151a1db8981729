"""`python -m kg.language.training.int8_product`: write the ONNX file of a product of int8 numbers that is too
large for 16 bits on its way, by which `kg.language.int8` tells processors apart."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kg.language.int8 import LARGEST, PRODUCT, SIZE


def model() -> onnx.ModelProto:
    """`y` = `x` (uint8, [1, SIZE]) times a square of the largest int8 numbers."""
    square = numpy_helper.from_array(np.full((SIZE, SIZE), LARGEST, dtype=np.int8), "square")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "square"], ["y"])],
        "int8_product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [1, SIZE])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [1, SIZE])],
        [square],
    )
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


if __name__ == "__main__":
    PRODUCT.write_bytes(model().SerializeToString(deterministic=True))
