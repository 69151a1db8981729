"""Predicates and their arguments: one `Clause` for each verb, copular predicate and existential.

Borrowing over coordination, control and participles follows PredPatt (White et al. 2016); the rules
are named in `Clause.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract import lexicon
from kg.extract.phrases import name_of
from kg.extract.quotation import in_quotes
from kg.extract.tree import (
    SUBJECTS,
    child,
    children,
    family,
    first_conjunct,
    is_clause,
    is_relative_pronoun,
    preposition,
)
from kg.language import Span, Token


@dataclass(slots=True)
class Clause:
    """A predicate with its arguments as head tokens. `obliques` pair a preposition with its noun;
    `content` are clausal complements with their own subject, `open` those without (xcomp)."""

    head: Token
    kind: str  # "verb", "copula", "existential"
    passive: bool = False
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    content: list[Token] = field(default_factory=list)
    open: list[Token] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()


def clauses(sentence: Span) -> dict[int, Clause]:
    """The clauses of a sentence by their head's index in the document, in the order of the text."""
    found: dict[int, Clause] = {}
    heads = [w for w in sentence if is_clause(w) and not w.is_space]
    for head in sorted(heads, key=_depth):
        found[head.i] = _clause(head, found)
    for clause in found.values():
        _inverted_subject(clause, found)
        _one_subject(clause)
    return dict(sorted(found.items()))


def _one_subject(clause: Clause) -> None:
    """Of two subjects that are not coordinated, one behind the verb is an apposition to the clause
    (“…, a move that …”)."""
    own = [s for s in clause.subjects if s.head == clause.head and s.dep_ in SUBJECTS]
    if len(own) > 1 and own[0].i < clause.head.i:
        behind = [s for s in own if s.i > clause.head.i]
        clause.subjects = [s for s in clause.subjects if s not in behind]


def _inverted_subject(clause: Clause, found: dict[int, Clause]) -> None:
    """“…,” said an analyst in Berlin: behind a quotation and a cue verb, the next noun is who said it,
    whatever the parser hangs it on."""
    verb = clause.head
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    if clause.lemma not in lexicon.REPORTING or before is None or not before.is_quote or not clause.content:
        return
    if any(s.head == verb for s in clause.subjects):
        return
    for word in verb.doc[verb.i + 1 : verb.sent.end]:
        if word.pos_ in ("NOUN", "PROPN", "PRON") and word.head.i <= verb.i:
            for other in found.values():
                other.objects = [o for o in other.objects if o != word]
                other.subjects = [s for s in other.subjects if s != word]
            clause.subjects = [word]
            clause.rules.append("InvertedSubject")
            return
        if word.is_punct or word.pos_ in ("VERB", "AUX", "ADP"):
            return


def _depth(token: Token) -> tuple[int, int]:
    """Governors first, so that what is borrowed is already there."""
    return sum(1 for _ in token.ancestors), token.i


def _clause(head: Token, done: dict[int, Clause]) -> Clause:
    copular = child(head, "cop") is not None and head.pos_ != "VERB"
    clause = Clause(
        head,
        "copula" if copular else "existential" if child(head, "expl") and head.lemma_ == "be" else "verb",
    )
    clause.passive = any(c.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for c in head.children)
    _own_arguments(clause)
    _relative(clause)
    if not clause.subjects:
        _borrow_subject(clause, done)
    _share_object(clause, done)
    return clause


