"""What the index sums up over all documents, brought up to date after some of them have come or gone."""

from __future__ import annotations

import sqlite3

from kg.query import slips
from kg.query.folding import endings, fold

_TOUCHED = """
CREATE TEMP TABLE touched (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE touched_edge (
  subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
  PRIMARY KEY (subject, relation, object)
) WITHOUT ROWID;
CREATE TEMP TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
_EDGES = """
DELETE FROM edge WHERE (subject, object, relation) IN (SELECT subject, object, relation FROM touched_edge);
INSERT INTO edge
SELECT c.subject, c.object, c.relation, count(*)
FROM touched_edge t CROSS JOIN claim c
  ON c.subject = t.subject AND c.relation = t.relation AND c.object = t.object
WHERE c.affirmed AND c.object IS NOT NULL GROUP BY c.subject, c.object, c.relation;
DELETE FROM pair;
INSERT INTO pair
SELECT subject, object FROM touched_edge WHERE subject <> object
UNION SELECT object, subject FROM touched_edge WHERE subject <> object;
DELETE FROM tie WHERE (entity, other) IN (SELECT one, other FROM pair);
INSERT INTO tie
SELECT * FROM (
  SELECT one, other,
    (SELECT coalesce(sum(weight), 0) FROM edge WHERE subject = one AND object = other)
    + (SELECT coalesce(sum(weight), 0) FROM edge WHERE subject = other AND object = one) AS weight
  FROM pair)
WHERE weight > 0;
"""
_ENTITIES = """
DELETE FROM entity WHERE id IN (SELECT id FROM touched);
INSERT INTO entity
SELECT id,
  (SELECT value FROM said WHERE id = t.id AND kind = 'label'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1),
  (SELECT value FROM said WHERE id = t.id AND kind = 'type'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1),
  (SELECT count(*) FROM tie WHERE entity = t.id),
  (SELECT count(*) FROM side WHERE entity = t.id AND role = 'out')
  + (SELECT count(*) FROM side WHERE entity = t.id AND role = 'in' AND other <> t.id),
  (SELECT count(DISTINCT document) FROM said WHERE id = t.id AND kind = 'label')
FROM touched t WHERE EXISTS (SELECT 1 FROM said WHERE id = t.id AND kind = 'label');
DELETE FROM relation WHERE id IN (SELECT id FROM touched);
INSERT INTO relation
SELECT id,
  (SELECT value FROM said WHERE id = t.id AND kind = 'relation'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1),
  (SELECT count(*) FROM claim WHERE relation = t.id),
  (SELECT count(*) FROM edge WHERE relation = t.id)
FROM touched t WHERE EXISTS (SELECT 1 FROM said WHERE id = t.id AND kind = 'relation');
"""
_NAMES = """
SELECT DISTINCT s.id, s.value, e.degree, e.type FROM touched t
JOIN said s ON s.id = t.id AND s.kind IN ('label', 'alias') JOIN entity e ON e.id = s.id
"""
_EXACT = 64  # up to it a band is one degree


def band(degree: int) -> int:
    """Degrees in bands that grow with them, by an eighth at most: few bands even where degrees are many.

    >>> [band(degree) for degree in (0, 5, 64, 70, 100_000)]
    [0, 5, 64, 64, 148]
    """
    if degree <= _EXACT:
        return degree
    octave = degree.bit_length() - _EXACT.bit_length()
    return _EXACT + 8 * octave + ((degree << 3 >> (octave + _EXACT.bit_length() - 1)) - 8)


def prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables in which a connection notes what is touched."""
    connection.executescript(_TOUCHED)


def begin(run: sqlite3.Cursor) -> None:
    """Nothing is touched yet."""
    run.execute("DELETE FROM touched")
    run.execute("DELETE FROM touched_edge")


def touch(run: sqlite3.Cursor, document: str) -> None:
    """Notes whatever a document in the index says something of."""
    run.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT id FROM said WHERE document = ?", [document])
    run.execute(
        "INSERT OR IGNORE INTO touched_edge SELECT subject, relation, object FROM claim"
        " WHERE document = ? AND affirmed AND object IS NOT NULL",
        [document],
    )


def finish(run: sqlite3.Cursor) -> None:
    """Sums up anew whatever has been touched."""
    for statement in _EDGES.split(";")[:-1] + _ENTITIES.split(";")[:-1]:
        run.execute(statement)
    gone = {
        folded.partition(" ")[0]
        for (folded,) in run.execute("SELECT folded FROM name WHERE entity IN (SELECT id FROM touched)")
    }
    run.execute("DELETE FROM name WHERE entity IN (SELECT id FROM touched)")
    named = run.execute(_NAMES).fetchall()
    words: set[str] = set()
    for entity, value, degree, kind in named:
        found = endings(fold(value))
        words.update(ending.partition(" ")[0] for ending in found)
        run.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)",
            [(ending, entity, position, band(degree), kind) for position, ending in enumerate(found)],
        )
    slips.forget(run, sorted(gone - words))
    slips.take(run, sorted(words - gone))
