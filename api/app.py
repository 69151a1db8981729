"""The Flask application over one knowledge graph."""

from __future__ import annotations

from flask import Flask

from api import (
    claims,
    documents,
    entities,
    exports,
    guards,
    health,
    marking,
    openapi,
    pages,
    problems,
    sparql,
)
from api.addresses import IdConverter
from api.parameter_table import declared
from api.settings import Settings
from kg.graph import KnowledgeGraph


def create_app(graph: KnowledgeGraph, *, settings: Settings | None = None) -> Flask:
    """A read-only application that serves `graph`, which stays open and the caller's to close.

    Usable under any WSGI server; `api.serve` runs it under waitress.
    """
    settings = settings or Settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.url_map.converters["id"] = IdConverter
    app.url_map.merge_slashes = False  # ids may hold two slashes in a row
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["marked"] = marking.marked
    app.jinja_env.filters["outside"] = pages.outside
    app.jinja_env.filters["spaced"] = pages.spaced
    app.jinja_env.globals["site"] = settings.title
    app.extensions["kg.graph"] = graph
    app.extensions["kg.parameters"] = declared(settings)
    for room in (sparql, entities, claims, documents, exports, health, openapi, pages):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    guards.register(app)
    return app
