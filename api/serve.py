"""Serving a graph over HTTP with waitress."""

from __future__ import annotations

from collections.abc import Callable
from errno import EADDRNOTAVAIL
from typing import Any

import waitress

from api.app import create_app
from api.settings import Settings
from kg.graph import KnowledgeGraph


def serve(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 8,
    *,
    settings: Settings | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve `graph` until interrupted; `ready` is called once it can be reached. Raises OSError where the
    address cannot be bound."""
    settings = settings or Settings()
    try:
        server = _bound(graph, host, port, threads, settings)
    except ValueError as error:  # a name that stands for no address
        raise OSError(EADDRNOTAVAIL, "no such address") from error
    ready()
    server.run()


def _bound(graph: KnowledgeGraph, host: str, port: int, threads: int, settings: Settings) -> Any:
    return waitress.create_server(
        create_app(graph, settings=settings),
        host=host,
        port=port,
        threads=threads,
        ident=None,
        # Above our own limit, so that the refusal is our problem and not waitress's plain text.
        max_request_body_size=16 * settings.max_body,
        clear_untrusted_proxy_headers=True,
    )
