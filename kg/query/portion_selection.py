"""The claims that a view lets through and the entities they connect, put aside in tables of their own.

told      the claims, in the order of their edges
link      the edges, with how many claims of `told` they have
node      the entities of the view
naming    how else they are called, and what they are linked to
paper     the documents of the claims, or all
entity, relation  labels, of all that these documents name
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import NotFoundError
from kg.model import EntityType
from kg.query import choices, entities, hierarchy
from kg.query.graph_view import GraphView
from kg.query.index import Index
from kg.query.view import View

TABLES = """
CREATE TEMP TABLE told (
  source TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, place TEXT NOT NULL, polarity TEXT NOT NULL,
  certainty TEXT NOT NULL, affirmed INTEGER NOT NULL, confidence REAL NOT NULL, date TEXT NOT NULL,
  until TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL, holder TEXT NOT NULL,
  PRIMARY KEY (source, kind, target, place)
) WITHOUT ROWID;
CREATE TEMP TABLE link (
  source TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, relation TEXT NOT NULL,
  claims INTEGER NOT NULL, first TEXT, last TEXT, PRIMARY KEY (source, kind, target)
) WITHOUT ROWID;
CREATE TEMP TABLE node (
  id TEXT PRIMARY KEY, iri TEXT, label TEXT NOT NULL, type TEXT NOT NULL, claims INTEGER NOT NULL,
  documents INTEGER NOT NULL, degree INTEGER NOT NULL, first TEXT, last TEXT
) WITHOUT ROWID;
CREATE TEMP TABLE naming (
  id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (id, kind, value)
) WITHOUT ROWID;
CREATE TEMP TABLE paper (place TEXT PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE entity (id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE relation (id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
"""
CONCEPTS = (EntityType.CONCEPT.value, EntityType.PROPOSITION.value)
DENIED, SUPPOSED = "~denied", "~supposed"

_KIND = f"""CASE WHEN s.polarity = 'negative' THEN s.relation || '{DENIED}'
 WHEN s.affirmed THEN s.relation ELSE s.relation || '{SUPPOSED}' END"""
# A claim's holder is the innermost of its chain; where there is none its document's publisher narrates.
_TOLD = """
INSERT INTO temp.told
SELECT s.subject, {kind}, s.object, s.place, s.polarity, s.certainty, s.affirmed, s.confidence, s.date,
  s.until, s.id, s.document, s.sentence_start, s.sentence_end, coalesce(e.label, d.publisher, d.source)
FROM {claims}
CROSS JOIN main.document d ON d.id = s.document
LEFT JOIN main.holder h ON NOT s.narrated AND h.place = s.place AND h.position = 0
LEFT JOIN main.entity e ON e.id = h.entity
WHERE s.object IS NOT NULL{where}
ORDER BY 1, 2, 3, 4
"""
# Where to begin: with all claims in the order in which they are stored, which is quicker than any other when
# most are wanted; with those found by an index; with those that somebody holds; with those around an entity.
_ALL, _SOME = "main.claim s NOT INDEXED", "main.claim s"
_HELD = """
main.side o CROSS JOIN main.claim s ON s.number = o.number AND o.role = 'held' AND o.entity = ?
"""
_NEAR = "CREATE TEMP TABLE near (id TEXT PRIMARY KEY, ring INTEGER NOT NULL) WITHOUT ROWID"
# The entities that have an edge with one of a ring, and how many claims make these edges.
_RING = """
INSERT INTO temp.near
SELECT other, {ring} FROM (
  SELECT o.other AS other, count(*) AS weight
  FROM temp.near n
  CROSS JOIN main.side o ON o.entity = n.id AND o.role IN ('out', 'in') AND o.other IS NOT NULL
  CROSS JOIN main.claim s ON s.number = o.number
  WHERE n.ring = {ring} - 1 AND s.object IS NOT NULL{where}
  GROUP BY n.id, o.role, o.other, {kind}
  HAVING count(*) >= {weight})
WHERE other NOT IN (SELECT id FROM temp.near)
GROUP BY other ORDER BY sum(weight) DESC, other LIMIT {room}
"""
_AROUND = """
temp.near n
CROSS JOIN main.side o ON o.entity = n.id AND o.role = 'out' AND o.other IN (SELECT id FROM temp.near)
CROSS JOIN main.claim s ON s.number = o.number
"""
_NAMED = f"""
 AND NOT EXISTS (SELECT 1 FROM main.entity x
                 WHERE x.id IN (s.subject, s.object) AND x.type IN ({", ".join(f"'{x}'" for x in CONCEPTS)}))
"""
_LINKS = f"""
INSERT INTO temp.link
SELECT source, kind, target,
  CASE WHEN polarity = 'negative' THEN substr(kind, 1, length(kind) - {len(DENIED)})
  WHEN affirmed THEN kind ELSE substr(kind, 1, length(kind) - {len(SUPPOSED)}) END,
  count(*), min(nullif(date, '~')), max(nullif(until, ''))
FROM temp.told GROUP BY source, kind, target HAVING count(*) >= ?
"""
_WEAK = """
DELETE FROM temp.told WHERE NOT EXISTS (
  SELECT 1 FROM temp.link l WHERE l.source = told.source AND l.kind = told.kind AND l.target = told.target)
"""
ENDS = """
SELECT id, count(DISTINCT other) AS degree, min(first) AS first, max(last) AS last FROM (
  SELECT source AS id, nullif(target, source) AS other, first, last FROM temp.link
  UNION ALL SELECT target, nullif(source, target), first, last FROM temp.link)
GROUP BY id
"""
_NODES = f"""
INSERT INTO temp.node
SELECT e.id, NULL, e.label, e.type, e.claims, e.documents, l.degree, l.first, l.last
FROM ({ENDS}) l CROSS JOIN main.entity e ON e.id = l.id
"""
_LONE = """
INSERT OR IGNORE INTO temp.node
SELECT e.id, NULL, e.label, e.type, e.claims, e.documents, 0, NULL, NULL FROM main.entity e
"""
_NAMING = """
INSERT INTO temp.naming
SELECT DISTINCT s.id, s.kind, s.value
FROM temp.node n CROSS JOIN main.said s ON s.id = n.id AND s.kind IN ('label', 'alias', 'link')
WHERE s.kind = 'link' OR s.value <> n.label
"""
_PAPERS = "INSERT INTO temp.paper SELECT coalesce(published, '~') || '|' || id, id, digest FROM main.document"
_THESE = " WHERE id IN (SELECT document FROM temp.told)"
_MOST = "SELECT 3 * (SELECT count(*) FROM temp.paper) > (SELECT count(*) FROM main.document)"
_ALL_LABELS = """
INSERT INTO temp.entity SELECT id, label FROM main.entity;
INSERT INTO temp.relation SELECT id, label FROM main.relation
"""
_LABELS = """
INSERT INTO temp.{kind} SELECT x.id, x.label FROM
  (SELECT DISTINCT s.id FROM temp.paper p CROSS JOIN main.said s ON s.document = p.id AND s.kind = '{said}') i
CROSS JOIN main.{kind} x ON x.id = i.id
"""


def conditions(view: View, wanted: GraphView) -> tuple[str, list[object]]:
    """What a view asks of single claims, called `s`: SQL that goes on after another condition, and the values
    in it.

    Raises:
        NotFoundError: no such entity, holder, document or relation.
        InputError: a value that no claim can have.
    """
    if wanted.entity is not None:
        entities.require(view, wanted.entity)
    if wanted.holder not in (None, choices.PUBLISHER):
        entities.require(view, str(wanted.holder))
    if wanted.relation is not None:
        _require_relation(view, wanted.relation)
    where, values = choices.conditions(view, wanted.wanted)
    if wanted.affirmed:
        where += " AND s.affirmed"
    return where, values


def put_aside(index: Index, view: GraphView, asked: tuple[str, Sequence[object]]) -> None:
    """Fills the tables of a view that has conditions or none, but no CONSTRUCT.

    Args:
        index: held still.
        asked: what `conditions` gave.
    """
    where, values = asked
    if not view.concepts:
        where += _NAMED
    if view.entity is not None:
        _gather(index, view, where, values)
        tell(index, _AROUND, where, values)
    elif view.document is not None or view.relation is not None:
        tell(index, _SOME, where, values)
    elif view.holder not in (None, choices.PUBLISHER):
        tell(index, _HELD, where, [view.holder, *values])
    else:
        tell(index, _ALL, where, values)
    index.rows(_LINKS, [view.min_weight])
    if view.min_weight > 1:
        index.rows(_WEAK)
    index.rows(_NODES)
    if view.entity is not None:
        index.rows(f"{_LONE} WHERE e.id = ?", [view.entity])
    elif view.whole:
        index.rows(_LONE)
    name(index, whole=view.whole)


def make(index: Index) -> None:
    """Makes the tables."""
    for statement in TABLES.split(";\n")[:-1]:
        index.rows(statement)


def tell(index: Index, claims: str, where: str = "", values: Sequence[object] = ()) -> None:
    """Fills `told` with the claims called `s` in a FROM clause, as far as they are about two entities."""
    index.rows(_TOLD.format(kind=_KIND, claims=claims, where=where), values)


def name(index: Index, *, whole: bool) -> None:
    """Fills what names and labels the nodes and all that stands in their claims' documents, or, of the whole
    graph, all there is."""
    index.rows(_NAMING)
    index.rows(_PAPERS if whole else _PAPERS + _THESE)
    [(most,)] = index.rows(_MOST)
    if most:  # then all labels are there sooner than those that are needed
        for statement in _ALL_LABELS.split(";"):
            index.rows(statement)
        return
    for kind, said in (("entity", "label"), ("relation", "relation")):
        index.rows(_LABELS.format(kind=kind, said=said))


def _require_relation(view: View, relation: str) -> None:
    """Raises `NotFoundError` where there is no such relation, and none narrower."""
    identifier = hierarchy.identify(view, relation)
    for known in (identifier, *hierarchy.narrower(view, identifier)):
        if view.index.row("SELECT 1 FROM relation WHERE id = ?", [known]):
            return
    raise NotFoundError(f"no relation “{relation}” in the graph")


def _gather(index: Index, view: GraphView, where: str, values: Sequence[object]) -> None:
    """Puts the entity of a view and those around it into a table `near`: ring by ring, in each those first
    whose edges with the ring before rest on the most claims, then by id."""
    index.rows(_NEAR)
    index.rows("INSERT INTO temp.near VALUES (?, 0)", [view.entity])
    for ring in range(1, view.depth + 1):
        [(near,)] = index.rows("SELECT count(*) FROM temp.near")
        sql = _RING.format(ring=ring, weight=view.min_weight, room=view.limit - near, where=where, kind=_KIND)
        index.rows(sql, values)
