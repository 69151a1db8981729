"""The sentences of a document, in the order of its text."""

from __future__ import annotations

import json

from api.graphs import served

_QUERY = """
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT ?begin ?end ?text WHERE {{
  GRAPH <{iri}> {{
    ?sentence a nif:Sentence ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?text
  }}
}}"""
_SECONDS = 5.0


def read(iri: str) -> list[tuple[tuple[int, int], str]]:
    """Places [begin, end) in code points and texts of the sentences of the document `iri`."""
    result = served().query(_QUERY.format(iri=iri), timeout=_SECONDS)
    rows = json.loads(result.serialize("application/sparql-results+json"))["results"]["bindings"]
    return sorted(
        ((int(row["begin"]["value"]), int(row["end"]["value"])), row["text"]["value"]) for row in rows
    )
