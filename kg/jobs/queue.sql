-- Jobs in the order in which they came, and what each is to do.
CREATE TABLE IF NOT EXISTS job (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
  who TEXT, seconds REAL, created REAL NOT NULL, started REAL, finished REAL,
  total INTEGER NOT NULL, done INTEGER NOT NULL, failed INTEGER NOT NULL, cancelled INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS job_open ON job (state, number) WHERE finished IS NULL;
CREATE INDEX IF NOT EXISTS job_finished ON job (finished);

-- payload: emptied when nobody needs it any more. attempts: how often it was begun.
CREATE TABLE IF NOT EXISTS item (
  job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE, position INTEGER NOT NULL,
  source TEXT NOT NULL, payload BLOB, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  begun REAL, document TEXT, outcome TEXT, error_kind TEXT, error TEXT,
  PRIMARY KEY (job, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS item_open ON item (job, state, position);
