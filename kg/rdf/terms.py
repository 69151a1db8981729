"""Terms of the graph by their characters."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode


def value(term: object) -> str:
    """The IRI of a node or the characters of a literal.

    >>> value(Literal("Kyiv"))
    'Kyiv'

    Raises:
        ValueError: for a blank node or a triple term, of which the graph has none.
    """
    if isinstance(term, NamedNode | Literal):
        return term.value
    raise ValueError(f"neither an IRI nor a literal: {term}")
