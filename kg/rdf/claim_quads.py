"""One claim as statements: the triple it makes, who holds it, how sure, since when, and on what evidence."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.model import Argument, Claim, Holder, Span, When
from kg.rdf import vocabulary as v
from kg.rdf.statements import Statements

_PHRASE = v.term("nif:Phrase")


def write(claim: Claim, narrator: NamedNode, statements: Statements) -> None:
    """Adds a claim's statements; `narrator` holds what nobody in the text is said to hold.

    Entities and relations are named elsewhere: see `kg.rdf.quads`.
    """
    say, iris = statements.say, statements.iris
    node = NamedNode(iris.claim(claim.id))
    subject = NamedNode(iris.entity(claim.subject.entity.key))
    relation = NamedNode(iris.relation(claim.relation.label))
    say(node, v.TYPE, v.CLAIM)
    say(node, v.term("prov:wasGeneratedBy"), NamedNode(iris.reading(statements.document.id)))
    say(node, v.SUBJECT, subject)
    say(node, v.PREDICATE, relation)
    _argument(claim, "subject", claim.subject, v.SUBJECT_ARGUMENT, statements)
    statements.text(node, v.RELATION_TEXT, claim.relation.text)
    _spans(node, v.RELATION_SPAN, claim.relation.spans, statements)
    if claim.object is not None:
        target = NamedNode(iris.entity(claim.object.entity.key))
        say(node, v.OBJECT, target)
        _argument(claim, "object", claim.object, v.OBJECT_ARGUMENT, statements)
        if claim.edge:
            say(subject, relation, target)
    _stance(node, claim, statements)
    for order, holder in enumerate(claim.holders):
        _holder(node, claim, order, holder, statements)
    if not claim.holders:
        say(node, v.HOLDER, narrator)
    say(node, v.FROM_SENTENCE, statements.stretch(claim.evidence.sentence, v.term("nif:Sentence")))
    _spans(node, v.EVIDENCE, claim.evidence.spans, statements)
    for rule in claim.rules:
        statements.text(node, v.RULE, rule)
    for inner in claim.content:
        say(node, v.CONTENT, NamedNode(iris.claim(inner)))
    for order, qualifier in enumerate(claim.qualifiers):
        part = _argument(claim, "qualifier", qualifier.argument, v.QUALIFIER, statements, order)
        statements.text(part, v.ROLE, qualifier.role)
    _circumstances(node, claim, statements)


def _stance(node: NamedNode, claim: Claim, statements: Statements) -> None:
    stance = claim.stance
    statements.say(node, v.POLARITY, v.POLARITIES[stance.polarity])
    statements.say(node, v.CERTAINTY, v.CERTAINTIES[stance.certainty])
    statements.say(node, v.TEMPORALITY, v.TEMPORALITIES[stance.temporality])
    statements.flag(node, v.CONDITIONAL, stance.conditional)
    statements.flag(node, v.AFFIRMED, claim.edge)
    statements.flag(node, v.NARRATED, not claim.holders)
    statements.share(node, v.CONFIDENCE, claim.confidence)


def _holder(node: NamedNode, claim: Claim, order: int, holder: Holder, statements: Statements) -> None:
    entity = NamedNode(statements.iris.entity(holder.source.entity.key))
    part = NamedNode(statements.iris.part(claim.id, "holder", order))
    statements.say(node, v.HOLDER, entity)
    statements.say(node, v.QUALIFIED_ATTRIBUTION, part)
    statements.say(part, v.TYPE, v.ATTRIBUTION)
    statements.say(part, v.AGENT, entity)
    statements.count(part, v.ORDER, order)
    statements.text(part, v.TEXT, holder.source.text)
    _spans(part, v.SPAN, holder.source.spans, statements)
    statements.text(part, v.CUE, holder.cue)
    _spans(part, v.CUE_SPAN, holder.cue_spans, statements)
    statements.say(part, v.SPEECH_KIND, v.SPEECH[holder.speech])


def _argument(
    claim: Claim,
    name: str,
    argument: Argument,
    link: NamedNode,
    statements: Statements,
    order: int | None = None,
) -> NamedNode:
    part = NamedNode(statements.iris.part(claim.id, name, order))
    statements.say(NamedNode(statements.iris.claim(claim.id)), link, part)
    statements.say(part, v.TYPE, v.ARGUMENT)
    statements.say(part, v.ENTITY, NamedNode(statements.iris.entity(argument.entity.key)))
    statements.text(part, v.TEXT, argument.text)
    if argument.full != argument.text:
        statements.text(part, v.FULL_TEXT, argument.full)
    _spans(part, v.SPAN, argument.spans, statements)
    if order is not None:
        statements.count(part, v.ORDER, order)
    return part


def _circumstances(node: NamedNode, claim: Claim, statements: Statements) -> None:
    if claim.where is not None:
        place = NamedNode(statements.iris.entity(claim.where.entity.key))
        statements.say(node, v.PLACE, place)
        _argument(claim, "place", claim.where, v.PLACE_ARGUMENT, statements)
    if claim.when is not None:
        _when(node, claim, claim.when, statements)
    if claim.event_type is not None:
        _event(node, claim, claim.event_type, statements)


def _when(node: NamedNode, claim: Claim, when: When, statements: Statements) -> None:
    part = NamedNode(statements.iris.part(claim.id, "when"))
    statements.say(node, v.WHEN, part)
    statements.say(part, v.TYPE, v.TIME_EXPRESSION)
    statements.text(part, v.TEXT, when.text)
    _spans(part, v.SPAN, when.spans, statements)
    statements.text(part, v.GRANULARITY, when.granularity)
    statements.flag(part, v.RESOLVED, when.resolved)
    for predicate, day in (("time:hasBeginning", when.start), ("time:hasEnd", when.end)):
        if day is not None:
            instant = NamedNode(statements.iris.day(day))
            statements.say(part, v.term(predicate), instant)
            statements.say(instant, v.TYPE, v.term("time:Instant"))
            statements.day(instant, v.term("time:inXSDDate"), day)


def _event(node: NamedNode, claim: Claim, event_type: str, statements: Statements) -> None:
    """The event the claim is about, in the Simple Event Model. A denied event is an event all the same:
    whether it took place is the claim's matter."""
    event, kind = NamedNode(statements.iris.part(claim.id, "event")), v.term(f"plover:{event_type}")
    statements.say(node, v.EVENT_TYPE, kind)
    statements.say(node, v.EVENT, event)
    statements.say(event, v.TYPE, v.term("sem:Event"))
    statements.say(event, v.term("sem:eventType"), kind)
    for argument in (claim.subject, claim.object):
        if argument is not None:
            actor = NamedNode(statements.iris.entity(argument.entity.key))
            statements.say(event, v.term("sem:hasActor"), actor)
    if claim.where is not None:
        place = NamedNode(statements.iris.entity(claim.where.entity.key))
        statements.say(event, v.term("sem:hasPlace"), place)
    if claim.when is not None:
        statements.say(event, v.term("sem:hasTime"), NamedNode(statements.iris.part(claim.id, "when")))


def _spans(node: NamedNode, link: NamedNode, spans: tuple[Span, ...], statements: Statements) -> None:
    for span in spans:
        statements.say(node, link, statements.stretch(span, _PHRASE))
