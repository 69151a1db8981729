-- The read index: what pages, searches and ranks, derived from the quads document by document.
-- One row: a random name for the state of the graph, another after every write.
CREATE TABLE version (name TEXT NOT NULL);
INSERT INTO version VALUES (hex(randomblob(8)));

-- place: document date, document, sentence start, claim id, in one key that sorts as they do.
CREATE TABLE document (
  id TEXT PRIMARY KEY, digest TEXT NOT NULL, source TEXT NOT NULL, title TEXT, publisher TEXT,
  published TEXT, kind TEXT, claims INTEGER NOT NULL, triples INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX document_source ON document (source);

CREATE TABLE claim (
  place TEXT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL, subject TEXT NOT NULL,
  relation TEXT NOT NULL, object TEXT, polarity TEXT NOT NULL, certainty TEXT NOT NULL,
  temporality TEXT NOT NULL, affirmed INTEGER NOT NULL, narrated INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_document ON claim (document, place);
CREATE INDEX claim_subject ON claim (subject, place);
CREATE INDEX claim_object ON claim (object, place);
CREATE INDEX claim_edge ON claim (subject, relation, object, place) WHERE affirmed AND object IS NOT NULL;
CREATE INDEX claim_edge_back ON claim (object, subject) WHERE affirmed AND object IS NOT NULL;

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

-- Summed over all documents.
CREATE TABLE entity (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL, degree INTEGER NOT NULL,
  claims INTEGER NOT NULL, documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_degree ON entity (degree DESC, claims DESC, label, id);
CREATE TABLE relation (id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;

-- Every name in folded form, whole (position 0) and from each later word on.
CREATE TABLE name (
  folded TEXT NOT NULL, entity TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (folded, entity, position)
) WITHOUT ROWID;
CREATE INDEX name_entity ON name (entity);
