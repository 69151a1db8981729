"""The text of Turtle and TriG: prefixes in their order, then the statements as they come.

Oxigraph's own serializer declares the prefixes in another order each time, and escapes the dot that a name
may end with, `ent:Acme_Inc\\.`, which rdflib does not read. Here an IRI has a prefix only where what follows
needs no escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.rdf import vocabulary as v

Object: TypeAlias = NamedNode | BlankNode | Literal | Triple

_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})*(?<!\.)")
# Literals that are written without quotation marks and datatype.
_BARE = {
    v.term("xsd:boolean"): re.compile("true|false"),
    v.term("xsd:integer"): re.compile("-?[0-9]+"),
    v.term("xsd:decimal"): re.compile(r"-?[0-9]+\.[0-9]+"),
}
_STRING = v.term("xsd:string")
_REMEMBERED = 50_000  # IRIs


def write(quads: Iterable[Quad], stream: BinaryIO, prefixes: dict[str, str]) -> None:
    """Writes TriG, or Turtle where all quads are of the default graph, in UTF-8. Raises `OSError`.

    Args:
        quads: those of one graph side by side, in it those of one subject, in these those of one predicate.
    """
    for prefix, iri in sorted(prefixes.items()):
        stream.write(f"@prefix {prefix}: <{iri}> .\n".encode())
    for line in _Text(prefixes).blocks(quads):
        stream.write(line.encode())


class _Text:
    """Terms and statements in the scope of some prefixes."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        spaces = sorted(self._prefixes, key=len, reverse=True)
        self._space = re.compile("|".join(map(re.escape, spaces)))
        self._iri = lru_cache(_REMEMBERED)(self._called)

    def blocks(self, quads: Iterable[Quad]) -> Iterator[str]:
        """The statements, in lines or some lines at a time."""
        for graph, inside in groupby(quads, key=attrgetter("graph_name")):
            if isinstance(graph, DefaultGraph):
                yield from self._subjects(inside, "")
            else:
                yield f"{self._term(graph)} {{\n"
                yield from self._subjects(inside, "\t")
                yield "}\n"

    def _subjects(self, quads: Iterable[Quad], indent: str) -> Iterator[str]:
        between = f" ;\n{indent}\t"
        for subject, said in groupby(quads, key=attrgetter("subject")):
            parts: list[str] = []
            for predicate, same in groupby(said, key=attrgetter("predicate")):
                objects = ", ".join([self._term(quad.object) for quad in same])
                if predicate == v.TYPE:
                    parts.insert(0, f"a {objects}")
                else:
                    parts.append(f"{self._iri(predicate.value)} {objects}")
            yield f"{indent}{self._term(subject)} {between.join(parts)} .\n"

    def _term(self, term: Object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, Triple):
            return f"<<( {' '.join(self._term(part) for part in term)} )>>"
        return str(term)

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype
        if datatype == _STRING or literal.language is not None:
            return str(literal)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(literal.value):
            return literal.value
        return f"{Literal(literal.value)}^^{self._iri(datatype.value)}"

    def _called(self, iri: str) -> str:
        found = self._space.match(iri)
        if found is None or not _LOCAL.fullmatch(iri, found.end()):
            return f"<{iri}>"
        return f"{self._prefixes[found[0]]}:{iri[found.end() :]}"
