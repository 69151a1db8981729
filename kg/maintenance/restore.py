"""The way back from a backup to a store."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreBusyError, StoreError
from kg.graph import KnowledgeGraph
from kg.maintenance import copies
from kg.maintenance.manifest import Manifest, read
from kg.store.directory import Directory, locate
from kg.store.quad_store import QuadStore


def restore(backup: Path, store: Path, *, force: bool = False) -> Manifest:
    """Makes the folder `store` what `backup` was made of; it appears when all of it has been checked.

    Args:
        force: whether a store that is there is replaced. What it has beside the graph (tokens, jobs, the log
            of writes) stays, but for tokens where the backup has some.

    Raises:
        StoreError: the backup is damaged or none, there is something at `store`, or it cannot be written.
        StoreBusyError: the store to be replaced is being written.
    """
    manifest = read(backup)
    if complaints := manifest.complaints(backup):
        raise StoreError(f"the backup {backup} is damaged: {'; '.join(complaints)}")
    replaced = _replaced(store, force=force)
    with copies.draft_of(store) as draft:
        for name in manifest.files:
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            copies.copy(backup / name, draft / name)
        with KnowledgeGraph.open(draft) as graph:  # which makes the index
            if graph.revision != manifest.revision:
                raise StoreError(f"the backup {backup} does not hold the graph that it says it does")
        if replaced is not None:
            _exchange(replaced, draft)
        else:
            copies.become(draft, store)
    return manifest


def _replaced(store: Path, *, force: bool) -> Directory | None:
    """The store at the target, if any; refused without `force`, or while it is written."""
    if copies.vacant(store):
        return None
    if not force:
        raise StoreError(f"{store} is not empty: name another folder, or replace the store with --force")
    directory = locate(store, None, "", create=False)
    try:
        QuadStore(directory.quads).close()
    except StoreBusyError:
        raise
    except StoreError:
        pass  # damaged, which is why it is replaced
    return directory


def _exchange(old: Directory, draft: Path) -> None:
    """Puts the draft in place of a store, whose other files it takes over."""
    graph = {old.quads.name, old.index.name, *(path.name for path in draft.iterdir())}
    for path in sorted(old.path.iterdir()):
        if path.is_file() and path.name not in graph and not path.name.startswith(f"{old.index.name}-"):
            copies.copy(path, draft / path.name)
    aside = draft.with_suffix(".old")
    old.path.rename(aside)
    try:
        copies.become(draft, old.path)
    except OSError:
        with suppress(OSError):
            aside.rename(old.path)
        raise
    shutil.rmtree(aside, ignore_errors=True)
