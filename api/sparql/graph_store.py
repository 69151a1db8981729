"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read and written.

`?default` and `?graph=IRI` name a graph; an address below /graph-store is the IRI of one itself. A POST to
/graph-store makes a new one. Graphs of documents can be read here, and change with their documents alone.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, request

from api import parameters
from api.answers import acceptable
from api.graphs import served
from api.guard import access, audit, bombs
from api.parameters import refused
from api.problems import ProblemError
from api.rest import writing
from api.settings import settings
from api.sparql import form_parts
from kg.jobs import Kind, Order, graph_drop, graph_put
from kg.query.stream import Stream

blueprint = Blueprint("graph_store", __name__)

ROOT = "/graph-store"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
}
_ALIASES = {
    "application/x-turtle": "text/turtle",
    "text/rdf+n3": "text/n3",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/json": "application/ld+json",
    "text/x-nquads": "application/n-quads",
    "text/nquads": "application/n-quads",
    "application/x-trig": "application/trig",
}
_SUFFIXES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "owl": "application/rdf+xml",
    "xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "n3": "text/n3",
}
_MULTIPART = "multipart/form-data"
_DEFAULT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NAMED = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
_KEPT = "/:@!$&'()*+,;=~"  # characters that stand for themselves in a path
_WHOLE = 64 * 1024  # bytes up to which a graph is sent whole, with its length
_GRACE = 5.0  # seconds that a job may wait for its turn, beyond its time


