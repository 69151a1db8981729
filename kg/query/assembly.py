"""From the statements about claims to whole claim rows, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from kg.errors import StoreError
from kg.query.entities import labels
from kg.query.rows import ClaimRow, HolderRow, QualifierRow, SlotRow
from kg.query.view import View
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris, offsets

Said: TypeAlias = dict[str, list[str]]

_BATCH = 200  # claims per query
_PARTS = " ".join(
    str(link)
    for link in (
        v.SUBJECT_ARGUMENT,
        v.OBJECT_ARGUMENT,
        v.PLACE_ARGUMENT,
        v.QUALIFIER,
        v.QUALIFIED_ATTRIBUTION,
        v.WHEN,
        v.FROM_SENTENCE,
    )
)
_QUERY = """
SELECT ?n ?p ?o WHERE {{
  VALUES (?g ?c) {{ {claims} }}
  GRAPH ?g {{
    {{ ?c ?p ?o . BIND (?c AS ?n) }} UNION {{ VALUES ?part {{ {parts} }} ?c ?part ?n . ?n ?p ?o }}
  }}
}}"""
_VALUES = {
    node.value: value.value
    for table in (v.POLARITIES, v.CERTAINTIES, v.TEMPORALITIES, v.SPEECH)
    for value, node in table.items()
}
_BEGINNING, _END = v.term("time:hasBeginning").value, v.term("time:hasEnd").value
_ANCHOR = v.term("nif:anchorOf").value


def rows(view: View, places: Sequence[str]) -> list[ClaimRow]:
    """The claims at these places of the index, in that order.

    Raises:
        StoreError: the index names a claim that the store does not hold.
    """
    found: list[ClaimRow] = []
    for start in range(0, len(places), _BATCH):
        found.extend(_batch(view, places[start : start + _BATCH]))
    return found


def _batch(view: View, places: Sequence[str]) -> list[ClaimRow]:
    iris, marks = view.iris, ", ".join("?" * len(places))
    listed = view.index.rows(
        f"""SELECT c.id, c.subject, c.object, c.relation, r.label, d.id, d.title, d.publisher, d.published
            FROM claim c JOIN document d ON d.id = c.document JOIN relation r ON r.id = c.relation
            WHERE c.place IN ({marks}) ORDER BY c.place""",
        places,
    )
    holders = view.index.rows(f"SELECT DISTINCT entity FROM holder WHERE place IN ({marks})", places)
    claims = " ".join(f"(<{iris.document(row[5])}> <{iris.claim(row[0])}>)" for row in listed)
    about = _statements(view, _QUERY.format(claims=claims, parts=_PARTS))
    named = {key for row in listed for key in row[1:3] if key} | {key for (key,) in holders}
    named |= {iris.id(said[v.ENTITY.value][0]) for said in about.values() if v.ENTITY.value in said}
    names = labels(view, sorted(named))
    return [_claim(row, about, names, iris) for row in listed]


def _statements(view: View, query: str) -> dict[str, Said]:
    about: dict[str, Said] = defaultdict(lambda: defaultdict(list))
    for node, predicate, value in view.store.select(query):
        about[node][predicate].append(value)
    return about


def _claim(row: tuple[str, ...], about: dict[str, Said], names: dict[str, str], iris: Iris) -> ClaimRow:
    identifier, _, _, relation, relation_label, document, title, publisher, published = row
    node = iris.claim(identifier)
    said = about.get(node)
    if said is None:
        raise StoreError(f"the claim “{identifier}” is in the index but not in the store")

    def part(name: str) -> Said | None:
        return about.get(iris.part(identifier, name))

    subject, target, when = _slot(part("subject"), names, iris), part("object"), part("when")
    assert subject is not None
    sentence = said[v.FROM_SENTENCE.value][0]
    event_type = _one(said, v.EVENT_TYPE.value)
    attributions = _ordered(said.get(v.QUALIFIED_ATTRIBUTION.value, []), about)
    return ClaimRow(
        id=identifier,
        iri=node,
        subject=subject,
        relation=relation_label,
        relation_id=relation,
        relation_text=said[v.RELATION_TEXT.value][0],
        relation_spans=_spans(said, v.RELATION_SPAN.value),
        object=_slot(target, names, iris),
        holders=tuple(_holder(part, names, iris) for part in attributions),
        polarity=_VALUES[said[v.POLARITY.value][0]],
        certainty=_VALUES[said[v.CERTAINTY.value][0]],
        temporality=_VALUES[said[v.TEMPORALITY.value][0]],
        conditional=said[v.CONDITIONAL.value][0] == "true",
        edge=said[v.AFFIRMED.value][0] == "true",
        event_type=event_type.partition("#")[2] if event_type else None,
        when=_one(when, v.TEXT.value),
        when_start=_day(when, _BEGINNING, iris),
        when_end=_day(when, _END, iris),
        confidence=float(said[v.CONFIDENCE.value][0]),
        rules=tuple(sorted(said.get(v.RULE.value, ()))),
        content=tuple(sorted(iris.id(inner) for inner in said.get(v.CONTENT.value, ()))),
        sentence=about[sentence][_ANCHOR][0],
        sentence_span=offsets(sentence),
        document=document,
        title=title,
        publisher=publisher,
        published=published,
        where=_slot(part("place"), names, iris),
        qualifiers=tuple(
            QualifierRow(part[v.ROLE.value][0], slot)
            for part in _ordered(said.get(v.QUALIFIER.value, []), about)
            if (slot := _slot(part, names, iris)) is not None
        ),
    )


def _slot(part: Said | None, names: dict[str, str], iris: Iris) -> SlotRow | None:
    if part is None:
        return None
    key = iris.id(part[v.ENTITY.value][0])
    return SlotRow(key, names.get(key, key), part[v.TEXT.value][0], _spans(part, v.SPAN.value))


def _holder(part: Said, names: dict[str, str], iris: Iris) -> HolderRow:
    key = iris.id(part[v.AGENT.value][0])
    return HolderRow(
        id=key,
        label=names.get(key, key),
        cue=part[v.CUE.value][0],
        cue_spans=_spans(part, v.CUE_SPAN.value),
        speech=_VALUES[part[v.SPEECH_KIND.value][0]],
    )


def _ordered(parts: list[str], about: dict[str, Said]) -> list[Said]:
    return sorted((about[part] for part in parts), key=lambda said: int(said[v.ORDER.value][0]))


def _spans(said: Said, predicate: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(offsets(iri) for iri in said.get(predicate, ())))


def _day(part: Said | None, predicate: str, iris: Iris) -> str | None:
    instant = _one(part, predicate)
    return iris.id(instant) if instant else None


def _one(said: Said | None, predicate: str) -> str | None:
    return next(iter(said.get(predicate, ())), None) if said else None
