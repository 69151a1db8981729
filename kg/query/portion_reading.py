"""A portion as it is read from the tables that `kg.query.portion_selection` has filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import Any, TypeVar

import pyoxigraph

from kg.errors import StoreError
from kg.query import portion_claims, portion_construct, portion_statements
from kg.query.graph_view import GraphView
from kg.query.portion import GraphEdge, GraphNode, Interval
from kg.query.portion_state import Held
from kg.query.rows import ClaimRow

Item = TypeVar("Item")
Row = tuple[Any, ...]

_BATCH = 1000  # rows fetched at a time
_NODES = """
SELECT id, iri, label, type, claims, documents, degree, first, last FROM temp.node ORDER BY id
"""
_NAMING = "SELECT id, kind, value FROM temp.naming ORDER BY id, kind, value"
_LINKS = """
SELECT l.source, l.kind, l.target, l.relation, r.label, l.claims, l.first, l.last
FROM temp.link l CROSS JOIN temp.relation r ON r.id = l.relation ORDER BY l.source, l.kind, l.target
"""
_TOLD = """
SELECT polarity, affirmed, certainty, confidence, date, until, id, document,
  document || '#char=' || sentence_start || ',' || sentence_end, holder
FROM temp.told ORDER BY source, kind, target, place
"""
_COUNTS = "SELECT (SELECT count(*) FROM temp.node), (SELECT count(*) FROM temp.link)"
_ENDS = "SELECT source, target, max(claims, 1) FROM temp.link ORDER BY source, kind, target"
_SURER = {"underspecified": 0, "possible": 1, "probable": 2, "certain": 3}


class HeldPortion:
    """The `Portion` of a view. Lists that are being read end with an error when the portion is let go of."""

    def __init__(self, held: Held, view: GraphView) -> None:
        self.view = view
        self.base = held.iris.base
        self.state = held.name
        self._held = held
        self.documents = held.documents
        [(self.node_count, self.edge_count)] = held.index.rows(_COUNTS)

    def nodes(self) -> Iterator[GraphNode]:
        """The entities, by id."""
        return _guarded(self._nodes())

    def edges(self) -> Iterator[GraphEdge]:
        """The edges, by source, kind and target."""
        return _guarded(self._edges())

    def links(self) -> Iterator[tuple[str, str, int]]:
        """Source, target and weight of each edge, in the order of `edges`."""
        return _guarded(self._each(_ENDS))

    def claims(self) -> Iterator[ClaimRow]:
        """The claims behind the edges, or all, by document and place."""
        if self.view.construct is not None:
            return iter(())
        return _guarded(portion_claims.of(self._held, whole=self.view.whole))

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """The statements, graph by graph."""
        if self.view.construct is not None:
            return _guarded(portion_construct.statements(self._held.index))
        return _guarded(portion_statements.of(self._held, whole=self.view.whole))

    def _nodes(self) -> Iterator[GraphNode]:
        entity = self._held.iris.entity
        naming = groupby(self._each(_NAMING), key=lambda row: row[0])
        named = next(naming, None)
        for row in self._each(_NODES):
            names: set[str] = set()
            links: list[str] = []
            if named is not None and named[0] == row[0]:
                for _, kind, value in named[1]:
                    if kind == "link":
                        links.append(value)
                    else:
                        names.add(value)
                named = next(naming, None)
            yield GraphNode(
                id=row[0],
                iri=row[1] or entity(row[0]),
                label=row[2],
                type=row[3],
                aliases=tuple(sorted(names)),
                links=tuple(links),
                degree=row[6],
                claims=row[4],
                documents=row[5],
                first=row[7],
                last=row[8],
            )

    def _edges(self) -> Iterator[GraphEdge]:
        told = self._each(_TOLD)
        for link in self._each(_LINKS):
            yield _edge(link, list(islice(told, link[5])))

    def _each(self, sql: str) -> Iterator[Row]:
        return chain.from_iterable(self._held.index.batches(sql, size=_BATCH))


def _edge(link: Row, told: list[Row]) -> GraphEdge:
    """An edge from its row of `link` and those of `told`; none of these where only a CONSTRUCT says it."""
    source, kind, target, relation, label, _, first, last = link
    polarity, affirmed = (told[0][0], bool(told[0][1])) if told else (None, True)
    certainty, confidence, holders, days, claims, sentences, documents = _gathered(told)
    return GraphEdge(
        id=_joined(source, kind, target),
        source=source,
        target=target,
        relation=label,
        relation_id=relation,
        label=label if affirmed else f"{label} ({'denied' if polarity == 'negative' else 'supposed'})",
        kind=kind,
        weight=len(told) or 1,
        holders=holders,
        polarity=polarity,
        certainty=certainty,
        affirmed=affirmed,
        confidence=confidence,
        first=first,
        last=last,
        intervals=days,
        claims=claims,
        sentences=sentences,
        documents=documents,
    )


def _gathered(told: list[Row]) -> Row:
    """What the claims of an edge say together: certainty, confidence, holders, days, and ids of claims,
    sentences and documents."""
    if len(told) == 1:  # as of most edges
        _, _, certainty, confidence, begin, until, claim, document, sentence, holder = told[0]
        days = ((begin, max(begin, until)),) if until else ()
        return certainty, confidence, (holder,), days, (claim,), (sentence,), (document,)
    return (
        max((row[2] for row in told), key=_SURER.__getitem__, default=None),
        max((row[3] for row in told), default=None),
        tuple(sorted({row[9] for row in told})),
        together((row[4], row[5]) for row in told if row[5]),
        tuple(row[6] for row in told),
        tuple(dict.fromkeys(row[8] for row in told)),
        tuple(dict.fromkeys(row[7] for row in told)),
    )


def _joined(*parts: str) -> str:
    """The id of an edge: parts with a bar between them, and none within."""
    id = "|".join(parts)
    if "%" in id or id.count("|") >= len(parts):
        return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)
    return id


def together(days: Iterable[Interval]) -> tuple[Interval, ...]:
    """The stretches of days, ascending, those made one that overlap or follow each other.

    >>> together([("2022-02-14", "2022-02-15"), ("2022-02-20", "2022-02-20"), ("2022-02-16", "2022-02-16")])
    (('2022-02-14', '2022-02-16'), ('2022-02-20', '2022-02-20'))
    """
    found: list[Interval] = []
    for first, last in sorted(set(days)):
        if found and first <= _following(found[-1][1]):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, max(first, last)))
    return tuple(found)


@lru_cache(4096)
def _following(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(1)).isoformat()
    except OverflowError:
        return day  # the last that a calendar has


def _guarded(items: Iterator[Item]) -> Iterator[Item]:
    """The items; what keeps them from being read as an error of ours."""
    try:
        yield from items
    except (sqlite3.Error, OSError, RuntimeError) as error:
        raise StoreError(f"the graph cannot be read or written: {error}") from error
