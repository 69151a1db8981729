"""The files of a model, in a folder or in memory, each checked against the hash that `model.json` names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from kg.errors import ModelError

MODEL = Path(__file__).parent / "model"  # the model that comes with the package
INDEX = "model.json"


class ModelFiles:
    """Access to the files of one model. Nothing is read before it is asked for."""

    def __init__(self, folder: Path | Mapping[str, bytes]) -> None:
        """`folder` may be given as its contents: bytes by file name."""
        self.folder = folder

    @cached_property
    def hashes(self) -> dict[str, str]:
        """sha256 of each file, as `model.json` states them. Raises ModelError where it cannot be read."""
        try:
            hashes: dict[str, str] = json.loads(self._content(INDEX))["sha256"]
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"language model: no readable {INDEX} ({error})") from None
        for name in hashes:
            if name != Path(name).name:
                raise ModelError(f"language model: {INDEX} names “{name}”, which is no plain file name")
        return hashes

    @property
    def hash(self) -> str:
        """What names these weights: sha256 over the files' hashes, in hexadecimal."""
        return hashlib.sha256(json.dumps(self.hashes, sort_keys=True).encode()).hexdigest()

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises ModelError where it is missing or not the one that is named."""
        content = self._content(name)
        if hashlib.sha256(content).hexdigest() != self.hashes.get(name):
            raise ModelError(f"language model: {name} is not the file that {INDEX} names")
        return content

    def contents(self) -> dict[str, bytes]:
        """All files by name, `model.json` first. Raises ModelError as `read` does."""
        return {INDEX: self._content(INDEX)} | {name: self.read(name) for name in self.hashes}

    def _content(self, name: str) -> bytes:
        try:
            content: bytes = (
                (self.folder / name).read_bytes() if isinstance(self.folder, Path) else self.folder[name]
            )
        except OSError as error:
            raise ModelError(f"language model: {name} cannot be read ({error.strerror})") from None
        except KeyError:
            raise ModelError(f"language model: {name} is missing") from None
        return content
