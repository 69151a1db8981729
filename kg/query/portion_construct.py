"""The triples of a CONSTRUCT as a portion: each put aside once, then taken for an edge if it has IRIs at
both ends.

Where a triple is a plain edge of the graph it has the weight, holders, days and claims of that edge. What a
node is called, its type and what it is the same as are no edges; they describe the nodes that are no entities
of the graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from urllib.parse import unquote

import orjson
import pyoxigraph as ox

from kg.errors import InputError
from kg.query import portion_selection
from kg.query.choices import json_list
from kg.query.index import Index
from kg.query.portion_statements import parsed
from kg.query.stream import Stream
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris

_BATCH = 2000  # triples at a time
_TRIPLES = """
CREATE TEMP TABLE triple (
  subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (subject, predicate, object)
) WITHOUT ROWID
"""
_SPOOLED = """
INSERT OR IGNORE INTO temp.triple
SELECT i.value ->> 0, i.value ->> 1, i.value ->> 2, i.value ->> 3 FROM json_each(?) i
"""
_DRAWN = """
CREATE TEMP TABLE drawn (
  source TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (source, kind, target)
) WITHOUT ROWID
"""
# The nodes. known: whether they are entities of the graph; label: the end of the IRI; described: whether they
# are worth to be shown without an edge.
_THING = """
CREATE TEMP TABLE thing (
  id TEXT PRIMARY KEY, iri TEXT NOT NULL, known INTEGER NOT NULL, label TEXT NOT NULL,
  described INTEGER NOT NULL
) WITHOUT ROWID
"""
_NOTED = """
INSERT INTO temp.thing
SELECT i.value ->> 0, i.value ->> 1, i.value ->> 2, i.value ->> 3, i.value ->> 4
FROM json_each(?) i WHERE true ON CONFLICT (id) DO UPDATE SET described = max(described, excluded.described)
"""
_LINED = """
INSERT OR IGNORE INTO temp.drawn
SELECT i.value ->> 0, i.value ->> 1, i.value ->> 2 FROM json_each(?) i
"""
_DROPPED = "CREATE TEMP TABLE dropped (term TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID"

_PREFERRED = v.term("skos:prefLabel")
_CALLED = (v.LABEL, _PREFERRED, v.ALIAS)
_DESCRIBING = frozenset(node.value for node in (*_CALLED, v.TYPE, v.EXACT_MATCH))
_TYPES = {node.value: kind.value for kind, node in v.ENTITY_TYPES.items()}
_UNNAMED = ", ".join(
    f"'{node}'" for node in v.ENTITY_TYPES.values() if _TYPES[node.value] in portion_selection.CONCEPTS
)
_LABEL = f"""
SELECT value FROM temp.triple
WHERE subject = '<' || {{iri}} || '>' AND predicate IN ('{v.LABEL}', '{_PREFERRED}') AND object LIKE '"%'
ORDER BY predicate = '{_PREFERRED}', value, object LIMIT 1
"""
_CONCEPTS = f"""
INSERT INTO temp.dropped SELECT '<' || t.iri || '>', t.id FROM temp.thing t
WHERE iif(t.known,
  EXISTS (SELECT 1 FROM main.entity e WHERE e.id = t.id AND e.type IN {portion_selection.CONCEPTS}),
  EXISTS (SELECT 1 FROM temp.triple s WHERE s.subject = '<' || t.iri || '>' AND s.predicate = '{v.TYPE}'
          AND s.object IN ({_UNNAMED})))
"""
_WITHOUT = """
DELETE FROM temp.drawn
WHERE source IN (SELECT id FROM temp.dropped) OR target IN (SELECT id FROM temp.dropped);
DELETE FROM temp.thing WHERE id IN (SELECT id FROM temp.dropped) OR NOT described
AND id NOT IN (SELECT source FROM temp.drawn UNION ALL SELECT target FROM temp.drawn)
"""
_CLAIMS = """
temp.drawn n
CROSS JOIN main.claim s ON s.subject = n.source AND s.relation = n.kind AND s.object = n.target
"""
_LINKS = """
INSERT INTO temp.link
SELECT d.source, d.kind, d.target, d.kind, count(t.place), min(nullif(t.date, '~')),
  max(nullif(t.until, ''))
