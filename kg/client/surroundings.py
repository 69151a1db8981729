"""What lies around an entity and between two of them, as types: as `kg.client.answers` has the rest."""

from __future__ import annotations

from typing import TypedDict

from kg.client.answers import Entity, Node


class Edge(TypedDict):
    """A plain edge, and the claims that affirm it."""

    source: str
    relation: str
    relation_id: str
    target: str
    weight: int
    claims: list[str]
    holders: list[str]
    documents: list[str]
    source_url: str
    target_url: str


class Neighbourhood(TypedDict):
    """What lies around an entity."""

    centre: str
    depth: int
    nodes: list[Entity]
    edges: list[Edge]
    truncated: bool


class Link(TypedDict):
    """A plain edge between two neighbours on a path."""

    relation: str
    relation_id: str
    forward: bool
    weight: int
    claims: list[str]
    sentence: str
    document: str


class Step(TypedDict):
    """One step of a path, and the edges it rests on."""

    source: str
    target: str
    weight: int
    edges: list[Link]


class Path(TypedDict):
    """A path between two entities."""

    length: int
    weight: int
    nodes: list[Node]
    steps: list[Step]


class Paths(TypedDict):
    """Paths between two entities, the shortest first."""

    source: str
    target: str
    paths: list[Path]
    truncated: bool
