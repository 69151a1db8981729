"""Backups of a store in a folder, also while it is being written.

A backup has the statements, of one moment, and no more: the read index is made anew from them, and jobs that
wait belong to the server they were given to. Tokens are in it only where asked for, since who has the backup
then has what stands for them.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from kg import tokens as token_file
from kg.errors import StoreError
from kg.maintenance import copies
from kg.maintenance.manifest import Manifest, hash_of
from kg.query import documents, synchrony
from kg.rdf.iris import Iris
from kg.store import snapshot
from kg.store.directory import Directory, locate
from kg.store.quad_store import QuadStore

_HELD = ".backup.{}"  # in the store, while files are copied


def backup(store: Path, target: Path, *, tokens: bool = False) -> Manifest:
    """Copies the graph in the folder `store` to `target`, a folder that is missing or empty; it is there when
    it is complete.

    Raises:
        StoreError: there is no store, or something at the target; the copy cannot be written or read.
    """
    if not copies.vacant(target):
        raise StoreError(f"{target} is not empty: a backup needs a folder of its own")
    directory = locate(store, None, "", create=False)
    with copies.draft_of(target) as draft:
        copied = locate(draft, directory.base, directory.base, create=True)
        _copy_quads(directory, copied)
        if tokens and (store / token_file.FILE).exists():
            copies.copy(store / token_file.FILE, draft / token_file.FILE)
        manifest = _manifest(copied)
        manifest.write(draft)
        copies.become(draft, target)
    return manifest


def _copy_quads(directory: Directory, copied: Directory) -> None:
    """The files are held still by links to them, and copied from there however long that takes."""
    held = directory.path / _HELD.format(os.getpid())
    copies.clear(directory.path, _HELD)
    try:
        snapshot.hold(directory.quads, held)
        copied.quads.mkdir()
        for file in sorted(held.iterdir()):
            copies.copy(file, copied.quads / file.name)
    except RuntimeError as error:
        raise StoreError(f"the store {directory.path} cannot be copied: {error}") from error
    finally:
        shutil.rmtree(held, ignore_errors=True)


def _manifest(copied: Directory) -> Manifest:
    """Reads the copy, as a restore will."""
    store = QuadStore(copied.quads, read_only=True)
    digests = synchrony.digests(store, Iris(copied.base))
    store.close()
    files = sorted(path for path in copied.path.rglob("*") if path.is_file())
    return Manifest(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        base=copied.base,
        revision=documents.revision_of(digests),
        documents=len(digests),
        files={str(file.relative_to(copied.path)): hash_of(file) for file in files},
    )