def _own_arguments(clause: Clause) -> None:
    head = clause.head
    for c in head.children:
        if c.dep_ in SUBJECTS:
            if not is_relative_pronoun(c) or head.dep_ != "acl:relcl":
                clause.subjects += [c] if is_clause(c) else family(c)
        elif c.dep_ == "obj" and clause.kind == "verb":
            if not (is_relative_pronoun(c) and head.dep_ == "acl:relcl"):
                clause.objects += family(c)
        elif c.dep_ == "iobj":
            clause.recipients += family(c)
        elif c.dep_ in ("obl", "obl:agent") or (
            c.dep_ == "nmod" and clause.kind == "copula" and preposition(c) != "of"
        ):
            marker = preposition(c)
            if is_relative_pronoun(c) and head.dep_ == "acl:relcl":
                continue
            if marker:
                clause.obliques += [(preposition(member) or marker, member) for member in family(c)]
        elif c.dep_ == "ccomp":
            clause.content += [c, *(k for k in c.children if k.dep_ == "conj" and is_clause(k))]
        elif c.dep_ == "conj" and _with_that(c) and any(k.dep_ == "ccomp" for k in head.children):
            clause.content.append(c)  # “said that …, but that …”, hung on the verb of saying
        elif c.dep_ == "xcomp":
            clause.open.append(c)
    if clause.passive:
        agents = [(p, n) for p, n in clause.obliques if p == "by" and (n.dep_ == "obl:agent" or _acts(n))]
        if agents:
            clause.rules.append("PassiveAgentIsSubject")


def _with_that(token: Token) -> bool:
    """A clause that “that” opens: complements may be coordinated so, main clauses may not."""
    return is_clause(token) and any(c.lower_ == "that" and c.dep_ in ("mark", "det") for c in token.children)


def _acts(token: Token) -> bool:
    """Whether a “by” phrase may be an agent: not a time, a place or a manner gerund."""
    name = name_of(token)
    if name is not None:
        return name.label_ != "TIME"
    return token.pos_ in ("NOUN", "PROPN", "PRON") and token.lemma_.lower() not in lexicon.TIME_NOUNS


def _relative(clause: Clause) -> None:
    """In a relative clause the antecedent fills the place of the relative pronoun."""
    head = first_conjunct(clause.head)
    if clause.head.dep_ not in ("acl:relcl", "acl") or clause.head.head.pos_ not in (
        "NOUN",
        "PROPN",
        "PRON",
        "NUM",
    ):
        return
    antecedent = head.head
    if clause.head.dep_ == "acl":
        if clause.subjects or child(clause.head, "mark") is not None:
            return
        if clause.head.tag_ == "VBN":
            clause.passive = True
            clause.subjects, clause.rules = [antecedent], [*clause.rules, "ParticipleModifiesItsObject"]
        elif clause.head.tag_ == "VBG":
            clause.subjects, clause.rules = [antecedent], [*clause.rules, "ParticipleModifiesItsSubject"]
        return
    pronouns = [c for c in clause.head.children if is_relative_pronoun(c)]
    if parenthetical(clause):
        return
    clause.rules.append("RelativePronounIsAntecedent")
    for pronoun in pronouns:
        if pronoun.dep_ in SUBJECTS:
            clause.subjects = [antecedent]
        elif pronoun.dep_ == "obj":
            clause.objects.append(antecedent)
        elif pronoun.dep_ == "obl" and preposition(pronoun):
            clause.obliques.append((preposition(pronoun), antecedent))
    if (
        not pronouns
        and clause.kind == "verb"
        and not clause.objects
        and not clause.content
        and not clause.passive
    ):
        if clause.subjects:
            clause.objects.append(antecedent)  # “the forces they moved”
        else:
            clause.subjects = [antecedent]


def parenthetical(clause: Clause) -> bool:
    """“Such a step, Kyiv warned, would …”: parsed as a relative clause, but set off and without a pronoun."""
    head = clause.head
    if (
        clause.lemma not in lexicon.CUES
        or head.dep_ not in ("acl:relcl", "acl", "parataxis")
        or not clause.subjects
    ):
        return False
    words = [w for w in head.subtree if not w.is_space]
    before = head.doc[words[0].i - 1] if words[0].i > head.sent.start else None
    opened = words[0].dep_ == "punct" or (before is not None and before.text in (",", "—", "–"))
    return opened and not any(is_relative_pronoun(c) for c in head.children)


