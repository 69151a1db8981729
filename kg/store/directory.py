"""The layout of a store on disk, and how a directory shows that it is one.

STORE/kg-store.json     format and base IRI
STORE/quads/            Oxigraph's own files
STORE/index.sqlite      the read index; rebuilt from the quads whenever it does not fit them
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError

_FORMAT = 1
_MARK = "kg-store.json"


@dataclass(frozen=True, slots=True)
class Directory:
    """A store's directory and the base IRI of its names."""

    path: Path
    base: str

    @property
    def quads(self) -> Path:
        return self.path / "quads"

    @property
    def index(self) -> Path:
        return self.path / "index.sqlite"


def locate(path: Path, base: str | None, default_base: str, *, create: bool) -> Directory:
    """The store at `path`, marked as one if it is new.

    Args:
        path: the directory.
        base: the base IRI it must have; None takes what it has.
        default_base: the base IRI of a new store where `base` is None.
        create: whether a missing or empty directory becomes a store.

    Raises:
        StoreError: it is no store, one of another base or format, or cannot be made.
    """
    try:
        mark = path / _MARK
        if not mark.exists():
            _begin(path, mark, base or default_base, create=create)
        return Directory(path, _base(path, mark, base))
    except OSError as error:
        raise StoreError(f"the store {path} cannot be opened: {error.strerror or error}") from error


def _begin(path: Path, mark: Path, base: str, *, create: bool) -> None:
    if not create and not path.exists():
        raise StoreError(f"there is no store at {path}")
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path} is not a kg store")
    if not create:
        raise StoreError(f"the store {path} is empty: nothing has been written to it")
    path.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed, so that a store is marked as a whole or not at all.
    draft = path / f"{_MARK}.{os.getpid()}"
    draft.write_text(json.dumps({"format": _FORMAT, "base": base}) + "\n", encoding="utf-8")
    draft.replace(mark)


def _base(path: Path, mark: Path, base: str | None) -> str:
    try:
        noted = json.loads(mark.read_text(encoding="utf-8"))
        found, form = str(noted["base"]), noted["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is not a kg store: {_MARK} is damaged") from error
    if form != _FORMAT:
        raise StoreError(f"the store {path} has format {form}; this version of kg reads format {_FORMAT}")
    if base is not None and base != found:
        raise StoreError(f"the store {path} has the base IRI {found}, not {base}")
    return found
