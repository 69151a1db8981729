"""Every error the library raises on purpose.

KgError
├── InputError          something given to us cannot be read; names what and where
│   └── EncodingError     a file that is no text
├── NotFoundError       an entity, claim or document that is not in the store
├── QueryError          a SPARQL query that is malformed or not allowed here
│   ├── ForbiddenQueryError   SERVICE, FROM <url>, updates
│   ├── QueryTimeoutError     a query that took longer than it was given
│   └── ResultTooLargeError   the answer, or the memory it takes, is beyond the limit
├── StoreError          the store cannot be opened or written
│   └── StoreBusyError    another process writes it
└── ModelError          the language model's files are missing or not those expected
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors of this package; `str(error)` is one line fit for a user."""


class InputError(KgError):
    """Input that cannot be read."""


class EncodingError(InputError):
    """A file whose bytes are no text in any encoding we accept."""


class NotFoundError(KgError):
    """Something asked for by id that is not there."""


class QueryError(KgError):
    """A query that cannot be run."""


class ForbiddenQueryError(QueryError):
    """A query that could leave the store: SERVICE, FROM, or an update on a read-only graph."""


class QueryTimeoutError(QueryError):
    """A query that was given up because its time had passed."""


class ResultTooLargeError(QueryError):
    """A query whose answer is larger than is allowed; no part of it is given."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process has the store open for writing."""


class ModelError(KgError):
    """The language model is missing or damaged."""
