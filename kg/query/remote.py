"""Opens a graph on another server."""

from __future__ import annotations

from kg.errors import StoreError
from kg.location import Location
from kg.query.remote_view import RemoteView
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.store.remote_store import RemoteStore

_DOCUMENTS = "document/"


def view(location: Location, base: str | None, default_base: str, *, read_only: bool) -> RemoteView:
    """The graph on a server, of the base that its documents have.

    Args:
        base: the base IRI to take whatever is there; None takes that of the documents.
        default_base: the one to take where there are no documents, or those of several bases.

    Raises:
        StoreError: the server cannot be reached, or has documents of several other bases.
    """
    assert location.server is not None
    store = RemoteStore(location.server, read_only=read_only)
    try:
        return RemoteView(location, store, Iris(base or _base(store, default_base)))
    except BaseException:
        store.close()
        raise


def _base(store: RemoteStore, default: str) -> str:
    graphs = store.values(v.DIGEST)
    bases = sorted({graph.rpartition(_DOCUMENTS)[0] for graph in graphs if _DOCUMENTS in graph})
    if not bases or default in bases:
        return default
    if len(bases) > 1:
        raise StoreError(f"the server has graphs of several bases, {', '.join(bases)}: name one with KG_BASE")
    return bases[0]
