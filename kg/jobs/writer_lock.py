"""Who is the one writer of a store: the process that holds the lock on STORE/writer.lock."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from pathlib import Path

_NAME = "writer.lock"
_PATIENCE = 0.5  # seconds: others hold the lock for a moment, to see whether it is free
_PAUSE = 0.01


class WriterLock:
    """The lock, as the writer holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Takes the lock; False where another process has it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        end = time.monotonic() + _PATIENCE
        while not _locked(descriptor, fcntl.LOCK_EX):
            if time.monotonic() > end:
                os.close(descriptor)
                return False
            time.sleep(_PAUSE)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Lets another process have it."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def valid(self) -> bool:
        """Whether what is locked is still the file of the store, which may have been taken away."""
        try:
            assert self._descriptor is not None
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._path))
        except OSError:
            return False


def held(folder: Path) -> bool:
    """Whether a process is the writer of the store in a folder."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        return not _locked(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def stop(folder: Path) -> None:
    """Asks the writer of the store to end, when it has done what it is at; nothing where there is none."""
    if not held(folder):
        return
    try:
        process = int((folder / _NAME).read_text(encoding="ascii"))
        # The number may be that of a writer that was killed, and by now another process's.
        if b"kg.jobs.writer_process" in Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, signal.SIGTERM)
    except (ValueError, OSError):
        return  # it has just ended


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
