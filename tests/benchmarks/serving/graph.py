"""The graph that all of these benchmarks ask: made once, through the model, and kept in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote

from kg.graph import KnowledgeGraph
from tests.benchmarks.serving.synthetic import readings

_TRIPLES_PER_CLAIM = 74.9  # as `kg.rdf` writes them


@dataclass(frozen=True, slots=True)
class Graph:
    """A store, and the entities in it by how often they are asked for.

    Attributes:
        uniform: ids of entities, each as likely as any other.
        by_degree: ids of entities, as likely as they have claims: hubs come often.
        iris: the IRI of each.
    """

    store: Path
    triples: int
    claims: int
    uniform: tuple[str, ...]
    by_degree: tuple[str, ...]
    iris: dict[str, str]
    hub: str

    def paths(self, template: str, ids: Sequence[str]) -> list[str]:
        """Addresses with each id, or its IRI, in place of `{id}` and `{iri}`; percent-encoded."""
        return [
            template.format(id=quote(one, safe=""), iri=quote(f"<{self.iris[one]}>", safe="")) for one in ids
        ]


def prepared(folder: Path, triples: int, *, asked: int = 5000) -> Graph:
    """The graph of about so many triples in `folder`, made if it is not there; some minutes for a million.

    Args:
        asked: how many entities to draw for either way of asking.
    """
    store, mark = folder / f"store-{triples}", folder / f"store-{triples}.made"
    folder.mkdir(parents=True, exist_ok=True)
    # Opened for writing, so that an index of an older version is made anew.
    with KnowledgeGraph.open(store) as graph:
        if not mark.exists():
            for reading in readings(round(triples / _TRIPLES_PER_CLAIM)):
                graph.add(reading)
            mark.touch()
        entities = list(graph.entities())
        held = graph.stats()
    random = Random(2)
    busiest = max(entities, key=lambda entity: (entity.claims, entity.id))
    return Graph(
        store=store,
        triples=held.triples,
        claims=held.claims,
        uniform=tuple(entity.id for entity in random.choices(entities, k=asked)),
        by_degree=tuple(
            entity.id for entity in random.choices(entities, [entity.claims for entity in entities], k=asked)
        ),
        iris={entity.id: entity.iri for entity in entities},
        hub=busiest.id,
    )
