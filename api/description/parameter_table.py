"""The query parameters of every endpoint, declared once: what validates them also documents them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from api.parameters import Parameter
from api.settings import Settings
from kg.jobs import State
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
_RELATION = Parameter("relation", "Only this relation or one narrower, by its label or id.")
_HOLDER = Parameter(
    "holder", "Only claims of this holder: an entity's id, or `publisher` for what is narrated."
)
_DOCUMENT = Parameter("document", "Only claims of the document with this id.")
_REST = (
    *_STANCE,
    Parameter("event_type", "Only claims of this PLOVER root class: `CONSULT`."),
    Parameter(
        "since",
        "Only what is dated this day or later: by the claim's own time or, where that is not known, by the "
        "day of its document.",
        "date",
    ),
    Parameter("until", "Only what is dated this day or earlier, in the same way.", "date"),
    Parameter("min_confidence", "Only claims with this confidence at least.", "number", minimum=0, maximum=1),
)
_ORDER = (
    "`reading`: by the day of the document and the place in it; `date`, `-date`: by the day that `since` "
    "goes by, undated ones last; `-confidence`: the surest first."
)
_SORT = Parameter("sort", _ORDER, default="reading", choices=("reading", "date", "-date", "-confidence"))
_STRETCH = (
    Parameter("start", "Only from this code point of the text on.", "integer", 0, minimum=0, maximum=10**9),
    Parameter("end", "Only before this code point of the text.", "integer", minimum=1, maximum=10**9),
)
_GRAPH = (
    Parameter("default", "The default graph; takes no value.", max_length=1),
    Parameter("graph", "The IRI of a graph.", "iri", max_length=8000),
)
RESULT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads", "n3")


def declared(settings: Settings) -> Mapping[str, tuple[Parameter, ...]]:
    """The parameters of each endpoint; an endpoint that is not here has none."""
    lists = {
        endpoint: tuple(_bounded(parameter, settings.max_page) for parameter in parameters)
        for endpoint, parameters in _declared(settings).items()
    }
    return lists | {"exports.graph": _view(settings)}


def _view(settings: Settings) -> tuple[Parameter, ...]:
    """Which part of the graph an export is to be of, and what is to be in it."""
    conditions = {one.name: one for one in (_RELATION, _HOLDER, _DOCUMENT, *_REST)}
    return (
        Parameter("entity", "Only what lies around the entity of this id."),
        Parameter(
            "depth", "With `entity`: how many edges away, 1 unless given.", "integer", minimum=1, maximum=3
        ),
        Parameter(
            "limit",
            "With `entity`: at most so many entities, 1000 unless given.",
            "integer",
            minimum=1,
            maximum=1_000_000,
        ),
        *(
            conditions[name]
            for name in ("holder", "since", "until", "relation", "document", "event_type", "min_confidence")
        ),
        Parameter("min_weight", "How many claims an edge needs.", "integer", 1, minimum=1, maximum=1_000_000),
        _switch("concepts", "true", "`false`: no concepts and propositions, only entities with names."),
        _switch(
            "affirmed", "true", "`false`: also edges that claims deny or merely suppose, marked as such."
        ),
        Parameter(
            "construct",
            "A SPARQL CONSTRUCT query, whose triples are the edges and statements; without other conditions "
            "but `concepts`.",
            max_length=settings.max_body,
        ),
        _switch("layout", None, "Positions of the nodes; up to 5,000 of them they are there unless `false`."),
        _switch("measures", None, "Communities, PageRank and betweenness: there unless `false`."),
        _switch("dynamic", "false", "`true`: the days of nodes and edges, for a timeline."),
    )


def _switch(name: str, default: str | None, what: str) -> Parameter:
    return Parameter(name, what, default=default, choices=("true", "false"))


def _bounded(parameter: Parameter, most: int) -> Parameter:
    """The parameter; where it says how long a list may be, no longer than `most`."""
    if parameter.name != "limit" or parameter.maximum is None or parameter.maximum <= most:
        return parameter
    assert isinstance(parameter.default, int)
    return replace(parameter, maximum=most, default=min(parameter.default, most))


def _declared(settings: Settings) -> Mapping[str, tuple[Parameter, ...]]:
    return {
        "entities.search": (
            Parameter(
                "q", "Words or a prefix of a name or an alias; without it, the most connected entities."
            ),
            _TYPE,
            Parameter(
                "fuzzy",
                "`true`: also names with a slip (two, from eight letters on), after the others.",
                default="false",
                choices=("true", "false"),
            ),
            _limit(20, 100, "entities"),
            _CURSOR,
        ),
        "entities.relations": (
            Parameter(
                "direction",
                "`out`: the entity is the subject; `in`: the object.",
                default="both",
                choices=("both", "out", "in"),
            ),
            _RELATION,
            Parameter("other", "Only claims with the entity of this id at the other end."),
            _HOLDER,
            *_REST,
            _DOCUMENT,
            Parameter(
                "group",
                "`edge`: one item for each relation and polarity between the entity and another, instead of "
                "the claims one by one.",
                choices=("edge",),
            ),
            Parameter(
                "sort",
                f"{_ORDER} `weight`, for groups: those of most claims first. Without it, `reading`, or "
                "`weight` for groups, which have no order of reading.",
                choices=("reading", "date", "-date", "-confidence", "weight"),
            ),
            _CLAIMS,
            _CURSOR,
        ),
        "entities.neighbours": (
            Parameter("depth", "How many edges away to look.", "integer", 1, minimum=1, maximum=3),
            _limit(100, 500, "nodes"),
            _RELATION,
            Parameter(
                "min_weight",
                "How many claims must affirm an edge.",
                "integer",
                1,
                minimum=1,
                maximum=100_000,
            ),
        ),
        "entities.held": (_RELATION, *_REST, _DOCUMENT, _SORT, _CLAIMS, _CURSOR),
        "relations.many": (
            Parameter("q", "Words of a label, or the beginning of one."),
            Parameter(
                "sort",
                "`-claims`, `-edges`: those of most first; `label`: by letters.",
                default="-claims",
                choices=("-claims", "-edges", "label"),
            ),
            _limit(50, 500, "relations"),
            _CURSOR,
        ),
        "paths.between": (
            Parameter("from", "Id of the entity where the paths begin.", required=True),
            Parameter("to", "Id of the entity where they end.", required=True),
            Parameter("k", "How many paths to give at most.", "integer", 5, minimum=1, maximum=20),
            Parameter("max_length", "The most steps of a path.", "integer", 4, minimum=1, maximum=6),
            Parameter(
                "directed",
                "`true`: only along the edges, from subject to object.",
                default="false",
                choices=("true", "false"),
            ),
            Parameter(
                "min_weight",
                "How many claims must affirm an edge.",
                "integer",
                1,
                minimum=1,
                maximum=1_000_000,
            ),
            Parameter("without", "A relation to leave out, by its label or id.", repeated=True),
            Parameter(
                "concepts",
                "`false`: no entity of the type Concept between the two.",
                default="true",
                choices=("true", "false"),
            ),
        ),
        "claims.many": (_DOCUMENT, _RELATION, _HOLDER, *_REST, _SORT, _CLAIMS, _CURSOR),
        "documents.many": (_limit(50, 500, "documents"), _CURSOR),
        "documents.add": (
            Parameter("source", "What names the document; another one of the same source is replaced by it."),
            Parameter("title", "Its title, whatever the document says."),
            Parameter("publisher", "Who publishes it."),
            Parameter("published", "The day it was published, as 2022-02-15."),
            Parameter("kind", "What kind of text it is: “wire report”."),
        ),
        "documents.mentions": (*_STRETCH, _limit(500, 5000, "mentions"), _CURSOR),
        "documents.claims": (*_STRETCH, _CLAIMS, _CURSOR),
        "documents.text": _STRETCH,
        **{f"graph_store.{name}": _GRAPH for name in ("read", "put", "post", "delete")},
        "jobs.many": (
            Parameter("state", "Only jobs in this state.", choices=tuple(State)),
            _limit(50, 500, "jobs"),
            _CURSOR,
        ),
        "sparql.endpoint": (
            Parameter("query", "A SPARQL 1.1 query.", max_length=settings.max_body),
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
