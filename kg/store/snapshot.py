"""Opens a store on disk for reading while another process may be writing it.

RocksDB reads its list of files, its log and the files one after the other. Where a writer moves data from
the log into files in between, some of it is missed, or a file is gone: then the folder has changed, and the
store is opened again.
"""

from __future__ import annotations

import os
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


def _files(path: Path) -> list[str]:
    return sorted(os.listdir(path))
