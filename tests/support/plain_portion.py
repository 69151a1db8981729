"""What a portion of a graph should be, counted by plain Python from all its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.query.portion import GraphEdge, Interval
from kg.query.rows import ClaimRow

_SURER = ("underspecified", "possible", "probable", "certain")


def every_claim(graph: KnowledgeGraph) -> list[ClaimRow]:
    """All claims, in the order of reading."""
    found: list[ClaimRow] = []
    cursor: str | None = None
    while True:
        page = graph.claims(limit=100, cursor=cursor)
        found += page.rows
        cursor = page.next
        if cursor is None:
            return found


def chosen(graph: KnowledgeGraph, view: GraphView) -> list[ClaimRow]:
    """The claims behind the edges of a view."""
    types = {row.id: row.type for row in graph.entities()}
    claims = [claim for claim in every_claim(graph) if _wanted(claim, view, types)]
    groups: dict[tuple[str, str, str], int] = {}
    for claim in claims:
        groups[_key(claim)] = groups.get(_key(claim), 0) + 1
    claims = [claim for claim in claims if groups[_key(claim)] >= view.min_weight]
    if view.entity is not None:
        near = _near(claims, view)
        claims = [claim for claim in claims if {claim.subject.id, _object(claim)} <= near]
    return claims


def edges(graph: KnowledgeGraph, view: GraphView) -> list[GraphEdge]:
    """The edges of a view."""
    groups: dict[tuple[str, str, str], list[ClaimRow]] = {}
    for claim in chosen(graph, view):
        groups.setdefault(_key(claim), []).append(claim)
    sources = {row.id: row.source for row in graph.documents()}
    return [_edge(key, groups[key], sources) for key in sorted(groups)]


def _wanted(claim: ClaimRow, view: GraphView, types: dict[str, str]) -> bool:
    if claim.object is None or (view.affirmed and not claim.edge):
        return False
    if not view.concepts and any(
        types[end] in ("Concept", "Proposition") for end in (claim.subject.id, claim.object.id)
    ):
        return False
    if view.holder == "publisher":
        if claim.holders:
            return False
    elif view.holder is not None and view.holder not in [holder.id for holder in claim.holders]:
        return False
    if view.relation is not None and view.relation not in (claim.relation, claim.relation_id):
        return False
    if view.document not in (None, claim.document) or view.event_type not in (None, claim.event_type):
        return False
    if view.min_confidence is not None and claim.confidence < view.min_confidence:
        return False
    if view.since is None and view.until is None:
        return True
    days = _days(claim)
    return days is not None and (view.since or "") <= days[1] and days[0] <= (view.until or "~")


def _days(claim: ClaimRow) -> Interval | None:
    first = claim.when_start or claim.when_end or claim.published
    last = claim.when_end or claim.when_start or claim.published
    return (first, last) if first and last else None


def _object(claim: ClaimRow) -> str:
    assert claim.object is not None
    return claim.object.id


def _key(claim: ClaimRow) -> tuple[str, str, str]:
    mark = "~denied" if claim.polarity == "negative" else "" if claim.edge else "~supposed"
    return claim.subject.id, claim.relation_id + mark, _object(claim)


def _near(claims: list[ClaimRow], view: GraphView) -> set[str]:
    assert view.entity is not None
    near, ring = {view.entity}, {view.entity}
    for _ in range(view.depth):
        weights: dict[str, int] = {}
        for claim in claims:
            for one, other in ((claim.subject.id, _object(claim)), (_object(claim), claim.subject.id)):
                if one in ring and other not in near:
                    weights[other] = weights.get(other, 0) + 1
        room = view.limit - len(near)
        ring = set(sorted(weights, key=lambda key: (-weights[key], key))[:room])
        near |= ring
    return near


def _edge(key: tuple[str, str, str], claims: list[ClaimRow], sources: dict[str, str]) -> GraphEdge:
    source, kind, target = key
    first, days = claims[0], [day for day in map(_days, claims) if day]
    mark = "" if first.edge else " (denied)" if first.polarity == "negative" else " (supposed)"
    return GraphEdge(
        id="|".join(part.replace("%", "%25").replace("|", "%7C") for part in key),
        source=source,
        target=target,
        relation=first.relation,
        relation_id=first.relation_id,
        label=first.relation + mark,
        kind=kind,
        weight=len(claims),
        holders=tuple(
            sorted(
                {
                    one.holders[0].label if one.holders else one.publisher or sources[one.document]
                    for one in claims
                }
            )
        ),
        polarity=first.polarity,
        certainty=max((claim.certainty for claim in claims), key=_SURER.index),
        affirmed=first.edge,
        confidence=max(claim.confidence for claim in claims),
        first=min((day[0] for day in days), default=None),
        last=max((day[1] for day in days), default=None),
        intervals=_runs(_each_day(days)),
        claims=tuple(claim.id for claim in claims),
        sentences=_once("{}#char={},{}".format(one.document, *one.sentence_span) for one in claims),
        documents=_once(claim.document for claim in claims),
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _each_day(days: list[Interval]) -> list[date]:
    def between(first: date, last: date) -> Iterator[date]:
        while first <= last:
            yield first
            first += timedelta(1)

    return sorted({day for pair in days for day in between(*map(date.fromisoformat, pair))})


def _runs(days: list[date]) -> tuple[Interval, ...]:
    """Stretches of days without a gap."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(1):
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return tuple((first.isoformat(), last.isoformat()) for first, last in found)
