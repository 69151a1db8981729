"""How kinds of SPARQL servers differ, one kind a file; which one a server is, it says itself."""

from __future__ import annotations

from kg.store.dialects.standard import Standard
from kg.store.dialects.virtuoso import Virtuoso
from kg.store.server import Server

_UNION = "UnionDefaultGraph"


def spoken(server: Server) -> Standard:
    """The dialect of a server, by its name in the HTTP header and its service description.

    Raises:
        StoreError: it does not answer.
    """
    described = server.described()
    if described.headers.get("server", "").startswith("Virtuoso/"):
        return Virtuoso(server)
    union = server.address.union
    if union is None:
        union = described.is_success and _UNION in described.text
    return Standard(server, union=union)
