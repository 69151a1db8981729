"""How many queries run beside each other, what each may take, and how they have ended so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What the processes that answer queries may take.

    Attributes:
        processes: how many queries run at once; more wait, their deadlines running.
        memory: bytes that one query may take.
        waiting: how many may wait; more are refused at once.
        aside: how many queries that run for longer than `patience` may go on beside those `processes` when
            others wait; more are ended.
        patience: seconds of the processor after which a query has only what others leave of it.
    """

    processes: int = 2
    memory: int = 2 * 2**30
    waiting: int = 64
    aside: int = 2
    patience: float = 0.1


@dataclass(frozen=True, slots=True)
class QueryStatus:
    """Queries by what becomes of them.

    Attributes:
        running, waiting: now.
        finished: answered whole.
        failed: told an error: malformed, forbidden, too large an answer.
        timed_out: ended at their deadline, or waited until it.
        killed: ended for their memory, because whoever asked had gone, or to let others run.
        refused: not begun, because too many were waiting.
    """

    running: int = 0
    waiting: int = 0
    finished: int = 0
    failed: int = 0
    timed_out: int = 0
    killed: int = 0
    refused: int = 0
