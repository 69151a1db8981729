"""An export that is made here, and whole before the first of its bytes goes out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import BinaryIO

_PIECE = 64 * 1024  # bytes


class Kept:
    """The source of a `kg.query.stream.Stream`: a file without a name, gone when it is closed."""

    def __init__(self, write: Callable[[BinaryIO], None]) -> None:
        """Lets `write` fill the file. Raises as that does."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        try:
            write(self._file)
            self._file.seek(0)
        except BaseException:
            self._file.close()
            raise

    def piece(self) -> bytes | None:
        """The next bytes, None at the end."""
        return self._file.read(_PIECE) or None

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
