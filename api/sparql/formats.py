"""The forms in which SPARQL answers come, and which of them the current request would have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from api import current, negotiation, parameters
from api.description.endpoints import HTML
from api.description.parameter_table import GRAPH_FORMATS, RESULT_FORMATS
from api.problems import ProblemError

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
        (
            "text/turtle",
            "application/n-triples",
            "application/rdf+xml",
            "application/ld+json",
            "application/trig",
            "application/n-quads",
            "text/n3",
        ),
        strict=True,
    )
)
_RESULT_ALIASES = {
    "application/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
}
_GRAPH_ALIASES = {"application/json": GRAPHS["jsonld"], "application/xml": GRAPHS["rdfxml"]}


@dataclass(frozen=True, slots=True)
class Form:
    """How answers of one kind are to come: the media type to name and the one that is made, which differ for
    aliases and pages. Both are empty where no form is acceptable."""

    named: str
    made: str

    @property
    def html(self) -> bool:
        return self.named == HTML

    @property
    def content_type(self) -> str:
        return f"{self.named}; charset=utf-8" if self.named.startswith("text/") else self.named


@dataclass(frozen=True, slots=True)
class Forms:
    """How the answer is to come, should it be a table of results (or yes or no), or a graph."""

    table: Form
    graph: Form
    asked: str | None

    def refusal(self) -> ProblemError:
        """The problem where a query has an answer of the kind that is not acceptable."""
        kind, formats = ("table", RESULTS) if not self.table.made else ("graph", GRAPHS)
        if self.asked is not None:
            return parameters.refused("format", f"must be one of {', '.join(formats)} for this form of query")
        offers = list(formats.values())
        return ProblemError("not-acceptable", f"A {kind} comes as {', '.join(offers)}.", offers=offers)


def wanted(asked: str | None) -> Forms:
    """By the parameter `format`, else by Accept. Raises a 406 `ProblemError` where no form is acceptable."""
    if asked is not None:
        table, graph = RESULTS.get(asked, ""), GRAPHS.get(asked, "")
        return Forms(Form(table, table), Form(graph, graph), asked)
    forms = accepted(current.asked().environ.get("HTTP_ACCEPT", ""))
    if not forms.table.made and not forms.graph.made:
        offers = [*RESULTS.values(), *GRAPHS.values(), *_RESULT_ALIASES, HTML]
        raise ProblemError("not-acceptable", f"This resource comes as {', '.join(offers)}.", offers=offers)
    return forms


@lru_cache(maxsize=64)
def accepted(header: str) -> Forms:
    """By an Accept header alone; a form is empty where it admits none."""
    accept = parse_accept_header(header, MIMEAccept)
    return Forms(
        _form(accept, RESULTS, _RESULT_ALIASES, RESULTS["json"]),
        _form(accept, GRAPHS, _GRAPH_ALIASES, GRAPHS["turtle"]),
        None,
    )


def _form(accept: MIMEAccept, formats: dict[str, str], aliases: dict[str, str], shown: str) -> Form:
    named = negotiation.choose(accept, (*formats.values(), *aliases, HTML)) or ""
    return Form(named, shown if named == HTML else aliases.get(named, named))
