"""What a client asks in SPARQL: rows as they come, yes or no, a graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import httpx

from kg.client import sparql
from kg.client.problems import BrokenAnswerError
from kg.client.transport import Transport, decoded


class Asking:
    """The part of `Client` that asks in SPARQL."""

    _http: Transport

    def select(self, query: str, *, timeout: float | None = None) -> Iterator[dict[str, sparql.Term]]:
        """The rows of a SELECT query, one by one as they come; what is unbound is left out.

        >>> [str(row["name"]) for row in kg.select("SELECT ?name { ent:NATO rdfs:label ?name }")]
        ['NATO']

        Raises: QueryError; BrokenAnswerError where the server breaks off.
        """
        with self._asked(query, "text/tab-separated-values", timeout) as response:
            if response.headers.get("Content-Type", "").partition(";")[0] != "text/tab-separated-values":
                raise BrokenAnswerError("the answer is no table")
            yield from sparql.rows(_lines(response.iter_text()))

    def ask(self, query: str, *, timeout: float | None = None) -> bool:
        """The answer of an ASK query.

        >>> kg.ask("ASK { ent:NATO ?relation ?other }")
        True
        """
        with self._asked(query, "application/sparql-results+json", timeout) as response:
            response.read()
            return bool(decoded(response)["boolean"])

    def construct(
        self, query: str, *, media_type: str = "application/n-triples", timeout: float | None = None
    ) -> Iterator[bytes]:
        """The graph that a CONSTRUCT or DESCRIBE query makes, in a form of RDF, piece by piece."""
        with self._asked(query, media_type, timeout) as response:
            yield from response.iter_bytes()

    def _asked(
        self, query: str, media_type: str, timeout: float | None
    ) -> AbstractContextManager[httpx.Response]:
        parameters = {} if timeout is None else {"timeout": f"{timeout:g}"}
        return self._http.stream(
            "POST", "/sparql", headers={"Accept": media_type}, data={"query": query, **parameters}
        )


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    """Lines, which end in a line feed alone: a cell may hold other breaks."""
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        for line in whole:
            yield line.removesuffix("\r")
    if rest:
        yield rest
