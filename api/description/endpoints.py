"""What an endpoint takes and gives beside its parameters. `endpoint_table` declares each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

JSON = "application/json"
JSONLD = "application/ld+json"
TURTLE = "text/turtle"
NTRIPLES = "application/n-triples"
RDFXML = "application/rdf+xml"
HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
DESCRIPTIONS = (TURTLE, NTRIPLES, RDFXML)  # how a resource of the graph is described besides JSON

Schema: TypeAlias = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One way an endpoint answers when all goes well.

    `row` is a row type of `kg.query.rows` or a JSON Schema, None where there is no body; `listed` says
    that it comes as a page of them. The JSON of a row can be had as JSON-LD too. `media_types` are those
    besides, or instead where there is no row. `headers` are names of headers worth knowing.
    """

    row: type | Schema | None = None
    listed: bool = False
    status: int = 200
    says: str = "OK"
    media_types: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent to an endpoint: one media type, its schema, and an example of it."""

    media_type: str
    schema: Schema = field(default_factory=lambda: TEXT)
    example: Any = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation: a route with a method. `scope` is that of the token it needs: a “read” one only
    where the server asks tokens of readers, None never. `problems` are the kinds, of `api.problems`, that
    are its own. `example` is an address to try. `form` says that a form takes the parameters as well."""

    answers: tuple[Answer, ...]
    bodies: tuple[Body, ...] = ()
    body_required: bool = True
    scope: str | None = "read"
    problems: tuple[str, ...] = ()
    example: str | None = None
    form: bool = False


def one(row: type, example: str, *, described: bool = False) -> Endpoint:
    """The endpoint of one thing; `described`: the graph describes it in RDF too."""
    return Endpoint(
        (Answer(row, media_types=DESCRIPTIONS if described else ()),),
        problems=("not-found",),
        example=example,
    )


def many(row: type | Schema, example: str) -> Endpoint:
    """The endpoint of a list of things, page by page."""
    return Endpoint((Answer(row, listed=True),), example=example)
