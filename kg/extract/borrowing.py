"""Arguments that stand elsewhere in the sentence: relative clauses, participles, control, coordination.

After PredPatt (White et al. 2016). Each function changes the clause in place and names the rule it used.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.charges import is_charge
from kg.extract.clause import Clause, agents
from kg.extract.frame import speaks
from kg.extract.quotation import in_quotes
from kg.extract.tree import (
    SUBJECTS,
    child,
    dependents,
    family,
    is_clause,
    is_relative_pronoun,
    preposition,
    subtree,
)
from kg.language import Token

# “tasked his diplomat with continuing”, “quoted Lund as saying”: the object acts.
# Verbs that say who has the plan that is their object.
_HAVING = lexicon.LIGHT | {"announce", "reach", "unveil"}
_OBJECT_ACTS = ("as", "with", "from", "into", "of", "for")


def relative(clause: Clause, done: dict[int, Clause]) -> None:
    """In a relative clause the antecedent fills the place of the relative pronoun. `done`: those above it."""
    antecedent = clause.head.head
    if antecedent.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return
    if clause.head.dep_ == "acl":
        _participle(clause, antecedent)
        _infinitive(clause, antecedent, done)
    elif clause.head.dep_ == "acl:relcl" and not (parenthetical(clause) or content_of_noun(clause.head)):
        _relative_pronoun(clause, antecedent)
        _predicate_nominal(clause, antecedent, done)
        _pseudo_cleft(clause, antecedent, done)


def _participle(clause: Clause, noun: Token) -> None:
    """“exercises involving tanks”, “troops withdrawn from Kyiv”, “accused him of spying”: the participle is
    said of the noun."""
    charge = is_charge(clause.head)
    if clause.subjects or (child(clause.head, "mark") is not None and not charge):
        return
    if charge:
        clause.subjects = [noun]
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


def subject(clause: Clause, done: dict[int, Clause]) -> None:
    """A clause without subject takes that of its governor, or the governor's object. `done`: the clauses
    above it."""
    head = clause.head
    governor = _governor(head, done)
    if governor is None:
        return
    if absolute := _absolute(clause, governor):
        clause.subjects = absolute
        clause.rules.append("AbsoluteSubject")
    elif head.dep_ == "conj":
        governor = _speaker(clause, governor, done) or governor
        clause.subjects = list(governor.subjects)
        clause.passive = clause.passive or (governor.passive and head.tag_ == "VBN" and not clause.objects)
        if clause.subjects:
            clause.rules.append("SubjectSharedByCoordination")
    elif asked := _asked(head, governor):
        clause.subjects = asked
        clause.rules.append("ObliqueControlsSubject")
    elif head.dep_ == "xcomp":
        # No finite verb is an xcomp: what is tagged as one is the participle written alike.
        clause.passive = clause.passive or (head.tag_ in ("VBN", "VBD") and child(head, "aux") is None)
        controlled = governor.objects or governor.recipients
        if controlled and governor.lemma != "promise":
            clause.subjects = list(controlled)
            clause.rules.append("ObjectControlsSubject")
        elif governor.passive and agents(governor) and governor.lemma in lexicon.OBJECT_CONTROL:
            clause.subjects = list(governor.subjects)
            clause.rules.append("PassiveObjectControlsSubject")
        else:
            clause.subjects = list(governor.subjects)
            clause.rules.append("SubjectControlsSubject")
    elif head.dep_ in ("advcl", "ccomp", "parataxis") and _nonfinite(head):
        marker = child(head, "mark")
        if marker is None and head.dep_ == "ccomp" and head.tag_ == "VB":
            return  # “Stop the war,” the bishop said
        acting = governor.objects if marker is not None and _object_acts(marker, governor) else []
        clause.subjects = [s for s in acting or governor.subjects if s.tag_ not in ("WP", "WDT")]
        if clause.subjects:
            clause.rules.append("ParticipleSharesSubject")
        if head.tag_ == "VBN" and head.dep_ == "advcl" and child(head, "aux") is None:
            clause.passive = True  # “if given to a healthy person”


def _absolute(clause: Clause, governor: Clause) -> list[Token]:
    """“with officials issuing warnings”: the noun between “with” and the participle, where the parser hangs
    it on the main verb."""
    head, marker = clause.head, child(clause.head, "mark", "case")
    if head.tag_ != "VBG" or head.dep_ != "advcl" or marker is None or marker.lower_ != "with":
        return []
    beside = [c for c in dependents(governor.head) if marker.i < c.i < head.i and c.dep_.startswith("obl")]
    return [noun for c in beside if not preposition(c) for noun in family(c)]


def _speaker(clause: Clause, governor: Clause, done: dict[int, Clause]) -> Clause | None:
    """“Lund said the news was good, but added …”: the clause of the speaker, where the parser hangs “added”
    on what was said, and that is said of no one who could speak."""
    above = done.get(governor.head.head.i)
    if clause.lemma not in lexicon.REPORTING or above is None or governor.head not in above.content:
        return None
    if above.lemma not in lexicon.CUES or any(speaks(s) for s in governor.subjects):
        return None
    return above


def _object_acts(marker: Token, governor: Clause) -> bool:
    """“tasked his diplomat with continuing”, “sent doctors to treat the wounded”."""
    return marker.lower_ in _OBJECT_ACTS or (
        marker.lower_ == "to"
        and governor.lemma in lexicon.SENDING
        and not any(
            o.lemma_.lower() in lexicon.WRITINGS or o.lemma_.lower() in lexicon.CONTENT_NOUNS
            for o in governor.objects
        )
    )


def _asked(head: Token, governor: Clause) -> list[Token]:
    """“called on Chad to release the poet”: who is asked is to act."""
    if head.dep_ not in ("xcomp", "advcl") or head.tag_ != "VB" or child(head, "mark") is None:
        return []
    return [
        noun
        for marker, noun in governor.obliques
        if f"{governor.lemma} {marker}" in lexicon.PREPOSITIONAL_CONTROL and noun.i < head.i
    ]


def _governor(head: Token, done: dict[int, Clause]) -> Clause | None:
    """The clause above; for one hung inside a quotation it stands outside of, the clause that quotes."""
    above = head
    while above.head != above:
        above = above.head
        clause = done.get(above.i)
        shared = head.dep_ == "conj" or (clause is not None and _opened_outside(clause))
        if shared or clause is None or not in_quotes(above) or in_quotes(head):
            return clause
    return None


def _opened_outside(clause: Clause) -> bool:
    """Costa said the bank had “lost its way”: a quotation that begins behind the subject."""
    return any(s.head == clause.head and not in_quotes(s) for s in clause.subjects)


def _nonfinite(head: Token) -> bool:
    return head.tag_ in ("VBG", "VBN", "VB") and not any(
        c.dep_ in ("aux", "aux:pass") and c.tag_ in ("VBZ", "VBD", "VBP", "MD") for c in dependents(head)
    )


def shared_object(clause: Clause, done: dict[int, Clause]) -> None:
    """“built and sold cars”: the object behind belongs to both verbs, wherever it hangs."""
    head = clause.head
    governor = done.get(head.head.i)
    if governor is None or head.dep_ != "conj" or child(head, *SUBJECTS) is not None:
        return
    if lexicon.INTRANSITIVE & {clause.lemma, governor.lemma}:
        return  # “resigned and left Chile”
    behind = [o for o in governor.objects if o.i > head.i]
    if behind and not (clause.objects or clause.content or clause.open or clause.passive):
        clause.objects = behind
        clause.rules.append("ObjectSharedByCoordination")
        return
    if not clause.objects or governor.kind != "verb" or governor.objects or governor.content or governor.open:
        return
    linking = ("cc", "punct", "conj", "compound:prt")
    between = [w for w in head.doc[governor.head.i + 1 : head.i] if w.dep_ not in linking]
    adjacent = all(w.dep_ == "advmod" and w.head == head for w in between)
    if adjacent and not governor.obliques and not governor.passive:
        governor.objects += clause.objects
        governor.rules.append("ObjectSharedByCoordination")
