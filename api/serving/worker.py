"""One of the processes that answer requests: `python -m api.serving.worker`, started by `supervisor`.

Its standard input brings a pickled `Plan`, and ends when the supervisor does, however that came about: the
worker then stops too. One line goes back through the pipe of the plan: that it answers, or why it cannot.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from api.settings import Settings
    from kg.location import Location

READY = "ready"
_COLLECTED = 20_000  # objects that are new at least before those among them that are garbage are looked for


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker has to do.

    Attributes:
        store: the graph's place.
        sockets: descriptors of the listening sockets, inherited.
        report: descriptor of the pipe that takes the one line.
        crowd: descriptor of what `api.serving.crowd` shares.
        place: which of the workers it is, from 0.
    """

    store: Path | str | Location
    settings: Settings
    sockets: tuple[int, ...] = ()
    report: int = -1
    crowd: int = -1
    place: int = 0


def main() -> int:
    """Answers until it is told to stop, and gives the exit code."""
    plan: Plan = pickle.load(sys.stdin.buffer)
    try:
        code = _work(plan)
    except Exception as error:
        from kg.errors import KgError

        _tell(plan, " ".join(str(error).split()) or type(error).__name__)
        if not isinstance(error, KgError | OSError):
            raise
        return 1
    return code


def _work(plan: Plan) -> int:
    from api.app import create_app
    from api.graphs import limit
    from api.guard import logs
    from api.serving.connections import Server
    from api.serving.crowd import Crowd
    from api.serving.loop import leave
    from kg.graph import KnowledgeGraph

    logs.configure(plan.settings)
    sockets = [socket.socket(fileno=one) for one in plan.sockets]
    with KnowledgeGraph.open(plan.store, read_only=True) as graph:
        limit(graph, plan.settings)
        graph.when_waiting(leave)
        app = create_app(graph, settings=plan.settings)
        server = Server(app, sockets, plan.settings, Crowd(plan.crowd, plan.place))

        def stop(signum: int = 0, frame: FrameType | None = None) -> None:
            server.stop(plan.settings.grace)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        threading.Thread(target=_follow, args=(stop,), name="supervisor", daemon=True).start()
        _settle()
        _tell(plan, READY)
        if not server.run():
            # A request that does not end must not hold up the process, nor outlive it in a reader.
            os.killpg(os.getpid(), signal.SIGKILL)
    return 0


def _settle() -> None:
    """Spares the collector of circular garbage what is there from now on: it would go through all of it again
    and again, and requests leave little behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED)


def _follow(stop: Callable[[], None]) -> None:
    """Stops when the supervisor is gone."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop()


def _tell(plan: Plan, line: str) -> None:
    with suppress(OSError):  # it has been told already, or nobody listens any more
        os.write(plan.report, f"{line}\n".encode())
        os.close(plan.report)


if __name__ == "__main__":
    sys.exit(main())
