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
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from kg.language.labels import SHAPES, Labels
from kg.language.training.corpora import Sentence
from kg.language.training.encoder import ATTENTION_HEADS
from kg.language.training.network import Tagger
from kg.tables import seed_rows

INPUTS = ("pieces", "shapes", "mask", "first", "last")
OUTPUTS = (
    "upos", "xpos", "feats", "scripts", "names", "starts", "arcs", "label_dependents", "label_heads",
)  # fmt: skip


# Where the dictionary knows a form, the treebank has its way only from so many occurrences on (slips: “fre”).
_TRUSTED = 5
# A form whose lemmas share its occurrences more evenly is left to the edit scripts, which see the context.
_UNANIMOUS = 0.9
_SELDOM = 0.02
# Names of days and months cut short; those that are names or words of their own only with their full stop.
_CALENDAR = (
    "monday:mon,tuesday:tue tues,wednesday:wed,thursday:thu thur thurs,friday:fri,february:feb,april:apr,"
    "august:aug,september:sept,october:oct,november:nov,december:dec"
)
_WITH_STOP = "saturday:sat,sunday:sun,january:jan,march:mar,june:jun,july:jul,september:sep"


# Rank of the label scorer on each side, of 129 in training: a seventh of the time, and no loss measured.
_RANK = 48


class _Decided(nn.Module):
    """The tagger with the choice of tags made inside the graph, and the vectors of the label scorer
    projected; trees and names are decoded outside."""

    def __init__(self, network: Tagger, dependents: Tensor, heads: Tensor) -> None:
        super().__init__()
        self.network = network
        self.label_dependents, self.label_heads = nn.Parameter(dependents), nn.Parameter(heads)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        scores = self.network(*inputs)
        for name in ("label_dependents", "label_heads"):
            scores[name] = scores[name] @ getattr(self, name)
        return tuple(scores[o].argmax(-1) if i < 4 else scores[o] for i, o in enumerate(OUTPUTS))


def _tucker(weights: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The label weights [labels, dependent, head] as a smaller core between two projections (truncated
    higher-order SVD; De Lathauwer, De Moor & Vandewalle 2000): core, dependents', heads'."""
    sides = (weights.permute(1, 0, 2), weights.permute(2, 0, 1))
    spans = (torch.linalg.svd(side.flatten(1), full_matrices=False)[0] for side in sides)
    dependents, heads = (basis[:, :_RANK] for basis in spans)
    return torch.einsum("da,ldh,hb->lab", dependents, weights, heads), dependents, heads


def export(
    network: Tagger, sentences: list[Sentence], labels: Labels, vocabulary: Path, folder: Path
) -> dict[str, str]:
    """Write the model's files into `folder`, and `model.json` with the sha256 of each; return those."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        core, dependents, heads = _tucker(network.label.detach())
        _trace(_Decided(network, dependents, heads), plain)
        optimizer.optimize_model(
            str(plain), model_type="bert", opt_level=0, optimization_options=_fusions(),
            num_heads=ATTENTION_HEADS, hidden_size=network.size.hidden,
        ).save_model_to_file(str(fused))  # fmt: skip
        quantize_dynamic(
            fused, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    np.save(folder / "labels.npy", core.numpy().astype(np.float16))
    labels.write(folder / "labels.json")
    shutil.copy(vocabulary, folder / "tokenizer.json")
    _write_lexicon(sentences, folder / "lexicon.tsv")
    names = ("model.onnx", "labels.npy", "labels.json", "tokenizer.json", "lexicon.tsv")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "model.json").write_text(json.dumps({"sha256": hashes}, indent=1) + "\n", "utf-8")
    return hashes


def _fusions() -> FusionOptions:
    """Those that are worth it: norms are faster apart from the sums before them, as is GELU (which
    onnxruntime fuses on its own) from its bias."""
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    options.enable_gelu = options.enable_bias_gelu = False
    return options


def _trace(network: _Decided, path: Path) -> None:
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
        network, inputs, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _write_lexicon(sentences: list[Sentence], path: Path) -> None:
    """`form<TAB>UPOS<TAB>lemma` in lower case, but for “I”: the lemma of LemmInflect's dictionary, over it
    that of the training data. Where it depends on the context (“her”: she or her; “found”: find or found)
    all are given, likeliest first, with “|” between them.

    Proper nouns but days, months and large places are left to the edit scripts, and so is casing but that
    of nationalities and those places (“french”, “france”)."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        if sentence.upos is None or sentence.lemmas is None:
            continue
        for form, upos, lemma in zip(sentence.forms, sentence.upos, sentence.lemmas, strict=True):
            if upos not in ("PROPN", "X", "PUNCT", "SYM", "NUM"):
                counts[form.lower(), upos]["I" if lemma == "I" else lemma.lower()] += 1
    lexicon = dict(_dictionary())
    for key, lemmas in counts.items():
        total = sum(lemmas.values())
        best = min(lemmas, key=lambda value: (-lemmas[value], value))
        if total >= _TRUSTED and lemmas[best] < _UNANIMOUS * total:
            ranked = sorted(lemmas, key=lambda value: (-lemmas[value], value))
            lexicon[key] = "|".join(value for value in ranked if lemmas[value] > total * _SELDOM)
        elif key not in lexicon or total >= _TRUSTED:
            lexicon[key] = best
    lexicon |= _calendar() | _nations()
    path.write_text(
        "".join(f"{form}\t{upos}\t{lemma}\n" for (form, upos), lemma in sorted(lexicon.items())), "utf-8"
    )


def _calendar() -> dict[tuple[str, str], str]:
    """Short forms of days and months: ("sept.", "PROPN") → "september"."""
    found: dict[tuple[str, str], str] = {}
    for table, endings in ((_CALENDAR, ("", ".")), (_WITH_STOP, (".",))):
        for name, forms in (entry.split(":") for entry in table.split(",")):
            found |= {(form + ending, "PROPN"): name for form in forms.split() for ending in endings}
    return found


def _nations() -> dict[tuple[str, str], str]:
    """Nationalities, and countries and regions by one word: ("french", "ADJ") → "French"."""
    found: dict[tuple[str, str], str] = {}
    for nation, place in seed_rows("gazetteers/demonyms"):
        found |= {
            (name.lower(), upos): name for name, upos in ((nation, "ADJ"), (place, "PROPN")) if name.isalpha()
        }
    return found


def _dictionary() -> Iterator[tuple[tuple[str, str], str]]:
    """The inflected forms of LemmInflect's dictionary (MIT; from the NIH SPECIALIST lexicon); of those that
    have several lemmas only verbs that are a form of their own too (“found”: find, found)."""
    with gzip.open(lemminflect.config.lemma_lu_fn, "rt", encoding="utf-8") as rows:
        for form, category, lemmas in csv.reader(rows):
            upos = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}.get(category)
            several = lemmas.split("/")
            if upos and form.isalpha() and (len(several) == 1 or (upos == "VERB" and form in several)):
                yield (form, upos), "|".join(sorted(several, key=lambda lemma: lemma == form))
