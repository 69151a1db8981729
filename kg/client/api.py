"""The client itself: a method for each thing that can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast
from urllib.parse import quote

import httpx

from kg.client.answers import (
    Claim,
    Document,
    Entity,
    Group,
    Mention,
    Overview,
    Relation,
    RelationDetail,
)
from kg.client.documents import Writing
from kg.client.queries import Asking
from kg.client.surroundings import Neighbourhood, Paths
from kg.client.transport import Transport, Value
from kg.export.target import opened
from kg.model import Certainty, EntityType, Polarity, Temporality


class Client(Asking, Writing):
    """One server of `kg serve`. Threads may share a client.

    >>> with Client(server) as kg:
    ...     kg.stats()["documents"]
    3

    Every method raises `ApiError`, or the kind of it that `kg.client.problems` names, where the server tells
    of a problem, and `httpx.TransportError` where it cannot be reached.
    """

    def __init__(
        self,
        base: str = "http://127.0.0.1:8000",
        *,
        token: str | None = None,
        timeout: float = 60.0,
        retries: int = 3,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Asks nothing yet.

        Args:
            base: the address of the server's front page.
            token: one of `kg token`, for what needs it.
            timeout: seconds of silence after which a request is given up.
            retries: how often a request is sent again when the server is too busy for it (after as long as it
                asks for), or, if it only reads, when it got no answer.
            transport: how requests go out; `httpx.WSGITransport(app)` needs no server.
        """
        self._http = Transport(base, token=token, timeout=timeout, retries=retries, transport=transport)

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, q: str, *, type: EntityType | None = None, limit: int = 20, **more: Value) -> list[Entity]:
        """Entities that have a name like `q`, the best match first.

        >>> [entity["label"] for entity in kg.find("stolten")]
        ['Jens Stoltenberg']
        """
        answer = self._http.json("/v1/entities", q=q, type=type, limit=limit, **more)
        return cast(list[Entity], answer["items"])

    def top(self, limit: int = 20) -> list[Entity]:
        """The best connected entities."""
        return cast(list[Entity], self._http.json("/v1/entities", limit=limit)["items"])

    def entity(self, id: str) -> Entity:
        """One entity.

        >>> kg.entity("NATO")["type"]
        'Organization'
        """
        return cast(Entity, self._http.json(_path("entities", id)))

    def relations(
        self,
        entity: str,
        *,
        direction: str = "both",
        relation: str | None = None,
        holder: str | None = None,
        polarity: Polarity | None = None,
        certainty: Certainty | None = None,
        temporality: Temporality | None = None,
        page: int = 100,
        **more: Value,
    ) -> Iterator[Claim]:
        """All claims about an entity, fetched `page` at a time as they are wanted.

        >>> claim = next(kg.relations("Russia", direction="out", holder="Russia"))
        >>> claim["relation"], claim["certainty"]
        ('moves troops', 'probable')
        """
        return self._all(
            _path("entities", entity, "relations"),
            page,
            direction=direction,
            relation=relation,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            **more,
        )

    def groups(self, entity: str, *, page: int = 100, **more: Value) -> Iterator[Group]:
        """The claims about an entity, those of one relation to one other entity together; `more` are the
        parameters of `relations`.

        >>> sorted(group["relation"] for group in kg.groups("NATO", direction="out"))
        ['meets in', 'sees', 'warns']
        """
        return self._all(_path("entities", entity, "relations"), page, group="edge", **more)

    def held(self, entity: str, *, page: int = 100) -> Iterator[Claim]:
        """All claims that an entity holds."""
        return self._all(_path("entities", entity, "held"), page)

    def neighbours(self, entity: str, *, depth: int = 1, limit: int = 100, **more: Value) -> Neighbourhood:
        """What lies around an entity.

        >>> sorted(node["label"] for node in kg.neighbours("NATO")["nodes"])
        ['NATO', 'attack imminent', 'Київ 😀']
        """
        path = _path("entities", entity, "neighbours")
        return cast(Neighbourhood, self._http.json(path, depth=depth, limit=limit, **more))

    def paths(self, source: str, target: str, *, k: int = 5, max_length: int = 4, **more: Value) -> Paths:
        """The shortest paths between two entities, each step with its evidence.

        >>> [path["length"] for path in kg.paths("Russia", "NATO")["paths"]]
        []
        """
        ends: dict[str, Value] = {"from": source, "to": target}
        return cast(Paths, self._http.json("/v1/paths", k=k, max_length=max_length, **ends, **more))

    def claims(self, *, document: str | None = None, page: int = 100, **more: Value) -> Iterator[Claim]:
        """All claims, or those of a document, in the order of reading.

        >>> [claim["relation"] for claim in kg.claims(document="denial-1", page=1)]
        ['sees', 'meets in']
        """
        return self._all("/v1/claims", page, document=document, **more)

    def claim(self, id: str) -> Claim:
        """One claim.

        >>> kg.claim("c-unseen")["polarity"]
        'negative'
        """
        return cast(Claim, self._http.json(_path("claims", id)))

    def documents(self, *, page: int = 100) -> Iterator[Document]:
        """All documents."""
        return self._all("/v1/documents", page)

    def document(self, id: str) -> Document:
        """One document.

        >>> kg.document("unheard-of")
        Traceback (most recent call last):
        kg.client.problems.NotFoundError: 404 Not found: no document “unheard-of” in the graph
        """
        return cast(Document, self._http.json(_path("documents", id)))

    def text(self, document: str, *, start: int = 0, end: int | None = None) -> str:
        """The text of a document, or the stretch [start, end) of it in code points.

        >>> kg.text("wire-1", end=6)
        'Russia'
        """
        path = _path("documents", document, "text")
        parameters: dict[str, Value] = {"start": start, "end": end}
        response = self._http.request("GET", path, parameters=parameters, headers={"Accept": "text/plain"})
        return response.content.decode()

    def mentions(self, document: str, *, page: int = 500, **more: Value) -> Iterator[Mention]:
        """Where a document names or refers to entities, in the order of its text.

        >>> next(kg.mentions("wire-1"))["label"]
        'Russia'
        """
        return self._all(_path("documents", document, "mentions"), page, **more)

    def vocabulary(self, q: str | None = None, *, page: int = 100, **more: Value) -> Iterator[Relation]:
        """The relations of the graph, those of most claims first; all, or those that `q` finds.

        >>> [relation["label"] for relation in kg.vocabulary("mee")]
        ['meets in']
        """
        return self._all("/v1/relations", page, q=q, **more)

    def relation(self, id: str) -> RelationDetail:
        """One relation.

        >>> kg.relation("meets_in")["claims"]
        1
        """
        return cast(RelationDetail, self._http.json(_path("relations", id)))

    def stats(self) -> Overview:
        """Counts over the whole graph."""
        return cast(Overview, self._http.json("/v1/stats"))

    def description(self, kind: str, id: str, *, media_type: str = "text/turtle") -> bytes:
        """What the graph says of a thing, in RDF; `kind` is “entities”, “claims” or “documents”.

        >>> b"Jens Stoltenberg" in kg.description("entities", "Jens_Stoltenberg")
        True
        """
        return self._http.request("GET", _path(kind, id), headers={"Accept": media_type}).content

    def export(self, suffix: str, target: Path | BinaryIO, **view: Value) -> None:
        """Writes the graph, or a part of it, to a file, which appears when it is whole, or to a stream.

        Args:
            suffix: says the format: gexf, graphml, zip (CSV tables), neo4j.zip, cyjs, ttl, nq, trig, jsonld,
                rdf12.trig or nanopub.trig.
            view: the parameters of `/v1/export`: which part, and what is to be in it.

        >>> from io import BytesIO
        >>> kg.export("nq", target := BytesIO(), entity="NATO")
        >>> b"/entity/NATO>" in target.getvalue()
        True
        """
        asked = {name: value for name, value in view.items() if value is not None}
        path, headers = f"/v1/export/graph.{suffix}", {"Accept": "*/*"}
        with (
            opened(target) as file,
            self._http.stream("GET", path, headers=headers, params=asked) as response,
        ):
            file.writelines(response.iter_bytes())

    def _all(self, path: str, page: int, **parameters: Value) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            answer = self._http.json(path, limit=page, cursor=cursor, **parameters)
            yield from answer["items"]
            cursor = answer["next"]
            if cursor is None:
                return


def _path(*parts: str) -> str:
    """The address of a thing under /v1; an id may hold any character."""
    first, id, *rest = parts
    return "/".join(["/v1", first, quote(id, safe=""), *rest])
