"""A trained network → the files the run time needs: int8 ONNX, labels, label weights, lexicon, vocabulary."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import lemminflect.config
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from kg.language.labels import SHAPES, Labels
from kg.language.training.corpora import Sentence
from kg.language.training.network import ATTENTION_HEADS, HIDDEN, Tagger

INPUTS = ("pieces", "shapes", "mask", "first", "last")
OUTPUTS = ("upos", "xpos", "feats", "scripts", "names", "arcs", "label_dependents", "label_heads")


# Where the dictionary knows a form, the treebank has its way only from so many occurrences on (slips: “fre”).
_TRUSTED = 5


class _Decided(nn.Module):
    """The tagger with the choice of tags made inside the graph; trees and names are decoded outside."""

    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        scores = self.network(*inputs)
        return tuple(scores[o].argmax(-1) if i < 4 else scores[o] for i, o in enumerate(OUTPUTS))


def export(
    network: Tagger, sentences: list[Sentence], labels: Labels, vocabulary: Path, folder: Path
) -> None:
    """Write the model's files into `folder`, and `model.json` with the sha256 of each."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        _trace(network, plain)
        optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=ATTENTION_HEADS, hidden_size=HIDDEN, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    np.save(folder / "labels.npy", network.label.detach().numpy().astype(np.float16))
    labels.write(folder / "labels.json")
    shutil.copy(vocabulary, folder / "tokenizer.json")
    _write_lexicon(sentences, folder / "lexicon.tsv")
    names = ("model.onnx", "labels.npy", "labels.json", "tokenizer.json", "lexicon.tsv")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "model.json").write_text(json.dumps({"sha256": hashes}, indent=1) + "\n", "utf-8")


def _trace(network: Tagger, path: Path) -> None:
    inputs = (
        torch.tensor([[101, 2000, 2001, 102], [101, 2002, 102, 0]]),
        torch.tensor([[SHAPES, 1, 2, SHAPES], [SHAPES, 1, SHAPES, SHAPES]]),
        torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]),
        torch.tensor([[1, 2], [1, 0]]),
        torch.tensor([[1, 2], [1, 0]]),
    )
    axes = {name: {0: "batch", 1: "pieces" if name in INPUTS[:3] else "words"} for name in INPUTS}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    axes["arcs"] = {0: "batch", 1: "words", 2: "heads"}
    axes["label_heads"] = {0: "batch", 1: "heads"}
    torch.onnx.export(
        _Decided(network), inputs, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _write_lexicon(sentences: list[Sentence], path: Path) -> None:
    """`form<TAB>UPOS<TAB>lemma` for lower-cased forms: LemmInflect's dictionary where it knows one lemma,
    over that the majority lemma of the training data.

    Proper nouns are left to the edit scripts: their lemmas keep the casing of the text."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        if sentence.upos is None or sentence.lemmas is None:
            continue
        for form, upos, lemma in zip(sentence.forms, sentence.upos, sentence.lemmas, strict=True):
            if upos not in ("PROPN", "X", "PUNCT", "SYM", "NUM"):
                counts[form.lower(), upos][lemma] += 1
    lexicon = dict(_dictionary())
    for key, lemmas in counts.items():
        if key not in lexicon or sum(lemmas.values()) >= _TRUSTED:
            lexicon[key] = min(lemmas, key=lambda value: (-lemmas[value], value))
    path.write_text(
        "".join(f"{form}\t{upos}\t{lemma}\n" for (form, upos), lemma in sorted(lexicon.items())), "utf-8"
    )


def _dictionary() -> Iterator[tuple[tuple[str, str], str]]:
    """The unambiguous inflected forms of LemmInflect's dictionary (MIT; from the NIH SPECIALIST lexicon)."""
    with gzip.open(lemminflect.config.lemma_lu_fn, "rt", encoding="utf-8") as rows:
        for form, category, lemmas in csv.reader(rows):
            upos = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}.get(category)
            if upos and "/" not in lemmas and form.isalpha():
                yield (form, upos), lemmas
