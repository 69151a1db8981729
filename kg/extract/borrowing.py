"""Arguments that stand elsewhere in the sentence: relative clauses, participles, control, coordination.

After PredPatt (White et al. 2016). Each function changes the clause in place and names the rule it used.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause, agents
from kg.extract.quotation import in_quotes
from kg.extract.tree import SUBJECTS, child, dependents, is_relative_pronoun, preposition, subtree
from kg.language import Token

# “tasked his diplomat with continuing”, “accused Kyiv of planning”: the object acts.
_OBJECT_ACTS = ("with", "from", "into", "of", "for")


def relative(clause: Clause, done: dict[int, Clause]) -> None:
    """In a relative clause the antecedent fills the place of the relative pronoun. `done`: those above it."""
    antecedent = clause.head.head
    if antecedent.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return
    if clause.head.dep_ == "acl":
        _participle(clause, antecedent)
    elif clause.head.dep_ == "acl:relcl" and not parenthetical(clause):
        _relative_pronoun(clause, antecedent)
        _predicate_nominal(clause, antecedent, done)


def _participle(clause: Clause, noun: Token) -> None:
    """“exercises involving tanks”, “troops withdrawn from Kyiv”: the participle is said of the noun."""
    if clause.subjects or child(clause.head, "mark") is not None:
        return
    if clause.head.tag_ == "VBN":
        clause.passive, clause.subjects = True, [noun]
        clause.rules.append("ParticipleModifiesItsObject")
    elif clause.head.tag_ == "VBG":
        clause.subjects = [noun]
        clause.rules.append("ParticipleModifiesItsSubject")


def _relative_pronoun(clause: Clause, antecedent: Token) -> None:
    """“a force that encircled Kyiv”, “the talks in which they met”, “the forces they moved”."""
    pronouns = [c for c in dependents(clause.head) if is_relative_pronoun(c)]
    clause.rules.append("RelativePronounIsAntecedent")
    for pronoun in pronouns:
        if pronoun.dep_ in SUBJECTS:
            clause.subjects = [antecedent]
        elif pronoun.dep_ == "obj":
            clause.objects.append(antecedent)
        elif pronoun.dep_ == "obl" and preposition(pronoun):
            clause.obliques.append((preposition(pronoun), antecedent))
    complete = clause.objects or clause.content or clause.passive
    if not pronouns and clause.kind == "verb" and not complete:
        if clause.subjects:
            clause.objects.append(antecedent)
        else:
            clause.subjects = [antecedent]


def _predicate_nominal(clause: Clause, antecedent: Token, done: dict[int, Clause]) -> None:
    """“Beck is a composer who lives in Cologne”: it is Beck who lives there."""
    governor = done.get(antecedent.i)
    if governor is None or governor.kind != "copula" or clause.subjects != [antecedent]:
        return
    named = [s for s in governor.subjects if s.lower_ not in ("it", "there", "this", "that")]
    if named and not any(s.tag_ in ("WP", "WDT") for s in named):
        clause.subjects = named
        clause.rules.append("PredicateNominalIsSubject")


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
    if head.dep_ == "conj":
        clause.subjects = list(governor.subjects)
        clause.passive = clause.passive or (governor.passive and head.tag_ == "VBN" and not clause.objects)
        if clause.subjects:
            clause.rules.append("SubjectSharedByCoordination")
    elif head.dep_ == "xcomp":
        clause.passive = clause.passive or (head.tag_ == "VBN" and child(head, "aux") is None)
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
        acting = governor.objects if marker is not None and marker.lower_ in _OBJECT_ACTS else []
        clause.subjects = [s for s in acting or governor.subjects if s.tag_ not in ("WP", "WDT")]
        if clause.subjects:
            clause.rules.append("ParticipleSharesSubject")
        if head.tag_ == "VBN" and head.dep_ == "advcl" and child(head, "aux") is None:
            clause.passive = True  # “if given to a healthy person”


def _governor(head: Token, done: dict[int, Clause]) -> Clause | None:
    """The clause above; for one hung inside a quotation it stands outside of, the clause that quotes."""
    above = head
    while above.head != above:
        above = above.head
        clause = done.get(above.i)
        if clause is None or not in_quotes(above) or in_quotes(head):
            return clause
    return None


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
