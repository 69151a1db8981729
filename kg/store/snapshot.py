"""Opens or copies a store on disk while another process may be writing it.

RocksDB reads its list of files, its log and the files one after the other. Where a writer moves data from
the log into files in between, some of it is missed, or a file is gone: then the folder has changed, and the
store is opened again.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pyoxigraph as ox

_ATTEMPTS = 100
_PAUSE = 0.01  # seconds


def take(path: Path) -> ox.Store:
    """The quads as they are now; what is written later is not seen.

    Raises:
        OSError, RuntimeError: there is no store, it is damaged, or it never keeps still.
    """
    failed: list[str] | None = None
    for _ in range(_ATTEMPTS):
        before = _files(path)
        try:
            store = ox.Store.read_only(str(path))
        except (OSError, RuntimeError):
            if before == failed:
                raise  # twice with the same files: no writer did that
            failed = before
        else:
            if _files(path) == before:
                return store
        time.sleep(_PAUSE)
    raise RuntimeError("its files come and go faster than they can be read")


def hold(path: Path, folder: Path) -> None:
    """Puts the files of the quads as they are now into a new folder, on the same disk where that is possible:
    then those that never change are linked, not copied. What is being written meanwhile is there whole or not
    at all.

    Raises:
        OSError: a file cannot be read or written.
        RuntimeError: the store never keeps still.
    """
    for _ in range(_ATTEMPTS):
        before = _catalogue(path)
        folder.mkdir()
        try:
            for name in before:
                _put(path / name, folder / name)
            if _catalogue(path) == before:
                return
        except FileNotFoundError:
            pass  # the writer has just taken it away
        shutil.rmtree(folder)
        time.sleep(_PAUSE)
    raise RuntimeError("its files come and go faster than they can be copied")


def _catalogue(path: Path) -> dict[str, int]:
    """The files by name, with the size of those that say which files count. Logs grow; a write that is cut
    off at their end is none."""
    names = [name for name in _files(path) if not name.startswith("LO")]  # LOCK, LOG
    return {name: (path / name).stat().st_size if name.startswith("MANIFEST") else 0 for name in names}


def _put(file: Path, target: Path) -> None:
    if file.suffix == ".sst":
        try:
            os.link(file, target)
            return
        except FileNotFoundError:
            raise
        except OSError:
            pass  # another disk, or one without links
    shutil.copyfile(file, target)


def _files(path: Path) -> list[str]:
    return sorted(os.listdir(path))
