"""What a job is, to those who ask for one and to the one who does it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is done: documents added or removed, a SPARQL update, a graph of the Graph Store Protocol."""

    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"
    GRAPH = "graph"


class State(StrEnum):
    """Of a job and of each of its items. A job has failed where no item of it has gone well."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to do, as it is handed in. `payload` is for `kg.jobs.tasks` to read; what is known to be
    wrong already has an `error`, and is not done."""

    source: str
    payload: bytes = b""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a job: where it came from, and what became of it. `outcome` is added, replaced, unchanged,
    removed, updated or created; `error_kind` is the name of a class in `kg.errors`."""

    position: int
    source: str
    state: State
    document: str | None
    outcome: str | None
    error_kind: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A job and how far it is. Times are seconds since 1970; `who` is the name of the token it came with."""

    id: str
    kind: Kind
    state: State
    who: str | None
    created: float
    started: float | None
    finished: float | None
    total: int
    done: int
    failed: int
    cancelled: bool
    number: int


@dataclass(frozen=True, slots=True)
class Task:
    """One item in the hands of who does it. `seconds` is the time it may take, None for any."""

    job: Job
    position: int
    source: str
    payload: bytes
    seconds: float | None