FROM temp.drawn d
LEFT JOIN temp.told t ON t.source = d.source AND t.kind = d.kind AND t.target = d.target
GROUP BY d.source, d.kind, d.target
"""
_NODES = f"""
INSERT INTO temp.node
SELECT t.id, iif(t.known, NULL, t.iri), coalesce(e.label, ({_LABEL.format(iri="t.iri")}), t.label),
  coalesce(e.type, (
    SELECT value FROM temp.triple WHERE subject = '<' || t.iri || '>' AND predicate = '{v.TYPE}'
    AND object LIKE '<%' ORDER BY object LIMIT 1), ''),
  coalesce(e.claims, 0), coalesce(e.documents, 0), coalesce(l.degree, 0), l.first, l.last
FROM temp.thing t LEFT JOIN main.entity e ON t.known AND e.id = t.id
LEFT JOIN ({portion_selection.ENDS}) l ON l.id = t.id
"""
_NAMING = f"""
INSERT OR IGNORE INTO temp.naming
SELECT n.id, iif(s.predicate = '{v.EXACT_MATCH}', 'link', 'alias'), s.value
FROM temp.node n CROSS JOIN temp.triple s ON s.subject = '<' || n.iri || '>'
WHERE s.predicate = '{v.EXACT_MATCH}' AND s.object LIKE '<%'
  OR s.predicate IN ({", ".join(f"'{node}'" for node in _CALLED)}) AND s.object LIKE '"%'
  AND s.value <> n.label