@blueprint.get(ROOT)
@blueprint.get(f"{ROOT}/<id:name>", endpoint="read_direct")
def read(name: str | None = None) -> Response:
    """One graph, in the RDF format that the client would rather have."""
    graph = _named(name)
    if not served().has_graph(graph):
        raise ProblemError("not-found", f"There is no graph <{graph}>.")
    media_type = acceptable((*FORMATS, *_ALIASES))
    etag = sha256(repr((served().version, graph, media_type)).encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = Response(() if request.method == "HEAD" else _triples(graph, media_type))
        text = "; charset=utf-8" if media_type.startswith("text/") else ""
        response.headers["Content-Type"] = media_type + text
    # Weak: the order of the triples may be another one.
    response.set_etag(etag, weak=True)
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    return response


def _triples(graph: str | None, media_type: str) -> bytes | Stream:
    """The graph in an RDF format: whole where it is small, else while it is read."""
    query = _DEFAULT if graph is None else _NAMED.format(graph=ox.NamedNode(graph))
    stream = served().stream(
        query,
        media_type="",
        graph_type=_ALIASES.get(media_type, media_type),
        timeout=settings().max_timeout,
        max_bytes=settings().max_bytes,
        gone=request.environ.get("waitress.client_disconnected", lambda: False),
    )
    try:
        body = stream.begin(_WHOLE)
    except BaseException:
        stream.close()
        raise
    return stream if body is None else body


@blueprint.put(ROOT)
@blueprint.put(f"{ROOT}/<id:name>", endpoint="put_direct")
def put(name: str | None = None) -> Response:
    """Put a graph in place of what is there: 201 where it is new, 204 otherwise."""
    access.require("write")
    return _put(_named(name), replace=True)


@blueprint.post(ROOT)
@blueprint.post(f"{ROOT}/<id:name>", endpoint="post_direct")
def post(name: str | None = None) -> Response:
    """Add to a graph: 201 where it is new, 204 otherwise. Without a name, make a new one."""
    access.require("write")
    if name is None and not _pairs():
        return _put(f"{_address(ROOT)}/{secrets.token_hex(8)}", replace=False, found=True)
    return _put(_named(name), replace=False)


@blueprint.delete(ROOT)
@blueprint.delete(f"{ROOT}/<id:name>", endpoint="delete_direct")
def delete(name: str | None = None) -> Response:
    """Remove a graph; of the default graph, what no document says."""
    access.require("write")
    graph = _named(name)
    if not served().has_graph(graph):
        raise ProblemError("not-found", f"There is no graph <{graph}>.")
    done = _done(graph, graph_drop(graph))
    return done if isinstance(done, Response) else Response(status=204)


def _put(graph: str | None, *, replace: bool, found: bool = False) -> Response:
    data, media_type = _body(graph)
    done = _done(graph, graph_put(graph, data, media_type, replace=replace, base=_base(graph)))
    if isinstance(done, Response):
        return done
    response = Response(status=201 if done == "created" else 204)
    if found and graph is not None:
        response.headers["Location"] = graph
        response.autocorrect_location_header = False
    return response


def _done(graph: str | None, order: Order) -> Response | str:
    """The outcome of a write, or the answer that it is still to come."""
    audit.note(graph=graph or "default")
    seconds = settings().update_timeout
    job = writing.done(Kind.GRAPH, [order], seconds=seconds, wait=seconds + _GRACE)
    if not job.state.over:
        return writing.accepted(job)
    return writing.only(job).outcome or ""


def _body(graph: str | None) -> tuple[bytes, str]:
    """What is sent, and its media type; the parts of a form together."""
    if request.mimetype == _MULTIPART:
        return _parts(graph), "application/n-triples"
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError("unsupported-media-type", "Only UTF-8 is read here.")
    data, media_type = request.get_data(cache=False), _known(request.mimetype)
    bombs.check(data, media_type, settings().max_upload)
    return data, media_type


def _parts(graph: str | None) -> bytes:
    files = form_parts.parts()
    if not files:
        raise ProblemError("bad-request", "There is no file in the form.")
    parts: list[bytes] = []
    for file in files:
        suffix = file.filename.rpartition(".")[2].lower()
        told = "" if file.media_type == "application/octet-stream" else file.media_type
        media_type = _known(told or _SUFFIXES.get(suffix, ""))
        form = FORMATS[media_type]
        bombs.check(file.data, media_type, settings().max_upload)
        try:
            quads = list(ox.parse(file.data, form, base_iri=_base(graph), rename_blank_nodes=True))
        except (SyntaxError, ValueError) as error:
            detail = f"{file.filename or 'A part'} is no {form.name}: {' '.join(str(error).split())}"
            raise ProblemError("bad-request", detail) from error
        if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
            raise ProblemError("bad-request", "The data name graphs, where triples are wanted.")
        parts += (f"{quad.triple} .\n".encode() for quad in quads)
    return b"".join(parts)


def _known(media_type: str) -> str:
    known = _ALIASES.get(media_type, media_type)
    if known not in FORMATS:
        raise ProblemError("unsupported-media-type", f"Graphs come as {', '.join((*FORMATS, _MULTIPART))}.")
    return known


def _named(name: str | None) -> str | None:
    """The IRI of the graph that the request names, None for the default one. Raises a 400 `ProblemError`."""
    pairs = _pairs()
    if name is not None:
        if pairs:
            raise refused(sorted(pairs)[0], "is given, and the address names a graph too")
        return _iri(_address(request.path))
    if len(pairs) != 1 or any(len(values) > 1 for values in pairs.values()):
        raise ProblemError("bad-request", "Name one graph: by ?default, or by ?graph=IRI.")
    if "default" in pairs:
        return None
    return _iri(pairs["graph"][0])


def _pairs() -> dict[str, list[str]]:
    found = parameters.form(request.query_string)
    return {name: found.getlist(name) for name in ("default", "graph") if name in found}


def _iri(text: str) -> str:
    try:
        return ox.NamedNode(text).value
    except ValueError:
        raise refused("graph", f"is not an absolute IRI: {text[:80]!r}") from None


def _address(path: str) -> str:
    """The absolute address of a path on this server, as a client writes it."""
    encoded = quote(request.root_path + path, safe=_KEPT)
    return f"{request.scheme}://{request.host}{encoded}"


def _base(graph: str | None) -> str:
    return graph if graph is not None else request.base_url
