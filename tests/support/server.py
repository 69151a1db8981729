"""A server of hand-made readings on a port of its own, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from werkzeug.serving import make_server

from api.app import create_app
from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS


@contextmanager
def running() -> Iterator[str]:
    """The address of the server."""
    with KnowledgeGraph.open() as graph:
        for reading in READINGS:
            graph.add(reading)
        server = make_server("127.0.0.1", 0, create_app(graph), threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
