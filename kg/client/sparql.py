"""Rows of a SPARQL answer, read from its TSV while it still comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.client.problems import BrokenAnswerError

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Iri(str):
    """An IRI."""


class Blank(str):
    """The label of a blank node, good within its answer."""


class Literal(NamedTuple):
    """A literal: its characters, its language if it has one, and the IRI of its datatype."""

    value: str
    language: str | None = None
    datatype: str = f"{_XSD}string"

    def __str__(self) -> str:
        return self.value


Term = Iri | Blank | Literal


def rows(lines: Iterator[str]) -> Iterator[dict[str, Term]]:
    """The rows of an answer, each by the names of its variables; what is unbound is left out.

    >>> [row["n"] for row in rows(iter(["?n", "<urn:x>", '"one"@en']))]
    ['urn:x', Literal(value='one', language='en', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString')]

    Raises: BrokenAnswerError where a line is no row.
    """
    head = next(lines, "")
    if head and not all(name.startswith("?") for name in head.split("\t")):
        raise BrokenAnswerError(f"no names of variables: {head[:60]!r}")
    names = [name.removeprefix("?") for name in head.split("\t")]
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(names) and (cells != [""] or names != [""]):
            raise BrokenAnswerError(f"a row of {len(cells)} cells under {len(names)} names")
        yield {name: term(cell) for name, cell in zip(names, cells, strict=False) if cell}


def term(cell: str) -> Term:
    """The term that a cell of TSV stands for: SPARQL's own notation.

    >>> term("1.5"), term("true").datatype
    (Literal(value='1.5', language=None, datatype='http://www.w3.org/2001/XMLSchema#decimal'), 'http://www.w3.org/2001/XMLSchema#boolean')

    Raises: BrokenAnswerError
    """
    if cell.startswith("<<"):
        return Literal(cell, datatype="")
    if cell.startswith("<") and cell.endswith(">"):
        return Iri(_unescaped(cell[1:-1]))
    if cell.startswith("_:"):
        return Blank(cell[2:])
    if found := _LITERAL.fullmatch(cell):
        value, language, datatype = found.groups()
        if language:
            return Literal(
                _unescaped(value), language, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
            )
        return Literal(_unescaped(value), None, datatype or f"{_XSD}string")
    if cell in ("true", "false"):
        return Literal(cell, datatype=f"{_XSD}boolean")
    for pattern, kind in (
        (r"[+-]?\d+", "integer"),
        (r"[+-]?\d*\.\d+", "decimal"),
        (r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d+", "double"),
    ):
        if re.fullmatch(pattern, cell):
            return Literal(cell, datatype=_XSD + kind)
    raise BrokenAnswerError(f"no term: {cell[:60]!r}")


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        said = found[1]
        return chr(int(said[1:], 16)) if len(said) > 1 else _PLAIN.get(said, said)

    return _ESCAPED.sub(character, text) if "\\" in text else text
