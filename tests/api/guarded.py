"""An application over a store on disk, with its tokens, as the tests of its guards need it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter
from werkzeug.test import TestResponse

from api.app import create_app
from api.guard import access, audit
from api.settings import Settings
from kg.graph import KnowledgeGraph
from kg.tokens import Scope, Tokens
from tests.api.readings import READINGS


class Client(FlaskClient):
    """One that reads and closes each answer, as a server does."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **options})


@dataclass
class Guarded:
    """The application, and the secret of a token of each scope in `secrets`."""

    app: Flask
    folder: Path
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def bearing(self, scope: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secrets[scope]}"}


@contextmanager
def guarded(settings: Settings | None = None, *, tokens: bool = True) -> Iterator[Guarded]:
    """Over the readings; besides its own views it has /try/write and /try/admin, which read their body."""
    folder = Path(mkdtemp(prefix="kg-guarded-")) / "store"
    try:
        with KnowledgeGraph.open(folder) as graph:
            for reading in READINGS:
                graph.add(reading)
            app = create_app(graph, settings=settings)
            app.test_client_class = Client
            made = Guarded(app, folder)
            if tokens:
                made.secrets = {scope.value: Tokens(folder).create(scope.value, scope) for scope in Scope}
            _add_views(app)
            yield made
    finally:
        shutil.rmtree(folder.parent)


def addresses(app: Flask) -> list[tuple[str, frozenset[str]]]:
    """An address under each rule, of something that is not there, and the methods it answers."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        values = {
            name: sorted(converter.items)[0] if isinstance(converter, AnyConverter) else "nothing"
            for name, converter in rule._converters.items()
        }
        found.append((adapter.build(rule.endpoint, values), frozenset(rule.methods or ())))
    return found


def _add_views(app: Flask) -> None:
    def write() -> str:
        access.require("write")
        request.get_data()
        audit.note(documents=["d1"])
        return "written"

    def admin() -> str:
        access.require("admin")
        return "administered"

    app.add_url_rule("/try/write", "try.write", write, methods=["POST", "PUT", "DELETE"])
    app.add_url_rule("/try/admin", "try.admin", admin, methods=["POST"])
