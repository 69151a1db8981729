"""Claims of passive clauses: turned active where the actor is named, else of what it was done to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import lexicon, wording
from kg.extract.clause import Clause, agents, complements, nobody
from kg.extract.draft import Draft
from kg.extract.phrases import Phrase, phrase
from kg.extract.predication import Predication, institution, prepositional
from kg.extract.silence import Silence
from kg.language import Token


def silence(clause: Clause) -> Silence | None:
    """Why a passive clause makes no claim; None where it makes one."""
    if nobody(clause):
        return Silence.NAMELESS_ARGUMENT
    if clause.content and _expletive(clause):
        return Silence.EXPLETIVE
    if complements(clause)[1] and not agents(clause) and _raises(clause):
        return Silence.PASSIVE_RAISING
    if clause.content and not (agents(clause) or clause.objects or _obliques(clause, [])):
        return Silence.ONLY_CLAUSES  # “the crew was told that …”
    return None


def drafts(base: Predication) -> Iterator[Draft]:
    """The claims of a passive clause that is not silent."""
    clause = base.clause
    actors = [p for a in agents(clause) for p in (institution(a) or [phrase(a)])]
    obliques = _obliques(clause, actors)
    for patient in base.subjects:
        if actors:
            yield from _turned(base, patient, actors, obliques)
        else:
            yield from _unturned(base, patient, obliques)


def _turned(
    base: Predication, patient: Phrase, actors: list[Phrase], obliques: list[tuple[str, Token]]
) -> Iterator[Draft]:
    """“The ferry was sold by Norway to Chile”: Norway sells the ferry, Norway sells the ferry to Chile."""
    clause = base.clause
    for actor in actors:
        fined = clause.lemma in lexicon.FINING
        for token in clause.objects:
            yield from _given(base, patient, actor, token, fined)
        if fined or not clause.objects:
            yield base.draft(actor, wording.active(clause), patient, "PassiveTurnedActive", said_of=patient)
        for complement in complements(clause)[0]:
            relation = wording.active(clause, patient)
            yield base.draft(
                actor, relation, phrase(complement), "PassiveComplementTurnedActive", said_of=patient
            )
        for marker, noun in obliques:
            yield base.draft(
                actor,
                wording.active(clause, patient, marker, noun),
                phrase(noun),
                "PassiveTurnedActive",
                said_of=patient,
            )


def _given(base: Predication, patient: Phrase, actor: Phrase, token: Token, fined: bool) -> Iterator[Draft]:
    """“Chile was sold a ferry by Norway”: Norway sells a ferry, Norway sells a ferry to Chile; but nobody is
    fined a sum to a bank."""
    verb, thing = base.clause, phrase(token)
    pairs = ((wording.active(verb), thing), (wording.active(verb, thing), patient))
    for relation, given in pairs[:1] if fined else pairs:
        yield base.draft(actor, relation, given, "PassiveOfRecipient", said_of=patient, direct=token)


def _unturned(base: Predication, patient: Phrase, obliques: list[tuple[str, Token]]) -> Iterator[Draft]:
    """“The ferry was sold to Chile”: nobody says by whom."""
    clause = base.clause
    for token in clause.objects:
        yield base.draft(patient, wording.passive(clause), phrase(token), "PassiveWithObject", direct=token)
    for marker, noun in obliques:
        yield base.draft(patient, wording.passive(clause, marker, noun), phrase(noun), "PassivePreposition")
    nominal, _ = complements(clause)
    for complement in nominal:
        yield base.draft(patient, wording.passive(clause), phrase(complement), "PassiveComplement")
    if not (obliques or clause.objects or clause.content or nominal):
        yield base.draft(patient, wording.passive(clause), None, "PassiveWithoutAgent")


def _obliques(clause: Clause, actors: list[Phrase]) -> list[tuple[str, Token]]:
    """The prepositional arguments that are no actors."""
    acting = [actor.head for actor in actors]
    return [(m, n) for m, n in prepositional(clause) if phrase(n).head not in acting and m != "by"]


def _expletive(clause: Clause) -> bool:
    """“It is asserted that …”: “it” only holds the place of the clause."""
    return all(s.lower_ == "it" for s in clause.subjects)


def _raises(clause: Clause) -> bool:
    """“is believed to have left”: the infinitive carries the claim."""
    return clause.lemma in lexicon.CUES | lexicon.INTENTION
