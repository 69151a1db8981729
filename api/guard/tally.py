"""The directory through which workers share the numbers of `/metrics`, as their supervisor keeps it."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # what prometheus_client asks the environment for, when it is imported
RESTARTS = "restarts"  # the file in which workers that had to be replaced are counted

_PREFIX = "kg-metrics-"
_NEW = 60.0  # seconds in which a directory may still be without its lock


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
        _clear()
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        self._held = _lock(self._folder.name)
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
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _clear() -> None:
    """Takes away what supervisors have left behind that were killed: the locks of those that run are held."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid != os.getuid() or not stat.S_ISDIR(status.st_mode):
                continue
            if time.time() - status.st_mtime < _NEW:
                continue
            held = _lock(str(folder))
            if held is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)


def _lock(folder: str) -> int | None:
    """A descriptor that locks a folder until it is closed; None where another process has the lock."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
