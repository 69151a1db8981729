"""Copies of files that are on the disk when they are said to be, and folders that appear when complete."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, taken away at the end where it has not become the target.

    Raises:
        StoreError: no room, or no right to write there.
    """
    name = f".{target.name}.{{}}.draft"
    draft = target.absolute().with_name(name.format(os.getpid()))
    try:
        clear(draft.parent, name)
        draft.mkdir(parents=True)
        yield draft
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def clear(folder: Path, name: str) -> None:
    """Takes away what processes left behind that were killed: folders called `name`, which has “{}” for the
    number of the process."""
    before, after = name.split("{}")
    for path in folder.glob(f"{glob.escape(before)}*{glob.escape(after)}"):
        process = path.name[len(before) : len(path.name) - len(after)]
        if process.isdecimal() and not Path("/proc", process).exists():
            shutil.rmtree(path, ignore_errors=True)


def copy(file: Path, target: Path) -> None:
    """Copies a file and waits until it is on the disk. Raises OSError."""
    shutil.copy(file, target)
    _sync(target)


def become(draft: Path, target: Path) -> None:
    """Gives a complete folder its name; `target` is missing or an empty folder. Raises OSError."""
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        _sync(folder)
    draft.rename(target)
    _sync(target.absolute().parent)


def vacant(target: Path) -> bool:
    """Whether something can be put at `target`: nothing is there, or an empty folder."""
    return not target.exists() or (target.is_dir() and not any(target.iterdir()))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
