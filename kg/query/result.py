"""A query's whole answer, as rows of terms or in any of the standard formats."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from kg.errors import QueryError
from kg.query.evaluation import Answer
from kg.query.query_text import Kind

# rdflib’s terms; plain strings for what was asked for as CSV, which does not tell terms apart.
Term: TypeAlias = URIRef | BNode | Literal | str


@dataclass(frozen=True)
class QueryResult:
    """The answer to a SPARQL query. A CONSTRUCT's rows are its triples; an ASK has `boolean` and no rows."""

    answer: Answer

    @property
    def kind(self) -> Kind:
        """“select”, “ask”, or “construct” (DESCRIBE too)."""
        return self.answer.kind

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of a SELECT, without their question marks."""
        return self.answer.variables

    @property
    def media_type(self) -> str:
        """The form in which the answer was made; `serialize` in it costs nothing."""
        return self.answer.media_type

    @cached_property
    def boolean(self) -> bool | None:
        """The answer to an ASK, None for other queries."""
        if self.kind != "ask":
            return None
        if self.media_type == "text/csv":
            return self.answer.body.strip() == b"true"
        found = self._parsed()
        return bool(found)

    @cached_property
    def rows(self) -> tuple[tuple[Term | None, ...], ...]:
        """A tuple per solution, in the order of `variables`, None where one is unbound; or the triples."""
        if self.kind == "construct":
            triples = ox.parse(self.answer.body, _graph_format(self.media_type))
            return tuple(tuple(_term(part) for part in quad.triple) for quad in triples)
        if self.kind == "ask":
            return ()
        if self.media_type == "text/csv":
            lines = csv.reader(io.StringIO(self.answer.body.decode(), newline=""))
            return tuple(tuple(cell or None for cell in line) for line in list(lines)[1:])
        found = self._parsed()
        assert isinstance(found, ox.QuerySolutions)
        return tuple(tuple(_term(part) for part in row) for row in found)

    def serialize(self, media_type: str | None = None) -> bytes:
        """The answer in a media type, in the one it was made in for None.

        Raises:
            QueryError: the answer has no such form.
        """
        if media_type is None or media_type == self.media_type:
            return self.answer.body
        if self.kind == "construct":
            triples = ox.parse(self.answer.body, _graph_format(self.media_type))
            made = ox.serialize((quad.triple for quad in triples), format=_graph_format(media_type))
        else:
            made = self._parsed().serialize(format=_table_format(media_type))
        assert made is not None
        return made

    def _parsed(self) -> ox.QuerySolutions | ox.QueryBoolean:
        if self.media_type == "text/csv":
            raise QueryError("an answer made as CSV cannot be given in another form")
        return ox.parse_query_results(self.answer.body, _table_format(self.media_type))


def _table_format(media_type: str) -> ox.QueryResultsFormat:
    found = ox.QueryResultsFormat.from_media_type(media_type)
    if found is None:
        raise QueryError(f"a table of results cannot be given as {media_type}")
    return found


def _graph_format(media_type: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(media_type)
    if found is None:
        raise QueryError(f"a graph cannot be given as {media_type}")
    return found


def _term(term: object) -> Term | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            if term.language:
                return Literal(term.value, lang=term.language)
            plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
            return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
    return str(term)  # a triple term, which rdflib cannot hold