"""
_RELATIONS = """
INSERT OR IGNORE INTO temp.relation
SELECT r.id, r.label FROM (SELECT DISTINCT relation FROM temp.link) l
CROSS JOIN main.relation r ON r.id = l.relation
"""
_STRANGE = "SELECT DISTINCT relation FROM temp.link WHERE relation NOT IN (SELECT id FROM temp.relation)"

# What may stand before the form of a query.
_FORM = re.compile(
    r"""(?:\s++|\#[^\r\n]*+|(?:prefix\s++[^\s<]*+|base)\s*+<[^<>]*+>|version\s*+(?:"[^"]*+"|'[^']*+'))*+
    (?P<form>[a-z]++)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def require_construct(form: str) -> None:
    """Raises `InputError` for another form of query."""
    if form.lower() != "construct":
        raise InputError(f"a view of the graph is made by a CONSTRUCT query, not by {form.upper()}")


def form(query: str) -> str:
    """The first word of a query after what it declares; CONSTRUCT where that cannot be seen at once.

    >>> form("PREFIX ex: <urn:x> # SELECT\\n describe ex:y")
    'describe'
    """
    found = _FORM.match(query)
    word = found["form"] if found else ""
    return word if word.lower() in ("select", "ask", "describe") else "construct"


def spool(index: Index, answer: Stream) -> None:
    """Puts the triples of an answer in N-Triples into a table. Raises as reading the answer."""
    index.rows(_TRIPLES)
    waiting: list[tuple[str, str, str, str]] = []
    for quad in chain.from_iterable(_read(answer)):
        told = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""
        waiting.append((str(quad.subject), str(quad.predicate), str(quad.object), told))
        if len(waiting) == _BATCH:
            index.rows(_SPOOLED, [orjson.dumps(waiting).decode()])
            waiting.clear()
    index.rows(_SPOOLED, [orjson.dumps(waiting).decode()])


def put_aside(index: Index, iris: Iris, *, concepts: bool) -> None:
    """Fills the tables of `kg.query.portion_selection` from the triples.

    Args:
        index: held still.
    """
    for table in (_DRAWN, _THING, _DROPPED):
        index.rows(table)
    for batch in index.batches("SELECT * FROM temp.triple WHERE subject LIKE '<%'", size=_BATCH):
        _draw(index, iris, batch)
    if not concepts:
        for statement in (_CONCEPTS, *_WITHOUT.split(";")):
            index.rows(statement)
    portion_selection.tell(index, _CLAIMS, " AND s.affirmed")
    index.rows(_LINKS)
    index.rows(_NODES)
    for (kind,) in index.rows("SELECT DISTINCT type FROM temp.node WHERE iri IS NOT NULL AND type <> ''"):
        short = _TYPES.get(kind) or _end(kind)
        index.rows("UPDATE temp.node SET type = ? WHERE iri IS NOT NULL AND type = ?", [short, kind])
    portion_selection.name(index, whole=False)
    index.rows(_NAMING)
    index.rows(_RELATIONS)
    for (relation,) in index.rows(_STRANGE):
        [(label,)] = index.rows(f"SELECT ({_LABEL.format(iri='?')})", [relation])
        index.rows("INSERT INTO temp.relation VALUES (?, ?)", [relation, label or _end(relation)])


def statements(index: Index) -> Iterator[ox.Quad]:
    """The triples, sorted, in the default graph; none about what the view leaves out."""
    dropped = "(SELECT term FROM temp.dropped)"
    rows = index.batches(
        f"SELECT subject || ' ' || predicate || ' ' || object || ' .' FROM temp.triple"
        f" WHERE subject NOT IN {dropped} AND object NOT IN {dropped} ORDER BY subject, predicate, object",
        size=_BATCH,
    )
    return parsed(line for batch in rows for (line,) in batch)


def _read(answer: Stream) -> Iterator[Iterable[ox.Quad]]:
    """The triples of N-Triples that come in pieces."""
    rest = b""
    for piece in answer:
        whole, end, rest = (rest + piece).rpartition(b"\n")
        yield ox.parse(whole + end, ox.RdfFormat.N_TRIPLES)
    yield ox.parse(rest, ox.RdfFormat.N_TRIPLES)


def _draw(index: Index, iris: Iris, triples: list[tuple[str, str, str, str]]) -> None:
    """Notes the nodes and edges that some triples make."""
    edges: list[tuple[str, str, str]] = []
    nodes: dict[str, bool] = {}  # and whether they are described
    for subject, predicate, target, value in triples:
        source, verb = subject[1:-1], predicate[1:-1]
        if verb in _DESCRIBING:
            nodes[source] = True
        elif target.startswith("<") and not target.startswith("<<"):
            edges.append((source, verb, value))
            nodes.setdefault(source, False)
            nodes.setdefault(value, False)
    known = _known(index, "entity", nodes, iris.entity, iris)
    verbs = _known(index, "relation", {verb: None for _, verb, _ in edges}, iris.relation, iris)
    things = [(known.get(name, name), name, name in known, _end(name), told) for name, told in nodes.items()]
    drawn = [(known.get(s, s), verbs.get(p, p), known.get(o, o)) for s, p, o in edges]
    index.rows(_NOTED, [orjson.dumps(things).decode()])
    index.rows(_LINED, [orjson.dumps(drawn).decode()])


def _known(
    index: Index, table: str, names: Iterable[str], mint: Callable[[str], str], iris: Iris
) -> dict[str, str]:
    """The ids of those IRIs that the graph has in a table."""
    start = mint("")
    ids = {iris.id(name): name for name in names if name.startswith(start)}
    found = index.rows(
        f"SELECT x.id FROM json_each(?) i CROSS JOIN main.{table} x ON x.id = i.value", [json_list(ids)]
    )
    return {ids[key]: key for (key,) in found if mint(key) == ids[key]}


def _end(iri: str) -> str:
    """The last part of an IRI, readable.

    >>> _end("http://www.w3.org/2004/02/skos/core#Concept"), _end("urn:isbn:1"), _end("http://a.example/")
    ('Concept', '1', 'a.example')
    """
    return unquote(re.split(r"[/#:?]", iri.rstrip("/#:?"))[-1]) or iri
