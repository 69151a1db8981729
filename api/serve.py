"""Serving a graph over HTTP with waitress."""

from __future__ import annotations

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
) -> None:
    """Serve `graph` until interrupted. Raises OSError where the address cannot be bound."""
    settings = settings or Settings()
    waitress.serve(
        create_app(graph, settings=settings),
        host=host,
        port=port,
        threads=threads,
        ident=None,
        # Above our own limit, so that the refusal is our problem and not waitress's plain text.
        max_request_body_size=16 * settings.max_body,
        clear_untrusted_proxy_headers=True,
    )
