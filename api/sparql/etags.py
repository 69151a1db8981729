"""Names for answers to SPARQL queries, known before the answers are: the same as long as the graph is."""

from __future__ import annotations

import hashlib
import re

from api.sparql.formats import Forms

# What every answer says beside its ETag.
HEADERS = (("Vary", "Accept, Accept-Encoding"), ("Cache-Control", "no-cache"))

# What may give another answer although the graph is the same; an escape may hide such a word.
_FICKLE = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)


def fickle(query: str) -> bool:
    """Whether a query may have more than one answer as long as the graph is the same.

    >>> fickle("SELECT (RAND() AS ?r) {}"), fickle("ASK { ?s ?p ?o }")
    (True, False)
    """
    return _FICKLE.search(query) is not None


def etag(
    version: str, query: str, dataset: tuple[tuple[str, ...], tuple[str, ...]], forms: Forms, base: str
) -> str:
    """A name for the answer to a query that is not fickle.

    Args:
        version: of the graph.
        dataset: the default graphs that the request names, and the named ones.
        base: IRI that those of the query are resolved against.
    """
    named = version, query, dataset, (forms.table.named, forms.graph.named), base
    return hashlib.blake2b(repr(named).encode(), digest_size=16).hexdigest()