def _borrow_subject(clause: Clause, done: dict[int, Clause]) -> None:
    head = clause.head
    governor = done.get(head.head.i) if head.head != head else None
    while governor is not None and in_quotes(governor.head) and not in_quotes(head):
        # hung inside a quotation it stands outside of: it belongs to the clause that quotes
        governor = done.get(governor.head.head.i) if governor.head.head != governor.head else None
    if governor is None:
        return
    if head.dep_ == "conj":
        clause.subjects = list(governor.subjects)
        clause.passive = clause.passive or (governor.passive and head.tag_ == "VBN" and not clause.objects)
        if clause.subjects:
            clause.rules.append("SubjectSharedByCoordination")
    elif head.dep_ == "xcomp":
        controlled = governor.objects or governor.recipients
        if controlled and governor.lemma != "promise":
            clause.subjects = list(controlled)
            clause.rules.append("ObjectControlsSubject")
        elif governor.passive and _agents(governor) and governor.lemma in lexicon.OBJECT_CONTROL:
            clause.subjects = list(governor.subjects)
            clause.rules.append("PassiveObjectControlsSubject")
        else:
            clause.subjects = list(governor.subjects)
            clause.rules.append("SubjectControlsSubject")
    elif head.dep_ in ("advcl", "ccomp", "parataxis") and _nonfinite(head):
        # “tasked his diplomat with continuing”, “accused Kyiv of planning”: the object acts
        marker = child(head, "mark")
        objects = governor.objects if marker is not None and marker.lower_ in _OBJECT_ACTS else []
        clause.subjects = [s for s in objects or governor.subjects if s.tag_ not in ("WP", "WDT")]
        if clause.subjects:
            clause.rules.append("ParticipleSharesSubject")
        if head.tag_ == "VBN" and head.dep_ == "advcl" and child(head, "aux") is None:
            clause.passive = True  # “if given to a healthy person”


_OBJECT_ACTS = ("with", "from", "into", "of", "for")


def _nonfinite(head: Token) -> bool:
    return head.tag_ in ("VBG", "VBN", "VB") and not any(
        c.dep_ in ("aux", "aux:pass") and c.tag_ in ("VBZ", "VBD", "VBP", "MD") for c in head.children
    )


def _agents(clause: Clause) -> list[Token]:
    return [
        noun
        for marker, noun in clause.obliques
        if marker == "by" and (noun.dep_ == "obl:agent" or _acts(noun))
    ]


def agents(clause: Clause) -> list[Token]:
    """The actors of a passive clause: its “by” phrases that can act."""
    return _agents(clause) if clause.passive else []


def _share_object(clause: Clause, done: dict[int, Clause]) -> None:
    """“built and sold cars”: the object behind the last verb belongs to the first as well."""
    head = clause.head
    if head.dep_ != "conj" or not clause.objects or child(head, *SUBJECTS) is not None:
        return
    governor = done.get(head.head.i)
    if governor is None or governor.kind != "verb" or governor.objects or governor.content or governor.open:
        return
    between = [
        w
        for w in head.doc[governor.head.i + 1 : head.i]
        if w.dep_ not in ("cc", "punct", "conj", "compound:prt")
        and not (w.dep_ == "advmod" and w.head == head)
    ]
    if not between and not governor.obliques and not governor.passive:
        governor.objects += clause.objects
        governor.rules.append("ObjectSharedByCoordination")


def named_time(token: Token) -> bool:
    """A date or weekday: no object, wherever the parser hangs it."""
    name = name_of(token)
    return (name is not None and name.label_ == "TIME") or token.lemma_.lower() in lexicon.WEEKDAYS


def time_expression(token: Token) -> bool:
    """Whether a noun is a time, which qualifies a claim but is no argument of it."""
    name = name_of(token)
    if name is not None and name.label_ == "TIME":
        return True
    nouns = {token.lemma_.lower(), *(c.lemma_.lower() for c in children(token, "compound"))}
    return bool(nouns & lexicon.TIME_NOUNS)
