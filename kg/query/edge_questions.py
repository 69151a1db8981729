"""Questions about relations and edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.query import edges, neighbours, paths, relations
from kg.query.adjacency import Choice
from kg.query.asking import Asking
from kg.query.rows import (
    EdgeRow,
    Neighbourhood,
    Page,
    Paths,
    RelationDetail,
    RelationRow,
)


class EdgeQuestions(Asking):
    """Questions about relations and edges: the vocabulary, what lies around an entity, what connects two."""

    def vocabulary(
        self,
        text: str | None = None,
        *,
        sort: str = "-claims",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[RelationRow]:
        """The relations, or those with a word that begins like `text`, with how many claims and plain
        edges each has.

        Args:
            sort: “-claims”, “-edges” (the most first), or “label”.

        >>> [(row.label, row.claims, row.edges) for row in graph.vocabulary("moves").rows]
        [('moves troops', 2, 1)]

        Raises: InputError where there is no such order, or for a cursor of another list.
        """
        return self._read(relations.listed, text, sort, limit, cursor)

    def relation(self, id: str) -> RelationDetail:
        """One relation, by id or label. Raises NotFoundError.

        >>> [claim.id for claim in graph.relation("moves troops").examples]
        ['c1', 'c7']
        """
        return self._read(relations.one, id)

    def neighbours(
        self,
        entity: str,
        *,
        depth: int = 1,
        limit: int = 100,
        relation: str | None = None,
        min_weight: int = 1,
    ) -> Neighbourhood:
        """What lies within `depth` plain edges of an entity, nearest and best connected first, and
        the edges among it. Of an entity with more than a thousand neighbours the thousand with the most
        claims are looked at.

        Args:
            depth: up to 3.
            limit: how many entities, this one among them.
            relation: only edges of this relation, by label or id, or of one narrower.
            min_weight: only edges that so many claims affirm.

        >>> [row.label for row in graph.neighbours("Russia").nodes]
        ['Russia', 'Moscow', 'garrisons']
        >>> [row.label for row in graph.neighbours("Russia", min_weight=2).nodes]
        ['Russia', 'garrisons']

        Raises: NotFoundError; InputError for a number out of its range.
        """
        wanted = neighbours.Wanted(depth, limit, relation, min_weight)
        return self._read(neighbours.around, entity, wanted)

    def paths(
        self,
        source: str,
        target: str,
        *,
        k: int = 5,
        max_length: int = 4,
        directed: bool = False,
        min_weight: int = 1,
        without: Sequence[str] = (),
        concepts: bool = True,
    ) -> Paths:
        """The `k` shortest paths from one entity to another over plain edges, with the claims and the
        sentence behind each step. Of equal length, those that most claims affirm come first.

        Args:
            k: up to 20.
            max_length: the most steps, up to 6.
            directed: whether to go along the edges only, from subject to object.
            min_weight: how many claims must affirm an edge.
            without: labels or ids of relations to leave out.
            concepts: whether entities of the type CONCEPT may lie between the two.

        >>> path = graph.paths("Moscow", "garrison").paths[0]
        >>> [node.label for node in path.nodes]
        ['Moscow', 'Russia', 'garrisons']
        >>> [(edge.relation, edge.forward, edge.weight) for edge in path.steps[0].edges]
        [('has capital', False, 1)]

        Raises: NotFoundError; InputError for a number out of its range, or one entity given twice;
        StoreError where the graph has too many edges.
        """
        iris = self._view.iris
        choice = Choice(min_weight, frozenset(iris.id(iris.relation(name)) for name in without))
        wanted = paths.Wanted(k, max_length, directed, choice, concepts)
        self._arrays.prepare(self._view, choice, directed=directed)
        return self._read(
            lambda view: paths.between(view, self._arrays.of(view), source, target, wanted),
        )

    def edges(self) -> Iterator[EdgeRow]:
        """All plain edges, sorted, each with the claims that affirm it.

        >>> edge = next(edge for edge in graph.edges() if edge.source == "Russia")
        >>> edge.relation, edge.target, edge.weight
        ('has capital', 'Moscow', 1)
        """
        return iter(self._read(edges.every))
