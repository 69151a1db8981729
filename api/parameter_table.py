"""The query parameters of every endpoint, declared once: what validates them also documents them."""

from __future__ import annotations

from collections.abc import Mapping

from api.parameters import Parameter
from api.settings import Settings
from kg.model import Certainty, EntityType, Polarity, Temporality


def _limit(default: int, maximum: int, what: str) -> Parameter:
    return Parameter(
        "limit", f"How many {what} to give at most.", "integer", default, minimum=1, maximum=maximum
    )


_CURSOR = Parameter("cursor", "Where to go on: `next` of the page before.")
_TYPE = Parameter("type", "Only entities of this type.", choices=tuple(EntityType))
_CLAIMS = _limit(50, 500, "claims")
_STANCE = (
    Parameter("polarity", "Only claims of this polarity.", choices=tuple(Polarity)),
    Parameter("certainty", "Only claims of this certainty.", choices=tuple(Certainty)),
    Parameter("temporality", "Only claims of this temporality.", choices=tuple(Temporality)),
)
RESULT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")


def declared(settings: Settings) -> Mapping[str, tuple[Parameter, ...]]:
    """The parameters of each endpoint; an endpoint that is not here has none."""
    return {
        "entities.search": (
            Parameter(
                "q", "Words or a prefix of a name or an alias; without it, the most connected entities."
            ),
            _TYPE,
            _limit(20, 100, "entities"),
        ),
        "entities.relations": (
            Parameter(
                "direction",
                "`out`: the entity is the subject; `in`: the object.",
                default="both",
                choices=("both", "out", "in"),
            ),
            Parameter("relation", "Only claims with this relation, by its label or id."),
            Parameter(
                "holder", "Only claims of this holder: an entity's id, or `publisher` for what is narrated."
            ),
            *_STANCE,
            _CLAIMS,
            _CURSOR,
        ),
        "entities.neighbours": (
            Parameter("depth", "How many edges away to look.", "integer", 1, minimum=1, maximum=3),
            _limit(100, 500, "nodes"),
        ),
        "entities.held": (_CLAIMS, _CURSOR),
        "claims.many": (Parameter("document", "Only claims of the document with this id."), _CLAIMS, _CURSOR),
        "documents.many": (_limit(50, 500, "documents"), _CURSOR),
        "sparql.endpoint": (
            Parameter("query", "A SPARQL 1.1 query.", max_length=settings.max_body, required=True),
            Parameter("default-graph-uri", "A graph of the default graph.", "iri", repeated=True),
            Parameter("named-graph-uri", "A named graph of the dataset.", "iri", repeated=True),
            Parameter(
                "timeout",
                "Seconds after which the query is given up.",
                "number",
                settings.timeout,
                minimum=0.001,
                maximum=settings.max_timeout,
            ),
            Parameter(
                "format",
                "The format of the answer, instead of the Accept header.",
                choices=(*RESULT_FORMATS, *GRAPH_FORMATS),
            ),
        ),
        "pages.index": (_CURSOR,),
        "pages.search": (Parameter("q", "Words or a prefix of a name or an alias."), _TYPE),
        "pages.entity": (
            Parameter("out", "Cursor into the outgoing relations."),
            Parameter("in", "Cursor into the incoming relations."),
            Parameter("says", "Cursor into the claims it holds."),
        ),
        "pages.document": (_CURSOR,),
    }
