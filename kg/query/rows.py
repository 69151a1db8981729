"""The answers of the query layer, as plain frozen rows. `id`s are the last part of the IRI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with its counts. `degree` counts the distinct entities it has edges with."""

    id: str
    iri: str
    label: str
    type: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    degree: int
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One holder of a claim: the entity, the cue and where it stands ([start, end) code points)."""

    id: str
    label: str
    cue: str
    cue_spans: tuple[tuple[int, int], ...]
    speech: str


@dataclass(frozen=True, slots=True)
class SlotRow:
    """Subject or object of a claim: its entity, its words in the sentence, and their places."""

    id: str
    label: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class QualifierRow:
    """What was cut from a claim: a role (a preposition, “number”, “purpose”) and its words."""

    role: str
    slot: SlotRow


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with everything that traces it to its sentence. Offsets are code points of the
    document; `sentence_span` is where `sentence` stands there. `holders` are innermost first;
    empty: the document's publisher narrates. `date` is the first day of the claim's own time where that is
    known, else the day of its document; `dated_by` says which: claim or document."""

    id: str
    iri: str
    subject: SlotRow
    relation: str
    relation_id: str
    relation_text: str
    relation_spans: tuple[tuple[int, int], ...]
    object: SlotRow | None
    holders: tuple[HolderRow, ...]
    polarity: str
    certainty: str
    temporality: str
    conditional: bool
    edge: bool
    event_type: str | None
    when: str | None
    when_start: str | None
    when_end: str | None
    confidence: float
    rules: tuple[str, ...]
    content: tuple[str, ...]
    sentence: str
    sentence_span: tuple[int, int]
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    where: SlotRow | None = None
    qualifiers: tuple[QualifierRow, ...] = ()
    date: str | None = None
    dated_by: str | None = None


@dataclass(frozen=True, slots=True)
class RelationNameRow:
    """A relation, in short."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many of a kind there are."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class HolderCountRow:
    """How many of some claims an entity holds."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The claims of one relation and polarity between an entity and another: `count` of them, `narrated` by
    publishers, the others held by `holders` (the most frequent). `first` and `last` are the days between
    which they are dated, `confidence` is that of the surest, and `claims` are the ids of the first few."""

    direction: str
    relation: str
    relation_id: str
    other: NodeRow | None
    polarity: str
    count: int
    narrated: int
    holders: tuple[HolderCountRow, ...]
    first: str | None
    last: str | None
    confidence: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation, how many claims have it, and how many plain edges."""

    id: str
    iri: str
    label: str
    claims: int
    edges: int


@dataclass(frozen=True, slots=True)
class RelationDetail:
    """A relation, those broader and narrower than it by rdfs:subPropertyOf, directly or not, and the surest
    of its claims."""

    id: str
    iri: str
    label: str
    claims: int
    edges: int
    broader: tuple[RelationNameRow, ...]
    narrower: tuple[RelationNameRow, ...]
    examples: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the store. `published` is an ISO date."""

    id: str
    iri: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    kind: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A place where an entity is named or referred to: `text` at [start, end), in code points. `kind` is
    name, noun phrase or pronoun; `id`, `label` and `type` are the entity's."""

    start: int
    end: int
    text: str
    kind: str
    id: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A plain edge, affirmed by `claims` (ids), with the number of them as its weight."""

    source: str
    relation: str
    relation_id: str
    target: str
    weight: int
    claims: tuple[str, ...]
    holders: tuple[str, ...]  # labels, sorted; publishers where the publisher narrates
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies within `depth` edges of an entity, cut at `limit` nodes (`truncated` says so). Of an edge's
    claims the first five are named; its weight counts all."""

    centre: str
    depth: int
    nodes: tuple[EntityRow, ...]
    edges: tuple[EdgeRow, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class NodeRow:
    """An entity, in short."""

    id: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A plain edge between two neighbours on a path: `forward` where it leads the way of the path. `weight`
    claims affirm it, `claims` are the ids of the first, and `sentence` is that of the very first."""

    relation: str
    relation_id: str
    forward: bool
    weight: int
    claims: tuple[str, ...]
    sentence: str
    document: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a path and the edges it rests on, those of most claims first."""

    source: str
    target: str
    weight: int
    edges: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path of `length` steps between entities, none of them twice; `weight` sums those of its steps."""

    length: int
    weight: int
    nodes: tuple[NodeRow, ...]
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths between two entities: the shortest first, then the heaviest, then by the ids on the way.
    `truncated`: the search was given up, so there may be more."""

    source: str
    target: str
    paths: tuple[PathRow, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and the opaque cursor of the next page, None at the end."""

    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over the whole store."""

    documents: int
    claims: int
    entities: int
    edges: int
    triples: int


@dataclass(frozen=True, slots=True)
class Overview(Stats):
    """Those counts, and how they are spread: entities by type, claims by stance, by event type and by who
    holds the most of them, documents by month."""

    entity_types: tuple[CountRow, ...]
    polarities: tuple[CountRow, ...]
    certainties: tuple[CountRow, ...]
    temporalities: tuple[CountRow, ...]
    event_types: tuple[CountRow, ...]
    holders: tuple[HolderCountRow, ...]
    months: tuple[CountRow, ...]
