"""Parts of the graph, held still for whoever writes them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.query import portion_construct, portion_selection
from kg.query.evaluation import N_TRIPLES
from kg.query.graph_view import GraphView
from kg.query.index import Index
from kg.query.portion import Portion
from kg.query.portion_reading import HeldPortion
from kg.query.portion_state import held
from kg.query.sparql_questions import SparqlQuestions

WHOLE = GraphView()


class PortionQuestions(SparqlQuestions):
    """Parts of the graph, held still for whoever writes them out."""

    @contextmanager
    def portion(self, view: GraphView = WHOLE, *, timeout: float | None = None) -> Iterator[Portion]:
        """What a view lets see of the graph as it is now, for as long as the context lasts. Others write and
        read meanwhile; writers wait only while what is wanted of the index is put aside. The triples of a
        CONSTRUCT are those that it found just before.

        Args:
            timeout: seconds for the CONSTRUCT of a view, as for `query`.

        >>> with graph.portion(GraphView(holder="Russia")) as part:
        ...     [(edge.source, edge.label, edge.target, edge.weight) for edge in part.edges()]
        [('Russia', 'moves troops', 'garrison', 2)]
        >>> with graph.portion(GraphView(entity="NATO", affirmed=False)) as part:
        ...     [(edge.label, edge.target) for edge in part.edges()]
        [('sees (denied)', 'sign_of_de-escalation'), ('warns', 'attack_is_imminent')]

        Raises:
            NotFoundError: no such entity, holder, document or relation.
            InputError: a value that there is not, or another query than a CONSTRUCT.
            QueryError: as `query`.
            StoreError: the graph cannot be read.
        """
        if view.construct is None:
            holding = held(
                self._view,
                lambda: portion_selection.conditions(self._view, view),
                portion_selection.make,
                lambda now, asked: portion_selection.put_aside(now.index, view, asked),
            )
        else:
            query = view.construct
            portion_construct.require_construct(portion_construct.form(query))
            holding = held(
                self._view,
                lambda: None,
                lambda index: self._spool(index, query, timeout),
                lambda now, _: portion_construct.put_aside(now.index, now.iris, concepts=view.concepts),
            )
        with holding as now:
            yield HeldPortion(now, view)

    def _spool(self, index: Index, query: str, timeout: float | None) -> None:
        with self.stream(query, graph_type=N_TRIPLES, timeout=timeout) as answer:
            portion_construct.require_construct(answer.head.kind)
            portion_selection.make(index)
            portion_construct.spool(index, answer)
