"""How many connections each worker holds, in memory that the workers share.

The kernel wakes all that wait on a socket and lets one have the new connection, often the same one many times
over, while the others have nothing to do: connections are kept open, so that this would last.
"""

from __future__ import annotations

import mmap
import os

_SIZE = 4  # bytes of a number


def shared(workers: int) -> int:
    """A descriptor of new memory for so many workers, to be inherited by them."""
    descriptor = os.memfd_create("kg-crowd")
    os.ftruncate(descriptor, workers * _SIZE)
    return descriptor


class Crowd:
    """The numbers as one worker sees them.

    >>> memory = shared(2)
    >>> here, there = Crowd(memory, 0), Crowd(memory, 1)
    >>> here.hold(1)
    >>> here.ahead(), there.ahead()
    (1, 0)
    """

    def __init__(self, memory: int | None = None, place: int = 0) -> None:
        """
        Args:
            memory: a descriptor from `shared`; None for a worker that is alone.
            place: which of the workers this is, from 0.
        """
        seen = bytearray(_SIZE) if memory is None else mmap.mmap(memory, 0)
        self._numbers = memoryview(seen).cast("I")
        self._place = place
        self.hold(0)

    def hold(self, connections: int) -> None:
        """Says how many there are here."""
        self._numbers[self._place] = connections

    def ahead(self) -> int:
        """How many more there are here than with the worker that has the fewest."""
        return self._numbers[self._place] - min(self._numbers)
