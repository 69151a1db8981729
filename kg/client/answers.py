"""What the API answers, as types: the members of each object of its OpenAPI description."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from kg.model import Certainty, EntityType, Polarity, Speech, Temporality

Spans = list[list[int]]  # [begin, end) in code points of the document's text


class Entity(TypedDict):
    """An entity with its counts."""

    id: str
    iri: str
    label: str
    type: EntityType
    aliases: list[str]
    links: list[str]
    degree: int
    claims: int
    documents: int
    url: str
    page: str
    relations_url: str
    neighbours_url: str
    held_url: str


class Slot(TypedDict):
    """Subject or object of a claim."""

    id: str
    label: str
    text: str
    spans: Spans
    url: str
    page: str


class Holder(TypedDict):
    """One holder of a claim, and the words that show it."""

    id: str
    label: str
    cue: str
    cue_spans: Spans
    speech: Speech
    url: str
    page: str


class Qualifier(TypedDict):
    """What was cut from a claim."""

    role: str
    slot: Slot


class Claim(TypedDict):
    """A claim with everything that traces it to its sentence."""

    id: str
    iri: str
    subject: Slot
    relation: str
    relation_id: str
    relation_text: str
    relation_spans: Spans
    object: Slot | None
    holders: list[Holder]
    polarity: Polarity
    certainty: Certainty
    temporality: Temporality
    conditional: bool
    edge: bool
    event_type: str | None
    when: str | None
    when_start: str | None
    when_end: str | None
    confidence: float
    rules: list[str]
    content: list[str]
    sentence: str
    sentence_span: list[int]
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    where: Slot | None
    qualifiers: list[Qualifier]
    date: str | None
    dated_by: str | None
    url: str
    page: str
    document_url: str


class Document(TypedDict):
    """A document of the graph."""

    id: str
    iri: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    kind: str | None
    claims: int
    url: str
    page: str
    claims_url: str


class RelationName(TypedDict):
    """A relation, in short."""

    id: str
    label: str
    url: str


class Relation(TypedDict):
    """A relation of the vocabulary, with its counts."""

    id: str
    iri: str
    label: str
    claims: int
    edges: int
    url: str
    claims_url: str


class RelationDetail(Relation):
    """A relation, those broader and narrower, and the surest of its claims."""

    broader: list[RelationName]
    narrower: list[RelationName]
    examples: list[Claim]


class HolderCount(TypedDict):
    """How many of some claims an entity holds."""

    id: str
    label: str
    count: int
    url: str
    page: str


class Node(TypedDict):
    """An entity, in short."""

    id: str
    label: str
    type: str
    url: str
    page: str


class Group(TypedDict):
    """The claims of one relation and polarity between an entity and another."""

    direction: str
    relation: str
    relation_id: str
    other: Node | None
    polarity: str
    count: int
    narrated: int
    holders: list[HolderCount]
    first: str | None
    last: str | None
    confidence: float
    claims: list[str]


class Stats(TypedDict):
    """Counts over the whole graph."""

    documents: int
    claims: int
    entities: int
    edges: int
    triples: int


class Count(TypedDict):
    """How many of a kind there are."""

    value: str
    count: int


class Overview(Stats):
    """Those counts, and how they are spread."""

    entity_types: list[Count]
    polarities: list[Count]
    certainties: list[Count]
    temporalities: list[Count]
    event_types: list[Count]
    holders: list[HolderCount]
    months: list[Count]


class JobItem(TypedDict):
    """One thing of a job, and what became of it."""

    source: str
    state: str
    outcome: str | None
    document: str | None
    document_url: str | None
    error: str | None


class Job(TypedDict):
    """Something that is being written; `items` only where one job is asked for."""

    id: str
    kind: str
    state: str
    who: str | None
    created: str | None
    started: str | None
    finished: str | None
    total: int
    done: int
    failed: int
    url: str
    events_url: str
    items: NotRequired[list[JobItem]]


class Mention(TypedDict):
    """A place where an entity is named or referred to."""

    start: int
    end: int
    text: str
    kind: str
    id: str
    label: str
    type: str
    url: str
    page: str


class Problem(TypedDict):
    """An error, as the server tells it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
