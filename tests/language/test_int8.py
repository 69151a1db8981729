"""Products of int8 numbers, on this processor and as on an older one."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import onnxruntime
import pytest

from kg.language import load
from kg.language.int8 import LARGEST, PRODUCT, SIZE
from tests.benchmarks.command import MalformedError
from tests.benchmarks.older_processor import INSTRUCTIONS, without

TEXT = "The council of Lisbon sold three old boats to a museum last spring. Nobody knows who paid for them."
CODE = f"""
import json
from kg.language import load
from kg.language.int8 import cut_off
doc = load()({TEXT!r})
print(json.dumps([cut_off(), [[token.head.i, token.dep_, token.pos_] for token in doc]]))
"""


def test_the_file_holds_the_product_it_is_asked_for() -> None:
    session = onnxruntime.InferenceSession(PRODUCT.read_bytes(), providers=["CPUExecutionProvider"])
    [product] = session.run(None, {"x": np.ones((1, SIZE), dtype=np.uint8)})
    assert product.tolist() == [[LARGEST * SIZE] * SIZE]  # small enough for any processor


@pytest.mark.parametrize("instructions", INSTRUCTIONS)
def test_an_older_processor_reads_the_same(instructions: str) -> None:
    try:
        with without(instructions) as environment:
            done = subprocess.run(
                [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True
            )
    except MalformedError as error:
        pytest.skip(f"this processor cannot be made to seem older: {error}")
    assert done.returncode == 0, done.stderr
    older, words = json.loads(done.stdout)
    assert older
    here = [[token.head.i, token.dep_, token.pos_] for token in load()(TEXT)]
    assert sum(one == other for one, other in zip(here, words, strict=True)) > 0.9 * len(here)
