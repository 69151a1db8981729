"""Whether this processor multiplies int8 numbers rightly at full speed.

Without VNNI instructions onnxruntime adds pairs of products in 16 bits, where large ones are cut off. Asked
for precision (`session.x64quantprecision`) it does not, but takes twice as long, also where nothing would be
cut off. So it is asked only where a product that is known comes out wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

PRODUCT = Path(__file__).with_name("int8_product.onnx")  # made by `kg.language.training.int8_product`
SIZE, LARGEST = 16, 127


@cache
def cut_off() -> bool:
    """Whether sums of int8 products are cut off here unless precision is asked for."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(PRODUCT.read_bytes(), options, providers=["CPUExecutionProvider"])
    [product] = session.run(None, {"x": np.full((1, SIZE), 255, dtype=np.uint8)})
    return bool((product != 255 * LARGEST * SIZE).any())
