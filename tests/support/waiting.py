"""Waiting for what is to become so, however slow the machine: no test guesses how long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable

LONG = 60.0  # seconds: enough where other work has the processors, and an end where something hangs


def until(condition: Callable[[], object], seconds: float = LONG) -> None:
    """Returns once the condition holds. Raises AssertionError where it does not within so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not so within {seconds:g} s"
        time.sleep(0.01)
