"""The SPARQL 1.1 Protocol for queries, and the form with which a person asks."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from api import examples, parameters
from api.answers import acceptable, whole
from api.graphs import served
from api.parameter_table import GRAPH_FORMATS, RESULT_FORMATS
from api.problems import KINDS, ProblemError, of_library
from kg.errors import QueryError

blueprint = Blueprint("sparql", __name__)

RESULTS = dict(
    zip(
        RESULT_FORMATS,
        (
            "application/sparql-results+json",
            "application/sparql-results+xml",
            "text/csv",
            "text/tab-separated-values",
        ),
        strict=True,
    )
)
GRAPHS = dict(
    zip(
        GRAPH_FORMATS,
        ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
        strict=True,
    )
)
HTML = "text/html"
_RESULT_ALIASES = {"application/json": RESULTS["json"], "application/xml": RESULTS["xml"]}
_GRAPH_ALIASES = {"application/json": GRAPHS["jsonld"]}
_OFFERS = (*RESULTS.values(), *GRAPHS.values(), *_RESULT_ALIASES, HTML)
_FORM = "application/x-www-form-urlencoded"
_SHOWN = 200  # rows on a page; downloads have all
_PAGES = {"entity": "pages.entity", "document": "pages.document", "claim": "pages.claim"}


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a SPARQL 1.1 query over the union of all documents, or over the graphs named."""
    pairs = _pairs()
    if "update" in pairs:
        raise ProblemError("forbidden-query", "This endpoint answers queries; it takes no updates.")
    html = not pairs.get("format") and acceptable(_OFFERS) == HTML
    if html and request.method == "GET" and not pairs.get("query"):
        return _page("")
    asked = parameters.read(pairs)
    try:
        result = served().query(
            asked["query"],
            default_graphs=asked["default-graph-uri"],
            named_graphs=asked["named-graph-uri"],
            timeout=asked["timeout"],
        )
        graph = result.kind == "construct"
        media_type, made_as = _media_type(graph, asked["format"])
        if media_type == HTML:
            return _page(asked["query"], graph=graph, body=result.serialize(made_as))
        return whole(result.serialize(made_as), _content_type(media_type))
    except QueryError as error:
        problem = of_library(error)
        if html:
            return _page(asked["query"], problem=problem)
        raise problem from error


def _pairs() -> MultiDict[str, str]:
    """The parameters of the request, wherever the protocol lets them stand."""
    pairs = parameters.form(request.query_string)
    if request.method != "POST":
        return pairs
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError("unsupported-media-type", "Only UTF-8 is read here.")
    if request.mimetype == _FORM:
        pairs.update(parameters.form(request.get_data(cache=False)))
    elif request.mimetype == "application/sparql-query":
        try:
            pairs.add("query", request.get_data(cache=False).decode("utf-8"))
        except UnicodeDecodeError:
            raise ProblemError("bad-request", "The query is not UTF-8.") from None
    elif request.mimetype == "application/sparql-update":
        raise ProblemError("forbidden-query", "This endpoint answers queries; it takes no updates.")
    else:
        raise ProblemError("unsupported-media-type", f"POST takes {_FORM} or application/sparql-query.")
    return pairs


def _media_type(graph: bool, asked: str | None) -> tuple[str, str]:
    """The media type to name and the one to serialise, which differ for aliases and pages."""
    formats, aliases = (GRAPHS, _GRAPH_ALIASES) if graph else (RESULTS, _RESULT_ALIASES)
    if asked is not None:
        if asked not in formats:
            raise parameters.refused("format", f"must be one of {', '.join(formats)} for this form of query")
        return formats[asked], formats[asked]
    named = acceptable((*formats.values(), *aliases, HTML))
    if named == HTML:
        return HTML, formats["turtle" if graph else "json"]
    return named, aliases.get(named, named)


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _page(
    query: str, *, graph: bool = False, body: bytes | None = None, problem: ProblemError | None = None
) -> Response:
    """The form, and below it the answer or what is wrong with the query."""
    answer: dict[str, Any] | None = None
    if body is not None:
        answer = {"turtle": body.decode()} if graph else _table(json.loads(body))
        answer["formats"] = list(GRAPHS if graph else RESULTS)
    text = render_template(
        "sparql.html", query=query, examples=examples.read(served().base), answer=answer, problem=problem
    )
    return whole(text.encode(), f"{HTML}; charset=utf-8", KINDS[problem.kind].status if problem else 200)


def _table(results: dict[str, Any]) -> dict[str, Any]:
    if "boolean" in results:
        return {"boolean": results["boolean"]}
    names, rows = results["head"]["vars"], results["results"]["bindings"]
    return {
        "names": names,
        "rows": [[_cell(row.get(name)) for name in names] for row in rows[:_SHOWN]],
        "total": len(rows),
    }


def _cell(term: dict[str, Any] | None) -> dict[str, Any]:
    """A term as a table shows it: its text, and the page it leads to where it is one of ours."""
    if term is None:
        return {"text": ""}
    if term["type"] == "triple":
        parts = (term["value"][place] for place in ("subject", "predicate", "object"))
        return {"text": " ".join(_cell(part)["text"] for part in parts)}
    if term["type"] != "uri":
        return {"text": term["value"], "language": term.get("xml:lang")}
    iri = term["value"]
    room, _, rest = iri.removeprefix(served().base).partition("/")
    if iri.startswith(served().base) and room in _PAGES and rest and not {"/", "#"} & set(rest):
        return {"text": unquote(rest), "iri": iri, "href": url_for(_PAGES[room], id=unquote(rest))}
    return {"text": iri, "iri": iri}
