"""The Flask application over one knowledge graph."""

from __future__ import annotations

from flask import Flask

from api import problems
from api.addresses import IdConverter
from api.description import openapi, reference
from api.description.parameter_table import declared
from api.framework import App
from api.guard import access, audit, callers, compression, headers, health, limits, metrics, observation
from api.html import marking, pages
from api.negotiation import Suffixes
from api.rest import claims, documents, entities, exports, jobs, paths, relations, resources, writing
from api.settings import Settings
from api.sparql import graph_store, kept_answers, protocol, short_way, void
from kg.graph import KnowledgeGraph

_ROOMS = (
    protocol, void, graph_store,
    entities, relations, paths, claims, documents, jobs, exports,
    resources, openapi, reference, health, metrics, pages,
)  # fmt: skip


def create_app(graph: KnowledgeGraph, *, settings: Settings | None = None) -> Flask:
    """An application that serves `graph`, which stays open and the caller's to close.

    Usable under any WSGI server; `api.serving.serve` runs it under waitress.
    """
    settings = settings or Settings()
    app = App(__name__)
    # Who may write may send more: see `limits`.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["file"] = exports.SuffixConverter
    app.url_map.merge_slashes = False  # ids may hold two slashes in a row
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["marked"] = marking.marked
    app.jinja_env.filters["outside"] = pages.outside
    app.jinja_env.filters["spaced"] = pages.spaced
    app.jinja_env.globals["site"] = settings.title
    app.extensions["kg.graph"] = graph
    app.extensions["kg.settings"] = settings
    app.extensions["kg.parameters"] = declared(settings)
    for room in _ROOMS:
        app.register_blueprint(room.blueprint)
    problems.register(app)
    compression.register(app)
    kept_answers.register(app, settings)
    short_way.register(app, graph, settings)
    callers.register(app, graph, settings)
    observation.register(app, settings)
    limits.register(app, settings)
    exports.register(app, settings)
    writing.register(app, graph, settings)
    access.register(app, settings)
    audit.register(app, graph, settings)
    headers.register(app, settings)
    app.wsgi_app = Suffixes(app)  # type: ignore[method-assign, assignment]
    return app
