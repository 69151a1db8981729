"""JSON-LD 1.1 with its context in it: one object per graph, in it one per subject, each on a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import orjson
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import InputError
from kg.export.jsonld_names import Coercion, Names, context
from kg.export.source import Source
from kg.export.target import opened
from kg.rdf import vocabulary as v

Object: TypeAlias = NamedNode | BlankNode | Literal | Triple

_BOOLEAN, _INTEGER, _STRING = (v.term(f"xsd:{name}") for name in ("boolean", "integer", "string"))
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what is the same number in every reader of JSON


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes all statements, in UTF-8.

    Raises:
        InputError: a triple term of RDF 1.2 is among them, for which JSON-LD has no form.
        OSError: `target` cannot be written.
    """
    prefixes = v.prefixes(source.portion.base)
    names, quads = Names(prefixes), source.counted(source.portion.quads())
    with opened(target) as stream:
        stream.write(b'{"@context": %b,\n"@graph": [' % orjson.dumps(context(prefixes)))
        before = b"\n"
        for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
            if isinstance(graph, DefaultGraph):
                head, foot, inner = b"", b"", names
            else:
                opening, inner = _opening(names, graph, [])
                head, foot = orjson.dumps({**opening, "@graph": []})[:-2] + b"\n", b"\n]}"
            for line in _lines(inside, inner):
                stream.write(before + head + line)
                before, head = b",\n", b""
            stream.write(foot)
        stream.write(b"\n]}\n")


def _lines(quads: Iterable[Quad], names: Names) -> Iterator[bytes]:
    for subject, said in groupby(quads, key=lambda quad: quad.subject):
        yield orjson.dumps(_node(subject, [(quad.predicate, quad.object) for quad in said], names))


def _node(
    subject: NamedNode | BlankNode, said: list[tuple[NamedNode, Object]], names: Names
) -> dict[str, Any]:
    node, names = _opening(names, subject, [term for pair in said for term in pair])
    values: dict[str, list[Any]] = {"@type": []}  # first, as readers of streams like it
    for predicate, term in said:
        if predicate == v.TYPE and isinstance(term, NamedNode | BlankNode):
            values["@type"].append(_called(term, "@vocab", names))
        else:
            value = _value(term, names.coercion(predicate.value), names)
            values.setdefault(names.term(predicate.value), []).append(value)
    return node | {name: found if found[1:] else found[0] for name, found in values.items() if found}


def _opening(
    names: Names, subject: NamedNode | BlankNode, terms: list[Object]
) -> tuple[dict[str, Any], Names]:
    """What the object of a subject begins with, and the names that its IRIs are called by."""
    iris = [term.value for term in (subject, *terms) if isinstance(term, NamedNode)]
    iris += [term.datatype.value for term in terms if isinstance(term, Literal)]
    lost = names.mistaken(iris)
    if lost:
        names = names.without(lost)
        return {"@context": dict.fromkeys(lost), "@id": _called(subject, "@id", names)}, names
    return {"@id": _called(subject, "@id", names)}, names


def _value(term: Object, coercion: Coercion | None, names: Names) -> Any:
    if isinstance(term, Literal):
        return _literal(term, coercion, names)
    if isinstance(term, Triple):
        raise InputError(f"JSON-LD has no form for triple terms, as {term}: export rdf12 or nquads")
    if coercion in ("@id", "@vocab"):
        return _called(term, coercion, names)
    return {"@id": _called(term, "@id", names)}


def _literal(literal: Literal, coercion: Coercion | None, names: Names) -> Any:
    text, datatype = literal.value, literal.datatype
    if literal.language is not None:
        direction = literal.direction
        value = {"@value": text, "@language": literal.language}
        return value if direction is None else value | {"@direction": direction.value}
    if coercion is None:
        if datatype == _STRING:
            return text
        if datatype == _BOOLEAN and text in ("true", "false"):
            return text == "true"
        if datatype == _INTEGER and _WHOLE.fullmatch(text):
            return int(text)
    elif coercion[0] != "@" and datatype == v.term(coercion):
        return text
    return {"@value": text} if datatype == _STRING else {"@value": text, "@type": names.node(datatype.value)}


def _called(term: NamedNode | BlankNode, coercion: Coercion, names: Names) -> str:
    if isinstance(term, BlankNode):
        return str(term)
    return names.term(term.value) if coercion == "@vocab" else names.node(term.value)
