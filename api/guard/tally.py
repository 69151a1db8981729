"""The directory through which workers share the numbers of `/metrics`, as their supervisor keeps it."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # what prometheus_client asks the environment for, when it is imported
RESTARTS = "restarts"  # the file in which workers that had to be replaced are counted


class Tally:
    """A new directory, empty at first.

    >>> tally = Tally()
    >>> tally.replaced(4711)
    >>> (Path(tally.environment[SHARED]) / RESTARTS).read_text()
    '1'
    >>> tally.close()
    """

    def __init__(self) -> None:
        """Raises OSError."""
        self._folder = tempfile.TemporaryDirectory(prefix="kg-metrics-", ignore_cleanup_errors=True)
        self._restarts = 0

    @property
    def environment(self) -> dict[str, str]:
        """What a worker has to find in its environment."""
        return {SHARED: self._folder.name}

    def replaced(self, pid: int) -> None:
        """Counts a worker that has ended; what it was about is no more, what it has done stays."""
        self._restarts += 1
        folder = Path(self._folder.name)
        with suppress(OSError):  # numbers are not worth an end of the server
            for file in folder.glob(f"gauge_live*_{pid}.db"):
                file.unlink(missing_ok=True)
            (folder / RESTARTS).write_text(str(self._restarts), encoding="ascii")

    def close(self) -> None:
        """Takes the directory away."""
        self._folder.cleanup()
