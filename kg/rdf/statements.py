"""Collects the quads of one document's graph: each once, in a fixed order."""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Document, Span
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris

_BOOLEAN = v.term("xsd:boolean")
_DATE = v.term("xsd:date")
_DECIMAL = v.term("xsd:decimal")
_INTEGER = v.term("xsd:integer")
_STRETCH = (
    v.term("nif:beginIndex"),
    v.term("nif:endIndex"),
    v.term("nif:anchorOf"),
    v.term("nif:referenceContext"),
)


class Statements:
    """What is said in one document's named graph.

    Literals are written in the canonical form in which Oxigraph keeps them, so that a graph read back
    is the graph written.
    """

    def __init__(self, document: Document, iris: Iris) -> None:
        self.document = document
        self.iris = iris
        self.graph = NamedNode(iris.document(document.id))
        self._quads: dict[Quad, None] = {}

    def say(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Adds a statement."""
        self._quads[Quad(subject, predicate, value, self.graph)] = None

    def text(self, subject: NamedNode, predicate: NamedNode, value: str) -> None:
        """Adds a string, kept to the letter."""
        self.say(subject, predicate, Literal(value))

    def flag(self, subject: NamedNode, predicate: NamedNode, value: bool) -> None:
        """Adds true or false."""
        self.say(subject, predicate, Literal("true" if value else "false", datatype=_BOOLEAN))

    def count(self, subject: NamedNode, predicate: NamedNode, value: int) -> None:
        """Adds a whole number."""
        self.say(subject, predicate, Literal(str(value), datatype=_INTEGER))

    def share(self, subject: NamedNode, predicate: NamedNode, value: float) -> None:
        """Adds a number between 0 and 1, to four places."""
        digits = f"{value:.4f}".rstrip("0").rstrip(".")
        self.say(subject, predicate, Literal(digits, datatype=_DECIMAL))

    def day(self, subject: NamedNode, predicate: NamedNode, value: date) -> None:
        """Adds a date."""
        self.say(subject, predicate, Literal(value.isoformat(), datatype=_DATE))

    def stretch(self, span: Span, kind: NamedNode) -> NamedNode:
        """Adds a stretch of the document's text as a NIF string of a kind; returns its node."""
        node = NamedNode(self.iris.span(self.document.id, span.start, span.end))
        begin, end, words, context = _STRETCH
        self.say(node, v.TYPE, kind)
        self.count(node, begin, span.start)
        self.count(node, end, span.end)
        self.text(node, words, self.document.text[span.start : span.end])
        self.say(node, context, self.graph)
        return node

    def quads(self) -> list[Quad]:
        """All statements, sorted by their N-Quads form."""
        return sorted(self._quads, key=str)
