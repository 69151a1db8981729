"""The only place where an IRI is made or taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urlsplit

from kg.errors import InputError

ONTOLOGY = "https://kg.example/ontology#"
PLOVER = "https://kg.example/ontology/plover#"

_CHARACTERS = re.compile(r"#char=(\d+),(\d+)$")  # RFC 5147, as NIF uses it


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the identifiers of one graph under one base IRI.

    >>> iris = Iris("https://kg.example/")
    >>> iris.entity("Vladimir_Putin")
    'https://kg.example/entity/Vladimir_Putin'
    >>> iris.span("d1", 0, 6)
    'https://kg.example/document/d1#char=0,6'
    """

    base: str

    def __post_init__(self) -> None:
        absolute = urlsplit(self.base).scheme and self.base.endswith("/")
        if not absolute or re.search(r'[\s<>"{}|\\^`#]', self.base):
            raise InputError(f"the base IRI {self.base!r} must be absolute and end in “/”, without “#”")

    def entity(self, key: str) -> str:
        return f"{self.base}entity/{_encode(key)}"

    def relation(self, label: str) -> str:
        """The IRI of a relation from its label: words joined by “_”."""
        return f"{self.base}relation/{_encode('_'.join(label.split()))}"

    def document(self, identifier: str) -> str:
        """A document, which is also the named graph that holds all it says."""
        return f"{self.base}document/{_encode(identifier)}"

    def reading(self, document: str) -> str:
        """The activity that read a document."""
        return f"{self.document(document)}#reading"

    def span(self, document: str, start: int, end: int) -> str:
        """A stretch of a document's text: sentence, mention or word."""
        return f"{self.document(document)}#char={start},{end}"

    def claim(self, identifier: str) -> str:
        return f"{self.base}claim/{_encode(identifier)}"

    def part(self, claim: str, name: str, order: int | None = None) -> str:
        """A part of a claim: `subject`, `object`, `place`, `when`, `event`, `holder=0`, `qualifier=0`; or
        its `nanopublication`, and the graphs of that: `head`, `assertion`, `provenance`, `publication`."""
        return f"{self.claim(claim)}#{name}" + ("" if order is None else f"={order}")

    def publisher(self, name: str) -> str:
        return f"{self.base}publisher/{_encode('_'.join(name.split()))}"

    def model(self, digest: str) -> str:
        return f"{self.base}model/{_encode(digest)}"

    def day(self, day: date) -> str:
        return f"{self.base}day/{day.isoformat()}"

    def named(self, room: str, id: str) -> str:
        """The IRI of what is called `id` among the things of one sort: “entity”, “relation”, “publisher”.

        >>> Iris("https://kg.example/").named("relation", "moves_troops")
        'https://kg.example/relation/moves_troops'
        """
        return f"{self.base}{room}/{_encode(id)}"

    def id(self, iri: str) -> str:
        """The readable last part of an IRI made here.

        >>> Iris("https://kg.example/").id("https://kg.example/entity/S%C3%A3o_Paulo")
        'São_Paulo'
        """
        return unquote(iri.partition("#")[0].rpartition("/")[2])


def offsets(iri: str) -> tuple[int, int]:
    """Start and end of the stretch of text that `Iris.span` named.

    >>> offsets("https://kg.example/document/d1#char=10,16")
    (10, 16)
    """
    found = _CHARACTERS.search(iri)
    if found is None:
        raise ValueError(f"no stretch of text: {iri}")
    return int(found[1]), int(found[2])


def _encode(text: str) -> str:
    return quote(text, safe="")
