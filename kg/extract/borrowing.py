"""Arguments that stand elsewhere in the sentence: participles, control, coordination.

After PredPatt (White et al. 2016). Each function changes the clause in place and names the rule it used.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause, agents
from kg.extract.frame import speaks
from kg.extract.quotation import in_quotes
from kg.extract.reciprocals import acting, is_reciprocal
from kg.extract.tree import (
    SUBJECTS,
    child,
    children,
    dependents,
    family,
    preposition,
)
from kg.language import Token

# “tasked his diplomat with continuing”, “quoted Lund as saying”: the object acts.
_OBJECT_ACTS = ("as", "with", "from", "into", "of")
# The rule of a clause that is the speaker's own, though it hangs on what is said.
SPEAKER_GOES_ON = "SpeakerGoesOn"


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
        speaking = _speaker(clause, governor, done)
        if speaking is not None:
            governor, speaking.content = speaking, [c for c in speaking.content if c != head]
        clause.subjects = list(governor.subjects)
        clause.passive = clause.passive or (governor.passive and head.tag_ == "VBN" and not clause.objects)
        if clause.subjects:
            clause.rules.append(SPEAKER_GOES_ON if speaking is not None else "SubjectSharedByCoordination")
    elif asked := _asked(head, governor):
        clause.subjects = asked
        clause.rules.append("ObliqueControlsSubject")
    elif head.dep_ == "xcomp":
        # No finite verb is an xcomp: what is tagged as one is the participle written alike.
        clause.passive = clause.passive or (head.tag_ in ("VBN", "VBD") and child(head, "aux") is None)
        controlled = acting(governor.objects or governor.recipients, governor.subjects)
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
        others = _acting(marker, governor) or _demander(clause, governor, done)
        clause.subjects = [s for s in others or governor.subjects if s.tag_ not in ("WP", "WDT")]
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
    on what was said, and that is said of no one who could speak, or not of the past (“said France must win
    and promised …”)."""
    above = done.get(governor.head.head.i)
    if clause.lemma not in lexicon.CUES or above is None or governor.head not in above.content:
        return None
    if above.lemma not in lexicon.CUES:
        return None
    told_alike = clause.head.tag_ == above.head.tag_ == "VBD" and _finite(governor.head) not in ("VBD", "")
    silent = clause.lemma in lexicon.REPORTING and not any(speaks(s) for s in governor.subjects)
    return above if told_alike or silent else None


def _finite(head: Token) -> str:
    """The tag of a clause's finite verb, or nothing."""
    verbs = (*children(head, "aux", "aux:pass", "cop"), head)
    return next((w.tag_ for w in verbs if w.tag_ in ("MD", "VBD", "VBP", "VBZ")), "")


def _demander(clause: Clause, governor: Clause, done: dict[int, Clause]) -> list[Token]:
    """“urged Hungary to drop its veto, calling it a shame”: who says so is who urges, even where the parser
    hangs the participle on what is urged."""
    head, above = clause.head, done.get(governor.head.head.i)
    if above is None or governor.head.dep_ != "xcomp" or not (above.objects or above.passive):
        return []
    set_off = any(c.text == "," for c in children(head, "punct"))
    if not set_off or head.tag_ != "VBG" or clause.lemma not in lexicon.CUES | lexicon.EVALUATION:
        return []
    return agents(above) if above.passive else above.subjects


def _acting(marker: Token | None, governor: Clause) -> list[Token]:
    """“tasked his diplomat with continuing”, “sent doctors to treat the wounded”, “jailed him for lying”, but
    not “won the prize for writing”: the objects that act."""
    objects = governor.objects
    if marker is None or (marker.lower_ == "to" and governor.lemma not in lexicon.SENDING):
        return []
    if marker.lower_ == "for":
        objects = [o for o in objects if speaks(o) or is_reciprocal(o)]
    elif marker.lower_ == "to":
        written = lexicon.WRITINGS | lexicon.CONTENT_NOUNS.keys()
        objects = [] if any(o.lemma_.lower() in written for o in objects) else objects
    elif marker.lower_ not in _OBJECT_ACTS:
        return []
    return acting(objects, governor.subjects)


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
    if SPEAKER_GOES_ON in clause.rules:
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
