-- The read index: what pages, searches and ranks, derived from the quads document by document.
-- One row: a random name for the state of the graph, another after every write.
CREATE TABLE version (name TEXT NOT NULL);
INSERT INTO version VALUES (hex(randomblob(8)));

CREATE TABLE document (
  id TEXT PRIMARY KEY, digest TEXT NOT NULL, source TEXT NOT NULL, title TEXT, publisher TEXT,
  published TEXT, kind TEXT, claims INTEGER NOT NULL, triples INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX document_source ON document (source);

-- place: document date, document, sentence start, claim id, in one key that sorts as they do.
-- date, until: the days of the claim's own time, else of its document; “~” and “” where neither is known.
CREATE TABLE claim (
  number INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, id TEXT NOT NULL, document TEXT NOT NULL,
  subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT, polarity TEXT NOT NULL,
  certainty TEXT NOT NULL, temporality TEXT NOT NULL, event_type TEXT, date TEXT NOT NULL,
  until TEXT NOT NULL, confidence REAL NOT NULL, affirmed INTEGER NOT NULL, narrated INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL
);
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_document ON claim (document, place);
CREATE INDEX claim_relation ON claim (relation, place);
CREATE INDEX claim_date ON claim (date, place);
CREATE INDEX claim_confidence ON claim (confidence, place);
CREATE INDEX claim_edge ON claim (subject, relation, object, place) WHERE affirmed AND object IS NOT NULL;

-- What `kg.query.claim_json` makes of a claim.
CREATE TABLE claim_json (number INTEGER PRIMARY KEY, json BLOB NOT NULL);

-- The claims by those who stand in them; role: out (the subject), in (the object), held (a holder).
CREATE TABLE side (
  entity TEXT NOT NULL, role TEXT NOT NULL, place TEXT NOT NULL, number INTEGER NOT NULL, other TEXT,
  relation TEXT NOT NULL, polarity TEXT NOT NULL, certainty TEXT NOT NULL, temporality TEXT NOT NULL,
  event_type TEXT, date TEXT NOT NULL, until TEXT NOT NULL, confidence REAL NOT NULL,
  narrated INTEGER NOT NULL,
  PRIMARY KEY (entity, role, place)
) WITHOUT ROWID;
CREATE INDEX side_relation ON side (entity, role, relation, place);
CREATE INDEX side_other ON side (entity, role, other, place);
CREATE INDEX side_date ON side (entity, role, date, place, until);
CREATE INDEX side_group ON side (
  entity, role, relation, other, polarity, date, until, confidence, narrated
);
CREATE INDEX side_place ON side (place);

CREATE TABLE holder (
  entity TEXT NOT NULL, place TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (entity, place, position)
) WITHOUT ROWID;
CREATE INDEX holder_claim ON holder (place, position);

-- What one document says of an entity or a relation: kind is label, alias, type, link or relation.
CREATE TABLE said (
  document TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (document, id, kind, value)
) WITHOUT ROWID;
CREATE INDEX said_id ON said (id, kind, value);

-- From here on: summed over all documents by `kg.query.sums`.
-- The plain edges; weight: how many claims affirm them.
CREATE TABLE edge (
  subject TEXT NOT NULL, object TEXT NOT NULL, relation TEXT NOT NULL, weight INTEGER NOT NULL,
  PRIMARY KEY (subject, object, relation)
) WITHOUT ROWID;
CREATE INDEX edge_out ON edge (subject, relation, weight DESC);
CREATE INDEX edge_in ON edge (object, relation, weight DESC);
CREATE INDEX edge_relation ON edge (relation, weight DESC);

-- Who has edges with whom, either way.
CREATE TABLE tie (
  entity TEXT NOT NULL, other TEXT NOT NULL, weight INTEGER NOT NULL, PRIMARY KEY (entity, other)
) WITHOUT ROWID;
CREATE INDEX tie_weight ON tie (entity, weight DESC, other);

CREATE TABLE entity (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL, degree INTEGER NOT NULL,
  claims INTEGER NOT NULL, documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_degree ON entity (degree DESC, claims DESC, label, id);
CREATE INDEX entity_type ON entity (type, degree DESC, claims DESC, label, id);

CREATE TABLE relation (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, claims INTEGER NOT NULL, edges INTEGER NOT NULL
) WITHOUT ROWID;

-- Every name in folded form, whole (position 0) and from each later word on. band: `sums.band` of the
-- entity's degree, so that the best connected of a prefix are found without looking at the others.
CREATE TABLE name (
  folded TEXT NOT NULL, entity TEXT NOT NULL, position INTEGER NOT NULL, band INTEGER NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (folded, entity, position)
) WITHOUT ROWID;
CREATE INDEX name_entity ON name (entity);
CREATE INDEX name_band ON name (position > 0, band, folded, entity, type);

-- The words of names by what is left of them when letters are left out: see `kg.query.slips`.
CREATE TABLE slip (
  rest INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (rest, word)
) WITHOUT ROWID;
