"""The form with which a person asks, and the beginning of the answer below it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from flask import Response, render_template, url_for

from api.answers import whole
from api.description.endpoints import HTML
from api.graphs import served
from api.problems import KINDS, ProblemError
from api.sparql import examples
from api.sparql.formats import GRAPHS, RESULTS
from kg.errors import ResultTooLargeError
from kg.query.stream import Stream

_ROWS = 200  # on a page; downloads have all
_READ = 2**20  # bytes of an answer that are read for a page
_BINDINGS = '"bindings":['
_PAGES = {"entity": "pages.entity", "document": "pages.document", "claim": "pages.claim"}


def form(query: str = "", *, problem: ProblemError | None = None) -> Response:
    """The form, with a query in it and, below it, what is wrong with that."""
    return _page(query, None, problem)


def answered(query: str, stream: Stream) -> Response:
    """The form, and below it the answer, of which a long one's beginning. Raises `QueryError`."""
    body = stream.begin(_READ)
    cut = body is None
    if body is None:
        body = next(stream)
        stream.close()
    if stream.head.kind == "construct":
        answer: dict[str, Any] = {"turtle": body.decode(errors="ignore"), "cut": cut, "formats": list(GRAPHS)}
    else:
        answer = (_beginning if cut else _table)(body.decode(errors="ignore"))
        answer["formats"] = list(RESULTS)
    return _page(query, answer, None)


def _page(query: str, answer: dict[str, Any] | None, problem: ProblemError | None) -> Response:
    text = render_template(
        "sparql.html", query=query, examples=examples.read(served().base), answer=answer, problem=problem
    )
    return whole(text.encode(), f"{HTML}; charset=utf-8", KINDS[problem.kind].status if problem else 200)


def _table(text: str) -> dict[str, Any]:
    results = json.loads(text)
    if "boolean" in results:
        return {"boolean": results["boolean"]}
    names, rows = results["head"]["vars"], results["results"]["bindings"]
    return {"names": names, "rows": _cells(names, rows[:_ROWS]), "total": len(rows)}


def _beginning(text: str) -> dict[str, Any]:
    """The first rows of results that are cut off somewhere behind them."""
    head, _, bindings = text.partition(_BINDINGS)
    names = json.loads(head + _BINDINGS + "]}}")["head"]["vars"]
    rows: list[dict[str, Any]] = []
    place, decoder = 0, json.JSONDecoder()
    while len(rows) < _ROWS:
        try:
            row, end = decoder.raw_decode(bindings, place)
        except json.JSONDecodeError:
            break
        rows.append(row)
        place = end + 1
    if not rows:
        raise ResultTooLargeError("the first row is too long for a page")
    return {"names": names, "rows": _cells(names, rows), "total": None}


def _cells(names: list[str], rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [[_cell(row.get(name)) for name in names] for row in rows]


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
