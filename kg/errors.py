"""Every error the library raises on purpose.

KgError
├── InputError          something given to us cannot be read; names what and where
│   ├── EncodingError     a file that is no text
│   └── InputTooLargeError   a document that is longer than is allowed
├── NotFoundError       an entity, claim or document that is not in the store
├── QueryError          a SPARQL query that is malformed or not allowed here
│   ├── ForbiddenQueryError   SERVICE, FROM <url>, updates
│   ├── FormatError           an answer that does not come in the form asked for
│   ├── QueryTimeoutError     a query that took longer than it was given
│   ├── QueryBusyError        too many queries at once
│   └── ResultTooLargeError   the answer, or the memory it takes, is beyond the limit
├── StoreError          the store cannot be opened or written
│   ├── StoreBusyError    another process writes it
│   └── WriteInterruptedError   the writing process ended before it said that it was done
└── ModelError          the language model's files are missing or not those expected
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors of this package; `str(error)` is one line fit for a user."""


class InputError(KgError):
    """Input that cannot be read."""


class EncodingError(InputError):
    """A file whose bytes are no text in any encoding we accept."""


class InputTooLargeError(InputError):
    """A document that is longer than is allowed."""


class NotFoundError(KgError):
    """Something asked for by id that is not there."""


class QueryError(KgError):
    """A query that cannot be run."""


class ForbiddenQueryError(QueryError):
    """A query that could leave the store: SERVICE, FROM, or an update on a read-only graph."""


class FormatError(QueryError):
    """An answer of this kind has no such form: a table is no Turtle, a graph is no CSV."""


class QueryBusyError(QueryError):
    """A query that was not run, or not to its end, because too many others are."""


class QueryTimeoutError(QueryError):
    """A query that was given up because its time had passed."""


class ResultTooLargeError(QueryError):
    """A query whose answer is larger than is allowed; no part of it is given."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process has the store open for writing."""


class WriteInterruptedError(StoreError):
    """A write of which it is not known whether it was done: wholly, or not at all."""


class ModelError(KgError):
    """The language model is missing or damaged."""
