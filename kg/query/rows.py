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
    empty: the document's publisher narrates."""

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
    """What lies within `depth` edges of an entity, cut at `limit` nodes (`truncated` says so)."""

    centre: str
    depth: int
    nodes: tuple[EntityRow, ...]
    edges: tuple[EdgeRow, ...]
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
