"""Where an export goes: a stream somebody opened, or a file that appears only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    """A binary stream to write `target` with; a stream given stays open afterwards.

    A regular file is replaced in one step at the end, or left as it was if writing fails.
    Devices and pipes (`/dev/stdout`) are written straight. Raises `OSError`.
    """
    if not isinstance(target, Path):
        yield target
        return
    final = Path(os.path.realpath(target))
    if final.exists() and not final.is_file():
        with final.open("wb") as stream:
            yield stream
        return
    draft = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(final)
    except OSError as error:
        if error.filename == str(draft):
            error.filename, error.filename2 = str(target), None  # the draft is no name that anybody gave
        raise
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
