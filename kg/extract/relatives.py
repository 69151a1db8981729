"""Relative clauses and what else is said of a noun behind it: the noun fills a place in the clause.

After PredPatt (White et al. 2016). Each function changes the clause in place and names the rule it used.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.charges import is_charge
from kg.extract.clause import Clause
from kg.extract.reciprocals import acting
from kg.extract.tree import (
    SUBJECTS,
    child,
    dependents,
    is_clause,
    is_relative_pronoun,
    preposition,
    subtree,
)
from kg.language import Token

# Verbs that say who has the plan that is their object.
_HAVING = lexicon.LIGHT | {"announce", "reach", "unveil"}


def relative(clause: Clause, done: dict[int, Clause]) -> None:
    """In a relative clause the antecedent fills the place of the relative pronoun. `done`: those above it."""
    antecedent = clause.head.head
    if antecedent.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return
    if clause.head.dep_ == "acl":
        _participle(clause, antecedent, done)
        _infinitive(clause, antecedent, done)
    elif clause.head.dep_ == "acl:relcl" and not (parenthetical(clause) or content_of_noun(clause.head)):
        _relative_pronoun(clause, antecedent)
        _predicate_nominal(clause, antecedent, done)
        _pseudo_cleft(clause, antecedent, done)


def _participle(clause: Clause, noun: Token, done: dict[int, Clause]) -> None:
    """“exercises involving tanks”, “troops withdrawn from Kyiv”, “accused him of spying”: the participle is
    said of the noun."""
    charge = is_charge(clause.head)
    if clause.subjects or (child(clause.head, "mark") is not None and not charge):
        return
    if charge:
        clause.subjects = acting([noun], done[noun.head.i].subjects)
        clause.rules.append("ParticipleSharesSubject")
    elif clause.head.tag_ == "VBN":
        clause.passive, clause.subjects = True, [noun]
        clause.rules.append("ParticipleModifiesItsObject")
    elif clause.head.tag_ == "VBG":
        clause.subjects = [noun]
        clause.rules.append("ParticipleModifiesItsSubject")


def _infinitive(clause: Clause, noun: Token, done: dict[int, Clause]) -> None:
    """“made a decision to withdraw”, “Turkey’s plan to build”: whose act it is, where it is meant."""
    if clause.subjects or clause.head.tag_ != "VB" or child(clause.head, "mark") is None:
        return
    if noun.lemma_.lower() not in lexicon.INTENTION_NOUNS or _denied(noun):
        return
    owner, governor = child(noun, "nmod:poss"), done.get(noun.head.i)
    if governor is not None and noun in governor.objects and (owner is None or owner.pos_ == "PRON"):
        clause.subjects = list(governor.subjects) if governor.lemma in _HAVING else []
    elif owner is not None and owner.pos_ != "PRON":
        clause.subjects = [owner]
    if clause.subjects:
        clause.rules.append("InfinitiveOfNoun")


def _denied(noun: Token) -> bool:
    """“no plans”, “has not announced a plan”."""
    words = (*dependents(noun), *dependents(noun.head))
    return any(w.lower_ in lexicon.NEGATORS for w in words)


def long_distance(clause: Clause) -> None:
    """“the drone that Iran said it built”: the pronoun of a relative clause may belong to a clause in it."""
    above = clause.head
    while above.dep_ in ("ccomp", "xcomp"):
        above = above.head
    if above.dep_ != "acl:relcl" or above == clause.head:
        return
    for arguments in (clause.subjects, clause.objects):
        for index, argument in enumerate(arguments):
            if is_relative_pronoun(argument) and argument.i < above.i and argument.head == clause.head:
                arguments[index] = above.head
                clause.rules.append("LongDistanceRelative")


def _relative_pronoun(clause: Clause, antecedent: Token) -> None:
    """“a force that encircled Kyiv”, “the talks in which they met”, “the forces they moved”."""
    pronouns = [p for c in dependents(clause.head) for p in _pronouns(c)]
    if not pronouns and clause.subjects and antecedent.lemma_.lower() in lexicon.ADVERBIAL_NOUNS:
        return  # “the way they work”, “the day we met”
    clause.rules.append("RelativePronounIsAntecedent")
    for pronoun in pronouns:
        if pronoun.dep_ in SUBJECTS:
            clause.subjects = [antecedent]
        elif pronoun.dep_ == "obj":
            clause.objects.append(antecedent)
        elif pronoun.dep_ == "obl" and preposition(pronoun):
            clause.obliques.append((preposition(pronoun), antecedent))
        elif pronoun.head in clause.subjects and pronoun.head.pos_ not in ("NOUN", "PROPN"):
            clause.subjects = [antecedent]  # “most of whom”
    complete = clause.objects or clause.content or clause.passive
    if not pronouns and clause.kind == "verb" and not complete:
        if clause.subjects:
            clause.objects.append(antecedent)
        else:
            clause.subjects = [antecedent]


def _pronouns(token: Token) -> list[Token]:
    """The relative pronouns of an argument: “who”, “whose ferry”, “most of whom”."""
    if is_relative_pronoun(token):
        return [token]
    return [] if is_clause(token) else [p for c in dependents(token) for p in _pronouns(c)]


def _pseudo_cleft(clause: Clause, antecedent: Token, done: dict[int, Clause]) -> None:
    """“What the union wants is a pay rise”: it wants the pay rise."""
    governor = done.get(antecedent.head.i)
    if governor is None or governor.kind != "copula" or antecedent not in governor.subjects:
        return
    if antecedent.lower_ == "what" and governor.head.pos_ in ("NOUN", "PROPN"):
        clause.objects = [governor.head if o == antecedent else o for o in clause.objects]
        clause.rules.append("PseudoCleftIsObject")


def _predicate_nominal(clause: Clause, antecedent: Token, done: dict[int, Clause]) -> None:
    """“Gonzalez is a painter who lives in Lima”: it is Gonzalez who lives there."""
    governor = done.get(antecedent.i)
    if governor is None or governor.kind != "copula" or clause.subjects != [antecedent]:
        return
    named = [s for s in governor.subjects if s.lower_ not in ("it", "there", "this", "that")]
    if named and not any(s.tag_ in ("WP", "WDT") for s in named):
        clause.subjects = named
        clause.rules.append("PredicateNominalIsSubject")


def content_of_noun(head: Token) -> bool:
    """“the claim that the mayor fled”: parsed as a relative clause, but “that” only opens what is claimed."""
    marker = child(head, "mark")
    opened = marker is not None and marker.lower_ == "that" and not is_relative_pronoun(marker)
    named = head.head.lemma_.lower() in lexicon.CONTENT_NOUNS and child(head, *SUBJECTS) is not None
    return opened and named and head.dep_ == "acl:relcl"


def parenthetical(clause: Clause) -> bool:
    """“Such a step, Kyiv warned, would …”: parsed as a relative clause, but set off and without a pronoun."""
    head = clause.head
    hung = head.dep_ in ("acl:relcl", "acl", "parataxis")
    if clause.lemma not in lexicon.CUES or not hung or not clause.subjects:
        return False
    words = subtree(head)
    before = head.doc[words[0].i - 1] if words[0].i > head.sent.start else None
    opened = words[0].dep_ == "punct" or (before is not None and before.text in (",", "—", "–"))
    return opened and not any(is_relative_pronoun(c) for c in dependents(head))
