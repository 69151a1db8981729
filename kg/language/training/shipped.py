"""`python -m kg.language.training.shipped OUT [--model DIR]`: a run folder made back from shipped weights, to
begin another run with (`--start`) or to learn from (`--teacher`).

int8 weights are taken for what they stand for, the label scorer for the product of its parts: what comes
back scores as the shipped model does.
"""

from __future__ import annotations

import argparse
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from kg.language.files import MODEL, ModelFiles
from kg.language.labels import read_labels
from kg.language.training.encoder import SIZES
from kg.language.training.network import Tagger

_PREFIX = "network."
_HEADS = ("upos", "xpos", "feats", "scripts", "names", "starts")


def weights(files: ModelFiles) -> dict[str, Tensor]:
    """The weights of a shipped all-MiniLM model under the names of `network.Tagger`."""
    model = onnx.load_from_string(files.read("model.onnx"))
    kept = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    size = SIZES["all-MiniLM-L6-v2"]

    def whole(name: str) -> Tensor:
        """An int8 matrix in the numbers that it stands for."""
        values = kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"].astype(np.float32)
        return torch.from_numpy(values * kept[f"{name}_scale"])

    def numbered(kind: str, end: str = "") -> list[str]:
        """Weights that the trace could only number: in the order in which the network uses them."""
        own = [name.removesuffix(end) for name in kept if name.startswith(kind) and name.endswith(end)]
        return sorted(own, key=lambda name: int(name.removeprefix(kind)))

    found = {
        name.removeprefix(_PREFIX): torch.from_numpy(values.copy())
        for name, values in kept.items()
        if name.startswith(_PREFIX) and name.endswith((".weight", ".bias", ".scale"))
    }
    for table in ("pieces", "shapes"):
        found[f"encoder.{table}.weight"] = whole(f"network.encoder.{table}.weight")
    found["encoder.mix"] = torch.tensor([float(kept[name]) for name in numbered("onnx::Mul_")]).log()
    products = iter(numbered("onnx::MatMul_", "_quantized"))
    for layer in range(size.layers):
        own, bias = f"encoder.layers.{layer}.", f"Attention_{layer}_qkv_bias"
        parts = zip(whole(f"Attention_{layer}_qkv_weight").T.chunk(3), np.split(kept[bias], 3), strict=True)
        for name, (matrix, offset) in zip(("query", "key", "value"), parts, strict=True):
            found[f"{own}attention.{name}.weight"] = matrix.contiguous()
            found[f"{own}attention.{name}.bias"] = torch.from_numpy(offset.copy())
        for name in ("attention.output", "inner", "outer"):
            found[f"{own}{name}.weight"] = whole(next(products)).T.contiguous()
    for name in (*(f"tags.{head}" for head in _HEADS), "arc_head", "arc_dependent"):
        found[f"{name}.weight"] = whole(next(products)).T.contiguous()
    found["arc"] = whole(next(products)).T.contiguous()
    for name in ("label_dependent", "label_head"):
        found[f"{name}.weight"] = whole(next(products)).T.contiguous()
    core = torch.from_numpy(np.load(BytesIO(files.read("labels.npy"))).astype(np.float32))
    sides = (whole("label_dependents.1"), whole("label_heads.1"))
    found["label"] = torch.einsum("da,lab,hb->ldh", sides[0], core, sides[1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.shipped", description=__doc__)
    parser.add_argument("out", type=Path, help="run folder to write")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with the shipped files")
    arguments = parser.parse_args()
    files = ModelFiles(arguments.model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    labels = files.read("labels.json")
    own = weights(files)
    Tagger.trained(own, read_labels(labels), len(own["encoder.pieces.weight"]))  # fails where one is missing
    (arguments.out / "labels.json").write_bytes(labels)
    torch.save({"network": own}, arguments.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
