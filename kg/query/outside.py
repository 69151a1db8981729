"""How a file looks from outside, for who asks again and again whether it has been written."""

from __future__ import annotations

import os
import time
from contextlib import suppress

# What is opened so is not read, and to close it ends no lock of this process. Only Linux has it.
_BARELY = getattr(os, "O_PATH", None)
_ANEW = 1.0  # seconds between looks at what stands in the place of the file


class Outside:
    """The file at a place. One that is deleted or replaced is noticed at once, one that is moved soon.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     Outside(file.name).status().st_ino == os.stat(file.name).st_ino
    True
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._held: int | None = None
        self._until = 0.0

    def status(self) -> os.stat_result:
        """What the system says of the file. Raises OSError where there is none."""
        if _BARELY is None:
            return os.stat(self._place)
        now = time.monotonic()
        if self._held is not None and now < self._until:
            status = os.fstat(self._held)
            if status.st_nlink:
                return status
        self.close()
        self._held, self._until = os.open(self._place, _BARELY | os.O_CLOEXEC), now + _ANEW
        return os.fstat(self._held)

    def close(self) -> None:
        """Lets go of the file."""
        if self._held is not None:
            with suppress(OSError):
                os.close(self._held)
            self._held = None

    def __del__(self) -> None:
        self.close()
