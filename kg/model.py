"""The nouns of the project: what the stages hand to each other. Frozen, slotted, without work in them.

All offsets are code points into `Document.text`, begin inclusive, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is; only headlines and paragraphs are read for claims."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    SECTION = "section"  # section labels: “Latest News”
    CAPTION = "caption"  # “(Via Pixabay)” and the line it captions
    BYLINE = "byline"
    CREDIT = "credit"  # “This story originally appeared in …”
    METADATA = "metadata"  # front matter


class EntityType(StrEnum):
    """Types of entities, by their schema.org names, and our own two for what has no name."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    GOVERNMENT = "GovernmentOrganization"
    COUNTRY = "Country"
    CITY = "City"
    PLACE = "Place"
    EVENT = "Event"
    WORK = "CreativeWork"  # titles, laws, treaties
    PRODUCT = "Product"
    THING = "Thing"  # a name of no known type
    CONCEPT = "Concept"  # a common noun phrase: “garrisons”
    PROPOSITION = "Proposition"  # a clause as an object: “attack imminent”


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Temporality(StrEnum):
    FUTURE = "future"
    NONFUTURE = "nonfuture"


class Speech(StrEnum):
    """How a holder's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [start, end) of the document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document of one kind; blocks are in order and do not overlap."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its metadata. `id` comes from content and source; a second document of the same
    `source` with other content replaces the first in a graph."""

    id: str
    text: str
    source: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    kind: str | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Something claims are about. `key` is unique and readable (“Vladimir_Putin”): `kg.rdf.iris`
    makes the IRI from it. `links` are outside identifiers: ISO codes as `iso3166:UA`."""

    key: str
    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """One slot of a claim: the words as rendered, where they stand, and the entity they denote.

    `text` is the minimal rendering, `full` the whole phrase. `spans` are of the minimal rendering.
    """

    text: str
    full: str
    spans: tuple[Span, ...]
    entity: Entity


@dataclass(frozen=True, slots=True)
class Relation:
    """A readable verb phrase in one form. `label` names the edge (“moves troops”), `text` is its
    wording in the sentence (“will move more troops to”), `spans` its words' places."""

    label: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who says it: the source, and the cue that shows it. `cue` is empty where nothing but
    quotation marks attributes."""

    source: Argument
    cue: str
    cue_spans: tuple[Span, ...]
    speech: Speech


@dataclass(frozen=True, slots=True)
class Stance:
    """GRaSP's three axes, and whether the claim stands under a condition."""

    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    temporality: Temporality = Temporality.NONFUTURE
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A time expression. `start` and `end` (inclusive) are None where it is not `resolved`:
    a weekday in a document without a date stays a weekday."""

    text: str
    spans: tuple[Span, ...]
    granularity: str  # "day", "week", "month", "year", "season", …
    resolved: bool
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What was cut from a claim: a role (preposition, “number”, “purpose”) and its words."""

    role: str
    argument: Argument


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a claim came from, and the words that make it."""

    sentence: Span
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A claim as words: subject, predicate, and what it is said with, prepositions included."""

    subject: str
    relation: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, relation, object, and who says so. `holders` are innermost first; empty means that
    the publisher narrates. `content` holds the ids of the claims inside a speech act's object.
    `edge` says whether the plain subject–relation–object triple is affirmed. `full` is the claim in whole
    phrases with every argument of its clause, `minimal` are the atomic facts of that clause."""

    id: str
    subject: Argument
    relation: Relation
    object: Argument | None
    holders: tuple[Holder, ...]
    stance: Stance
    evidence: Evidence
    rules: tuple[str, ...]
    confidence: float
    edge: bool
    when: When | None = None
    where: Argument | None = None
    event_type: str | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    content: tuple[str, ...] = ()
    full: Rendering | None = None
    minimal: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One place where an entity is named or referred to."""

    entity: Entity
    span: Span
    kind: str  # "name", "noun phrase", "pronoun"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of attributing words to a source, as it stands in the text: where the source, the cue
    and the attributed words are. `source` is empty where none is named (“it was reported”). `full` and
    `minimal` say it in words, once for each source; they are empty where a claim already says the same."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speech: Speech
    full: tuple[Rendering, ...] = ()
    minimal: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document: what `kg.rdf` writes as one named graph."""

    document: Document
    sentences: tuple[Span, ...]
    mentions: tuple[EntityMention, ...]
    claims: tuple[Claim, ...]
    model: str  # hash of the language model's weights
    words: int  # tokens read, punctuation included
    attributions: tuple[Attribution, ...] = ()
