"""A claim as the index keeps it: JSON with gaps for what may change while the claim stays.

A gap stands between two unit separators, which JSON text never contains. Its first letter says what goes
there: `e` and an entity's id for its id, label and addresses, `r` and a relation's id for its label, and
`c`, `p`, `d` for the beginning of the addresses of claims, of their pages, and of documents. Ids in gaps
are percent-encoded. `kg.query.labels` fills them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

import orjson

from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris, offsets

Said: TypeAlias = Mapping[str, Sequence[str]]
Gapped: TypeAlias = bytes

GAP = b"\x1f"

_VALUES = {
    node.value: value.value
    for table in (v.POLARITIES, v.CERTAINTIES, v.TEMPORALITIES, v.SPEECH)
    for value, node in table.items()
}
_BEGINNING, _END = v.term("time:hasBeginning").value, v.term("time:hasEnd").value
_ANCHOR = v.term("nif:anchorOf").value

READ = frozenset(
    {
        *(v.SUBJECT_ARGUMENT, v.OBJECT_ARGUMENT, v.PLACE_ARGUMENT, v.QUALIFIER, v.QUALIFIED_ATTRIBUTION),
        *(v.WHEN, v.FROM_SENTENCE, v.RELATION_TEXT, v.RELATION_SPAN, v.POLARITY, v.CERTAINTY),
        *(v.TEMPORALITY, v.CONDITIONAL, v.AFFIRMED, v.EVENT_TYPE, v.CONFIDENCE, v.RULE, v.CONTENT),
        *(v.ENTITY, v.TEXT, v.SPAN, v.AGENT, v.CUE, v.CUE_SPAN, v.SPEECH_KIND, v.ORDER, v.ROLE),
        *map(v.term, ("time:hasBeginning", "time:hasEnd", "nif:anchorOf")),
    }
)


def make(
    node: str, about: Mapping[str, Said], document: tuple[str, str | None, str | None, str | None], iris: Iris
) -> Gapped:
    """The claim at `node`, from what its document's graph says by node and predicate; the members are those
    of `rows.ClaimRow` with their addresses.

    Args:
        document: its id, title, publisher and date.
    """
    said, identifier = about[node], iris.id(node)
    key, title, publisher, published = document

    def part(name: str) -> Said | None:
        return about.get(iris.part(identifier, name))

    when, sentence = part("when"), said[v.FROM_SENTENCE.value][0]
    start, end = times(when, iris)
    date, dated_by = (start or end, "claim") if start or end else (published, "document")
    event_type = _one(said, v.EVENT_TYPE.value)
    relation = iris.id(said[v.PREDICATE.value][0])
    members: dict[str, bytes] = {
        "id": _json(identifier),
        "iri": _json(node),
        "url": _address(b"c", identifier),
        "page": _address(b"p", identifier),
        "subject": _slot(part("subject"), iris),
        "relation": _gap(b"r", relation),
        "relation_id": _json(relation),
        "relation_text": _json(said[v.RELATION_TEXT.value][0]),
        "relation_spans": _spans(said, v.RELATION_SPAN.value),
        "object": _slot(part("object"), iris),
        "holders": _list([_holder(one, iris) for one in ordered(said, v.QUALIFIED_ATTRIBUTION.value, about)]),
        "polarity": _json(_VALUES[said[v.POLARITY.value][0]]),
        "certainty": _json(_VALUES[said[v.CERTAINTY.value][0]]),
        "temporality": _json(_VALUES[said[v.TEMPORALITY.value][0]]),
        "conditional": _flag(said, v.CONDITIONAL.value),
        "edge": _flag(said, v.AFFIRMED.value),
        "event_type": _json(event_type.partition("#")[2] if event_type else None),
        "when": _json(_one(when, v.TEXT.value)),
        "when_start": _json(start),
        "when_end": _json(end),
        "confidence": _json(float(said[v.CONFIDENCE.value][0])),
        "rules": _json(sorted(said.get(v.RULE.value, ()))),
        "content": _json(sorted(iris.id(inner) for inner in said.get(v.CONTENT.value, ()))),
        "sentence": _json(about[sentence][_ANCHOR][0]),
        "sentence_span": _json(offsets(sentence)),
        "document": _json(key),
        "document_url": _address(b"d", key),
        "title": _json(title),
        "publisher": _json(publisher),
        "published": _json(published),
        "where": _slot(part("place"), iris),
        "qualifiers": _list(
            [
                _object({"role": _json(one[v.ROLE.value][0]), "slot": _slot(one, iris)})
                for one in ordered(said, v.QUALIFIER.value, about)
            ]
        ),
        "date": _json(date),
        "dated_by": _json(dated_by if date else None),
    }
    return _object(members)


def times(when: Said | None, iris: Iris) -> tuple[str | None, str | None]:
    """The first and last day of a time expression, ISO dates, each None where it is not known."""
    start, end = _one(when, _BEGINNING), _one(when, _END)
    return iris.id(start) if start else None, iris.id(end) if end else None


def ordered(said: Said, predicate: str, about: Mapping[str, Said]) -> list[Said]:
    """The parts that `predicate` leads to, in their order."""
    parts = (about[part] for part in said.get(predicate, ()))
    return sorted(parts, key=lambda one: int(one[v.ORDER.value][0]))


def _slot(part: Said | None, iris: Iris) -> bytes:
    if part is None:
        return b"null"
    return b'{%b,"text":%b,"spans":%b}' % (
        _gap(b"e", iris.id(part[v.ENTITY.value][0])),
        _json(part[v.TEXT.value][0]),
        _spans(part, v.SPAN.value),
    )


def _holder(part: Said, iris: Iris) -> bytes:
    return b'{%b,"cue":%b,"cue_spans":%b,"speech":%b}' % (
        _gap(b"e", iris.id(part[v.AGENT.value][0])),
        _json(part[v.CUE.value][0]),
        _spans(part, v.CUE_SPAN.value),
        _json(_VALUES[part[v.SPEECH_KIND.value][0]]),
    )


def _gap(kind: bytes, identifier: str) -> bytes:
    return GAP + kind + quote(identifier, safe="").encode() + GAP


def _address(kind: bytes, identifier: str) -> bytes:
    return b'"' + GAP + kind + GAP + quote(identifier, safe="").encode() + b'"'


def _object(members: Mapping[str, bytes]) -> bytes:
    return b"{" + b",".join(b'"%b":%b' % (name.encode(), made) for name, made in members.items()) + b"}"


def _list(items: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(items) + b"]"


def _spans(said: Said, predicate: str) -> bytes:
    return _json(sorted(offsets(iri) for iri in said.get(predicate, ())))


def _flag(said: Said, predicate: str) -> bytes:
    return _json(said[predicate][0] == "true")


def _one(said: Said | None, predicate: str) -> str | None:
    return next(iter(said.get(predicate, ())), None) if said else None


def _json(value: Any) -> bytes:
    return orjson.dumps(value)
