"""The graph that the application serves, as the views see it."""

from __future__ import annotations

from typing import cast

from flask import current_app

from kg.graph import KnowledgeGraph


def served() -> KnowledgeGraph:
    """The graph of the current application."""
    return cast(KnowledgeGraph, current_app.extensions["kg.graph"])
