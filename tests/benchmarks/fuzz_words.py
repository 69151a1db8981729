"""SPARQL and documents made at random: right ones, nearly right ones, and noise."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

_TERMS = st.sampled_from(
    '?a ?b ?c _:x ent:NATO ent:Russia kg:Claim a "x"@en 1.5 true <urn:x> <relative> <http://[::1> _: [] () '
    '<<?a?b?c>> rdfs:label kg: \'\' "\\u0041" "\\uD800" 1e999'.split()
)
_PATHS = st.sampled_from(
    ["a", "kg:holder", "rdfs:label", "?p", "^kg:holder", "kg:holder/rdfs:label", "(a|!a)*", "!()"]
)
_TRIPLE = st.builds("{} {} {} .".format, _TERMS, _PATHS, _TERMS)
_EXPRESSION = st.recursive(
    _TERMS,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "/", "=", "<", "&&", "IN"]), inner),
        st.builds(
            "{}({})".format,
            st.sampled_from(
                ["STR", "REGEX", "SUBSTR", "IRI", "xsd:dateTime", "COUNT", "CONCAT", "kg:x", "EXISTS"]
            ),
            inner,
        ),
    ),
    max_leaves=6,
)
_GROUP = st.recursive(
    st.lists(_TRIPLE, max_size=3).map(" ".join),
    lambda inner: st.one_of(
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("GRAPH {} {{ {} }}".format, _TERMS, inner),
        st.builds("FILTER {}".format, _EXPRESSION),
        st.builds("BIND ({} AS ?z)".format, _EXPRESSION),
        st.builds("VALUES (?a ?b) {{ ({} {}) }}".format, _TERMS, _TERMS),
        st.builds("{{ SELECT * {{ {} }} LIMIT 2 }}".format, inner),
        st.builds("SERVICE <http://127.0.0.1:1/> {{ {} }}".format, inner),
        st.builds("{} {}".format, inner, inner),
    ),
    max_leaves=5,
)
_QUERY = st.one_of(
    st.builds("SELECT * {{ {} }} LIMIT 20".format, _GROUP),
    st.builds("SELECT (COUNT(*) AS ?n) {{ {} }} GROUP BY ?a HAVING {}".format, _GROUP, _EXPRESSION),
    st.builds("ASK FROM <urn:g> {{ {} }}".format, _GROUP),
    st.builds("CONSTRUCT {{ {} }} WHERE {{ {} }} LIMIT 20".format, _TRIPLE, _GROUP),
    st.builds("DESCRIBE {}".format, _TERMS),
    st.builds("PREFIX x: <{}> SELECT ?a {{ ?a ?b x:c }} LIMIT 1".format, st.text(max_size=8)),
)
_UPDATE = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, _TRIPLE),
    st.builds("DELETE {{ {} }} INSERT {{ {} }} WHERE {{ {} }}".format, _TRIPLE, _TRIPLE, _GROUP),
    st.builds("LOAD <{}>".format, st.sampled_from(["file:///etc/passwd", "http://127.0.0.1:1/"])),
    st.sampled_from(
        ["CLEAR ALL", "DROP GRAPH <https://kg.example/document/wire-1>", "CREATE GRAPH <urn:a>", ";"]
    ),
)


def broken(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts as they are, cut off, with something put in, deeply nested, or none of them at all."""

    def put(text: str, place: int, noise: str) -> str:
        return text[: place % (len(text) + 1)] + noise + text[place % (len(text) + 1) :]

    return st.one_of(
        texts,
        texts,
        st.builds(lambda text, place: text[: place % (len(text) + 1)], texts, st.integers(0, 400)),
        st.builds(put, texts, st.integers(0, 400), st.text(max_size=5)),
        st.builds(lambda depth: "SELECT * " + "{" * depth + "}" * depth, st.integers(1, 3000)),
        st.builds(
            lambda depth: "ASK { FILTER(" + "(" * depth + "1" + ")" * depth + ") }", st.integers(1, 3000)
        ),
        st.text(max_size=60),
    )


