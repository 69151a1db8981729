"""Serving a graph over HTTP: the sockets, and the workers that answer on them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.serving.listening import listen, port_of
from api.serving.supervisor import Supervisor
from api.serving.worker import Plan
from api.settings import Settings
from kg.jobs import stop_writer
from kg.location import Location
from kg.tokens import Tokens

_MOST = 4  # workers, where nobody says how many


def serve(
    store: Path | str | Location,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    settings: Settings | None = None,
    ready: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve the graph at `store` until SIGTERM or SIGINT.

    Args:
        host: an address, a name, or `*` for every address.
        port: 0 takes any that is free.
        ready: called with the port once requests are answered.

    Raises:
        OSError: the address cannot be bound.
        StoreError: the file of its tokens cannot be read.
        WorkerError: the graph cannot be opened, or the workers die again and again.
    """
    settings = settings or Settings()
    folder = Location.of(store).state_folder
    Tokens(folder).all()  # better to say it now than to each who asks
    sockets = listen(host, port)
    taken = port_of(sockets)

    def reachable() -> None:
        ready(taken)
        _notify(f"READY=1\nSTATUS=Serving at port {taken}")

    plan = Plan(store, settings)
    try:
        Supervisor(plan, sockets, settings.workers or processes()).run(reachable)
    finally:
        for one in sockets:
            one.close()
        stop_writer(folder)


def processes() -> int:
    """How many workers this machine has use for."""
    return min(len(os.sched_getaffinity(0)), _MOST)


def settings_of(environment: Mapping[str, str], options: Mapping[str, Any]) -> Settings:
    """The settings of an environment, those of `options` that are not None first. Raises `InputError`."""
    return Settings.read(environment, **options)


def _notify(state: str) -> None:
    """Tells systemd, where it asked to be told."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.connect("\0" + address[1:] if address.startswith("@") else address)
        told.send(state.encode())