def queries() -> st.SearchStrategy[dict[str, Any]]:
    """Requests to /sparql, as arguments of a test client."""
    as_form = st.fixed_dictionaries(
        {"query": broken(_QUERY)},
        optional={
            "format": st.sampled_from(["json", "csv", "turtle", "x"]),
            "timeout": st.sampled_from(["1", "-1", "x"]),
        },
    )
    accept = st.sampled_from(
        ["*/*", "text/html", "text/csv", "application/ld+json", "text/turtle;q=0.5,*/*;q=0.1", ";;"]
    )
    return st.one_of(
        st.builds(
            lambda form, method, kind: {
                "path": "/sparql",
                "method": method,
                ("query_string" if method == "GET" else "data"): {
                    name: value.encode("utf-8", "replace") for name, value in form.items()
                },
                "headers": {"Accept": kind},
            },
            as_form,
            st.sampled_from(["GET", "POST"]),
            accept,
        ),
        st.builds(
            lambda text, kind, accepted: {
                "path": "/sparql",
                "method": "POST",
                "data": text.encode("utf-8", "replace"),
                "content_type": f"application/sparql-{kind}",
                "headers": {"Accept": accepted},
            },
            broken(st.one_of(_QUERY, _UPDATE)),
            st.sampled_from(["query", "update"]),
            accept,
        ),
    )


_HTML = st.sampled_from(
    [
        "<html><head><title>T</title></head><body><p>NATO said so.</p>",
        "<p>",
        "<!--",
        "<script>",
        "<![CDATA[",
        "&#x110000;",
        "\x00",
    ]
)
_PLAIN = st.one_of(st.text(max_size=80).map(str.encode), st.binary(max_size=80))
_RECORD = st.dictionaries(
    st.sampled_from(["text", "source", "title", "published", "publisher", "url", "html", "x"]),
    st.one_of(st.none(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=3), max_size=2)),
    max_size=5,
)
_LINES = st.lists(_RECORD.map(json.dumps), max_size=4).map(lambda lines: "\n".join(lines).encode())
_JSON = st.one_of(_RECORD, st.lists(_RECORD, max_size=3), st.none(), st.integers()).map(
    lambda value: json.dumps(value).encode()
)
_RDF = st.one_of(
    st.lists(_TRIPLE, max_size=3).map(lambda lines: " ".join(lines).encode("utf-8", "replace")), _PLAIN
)


def uploads() -> st.SearchStrategy[dict[str, Any]]:
    """Bodies sent to where documents and graphs go, as arguments of a test client."""
    kinds = st.one_of(
        st.tuples(st.just("/v1/documents"), st.just("text/plain"), _PLAIN),
        st.tuples(
            st.just("/v1/documents"),
            st.just("text/html"),
            st.lists(_HTML, max_size=5).map(lambda parts: "".join(parts).encode()),
        ),
        st.tuples(st.just("/v1/documents"), st.just("application/json"), st.one_of(_JSON, _PLAIN)),
        st.tuples(st.just("/v1/documents"), st.just("application/x-ndjson"), st.one_of(_LINES, _PLAIN)),
        st.tuples(
            st.just("/v1/documents"),
            st.sampled_from(["multipart/form-data; boundary=x", "multipart/form-data", "a/b"]),
            _PLAIN,
        ),
        st.tuples(
            st.sampled_from(
                [
                    "/graph-store?graph=urn:fuzz",
                    "/graph-store?default",
                    "/graph-store?graph=x",
                    "/graph-store",
                ]
            ),
            st.sampled_from(
                [
                    "text/turtle",
                    "application/n-triples",
                    "application/rdf+xml",
                    "application/ld+json",
                    "text/x",
                ]
            ),
            st.one_of(_RDF, _JSON),
        ),
    )
    return st.builds(
        lambda sent, method: {"path": sent[0], "content_type": sent[1], "data": sent[2], "method": method},
        kinds,
        st.sampled_from(["POST", "PUT"]),
    )
