"""The clauses of a sentence: one for each verb, copular predicate and existential, with its arguments.

What a clause has of its own is found here; what stands elsewhere, in `borrowing`.
"""

from __future__ import annotations

from kg.extract import borrowing, lexicon, relatives
from kg.extract.clause import Clause, with_preposition
from kg.extract.cues import is_arranged
from kg.extract.tree import (
    SUBJECTS,
    child,
    children,
    dependents,
    family,
    is_clause,
    is_relative_pronoun,
    preposition,
)
from kg.language import Span, Token


def clauses(sentence: Span) -> dict[int, Clause]:
    """The clauses of a sentence by their head's index in the document, in the order of the text."""
    found: dict[int, Clause] = {}
    heads = [w for w in sentence if is_clause(w) and not w.is_space]
    for head in sorted(heads, key=_depth):
        found[head.i] = _clause(head, found)
    for clause in found.values():
        _inverted_subject(clause, found)
    return dict(sorted(found.items()))


def _one_subject(clause: Clause) -> None:
    """Of two subjects that are not coordinated, one behind the verb is an apposition to the clause
    (“…, a move that …”), and a role directly before a name its title (“foreign minister Sergei Lavrov”)."""
    own = [s for s in clause.subjects if s.head == clause.head and s.dep_ in SUBJECTS]
    if len(own) > 1 and own[0].lemma_.lower() in lexicon.ROLES and own[1].i == own[0].i + 1:
        clause.subjects = [s for s in clause.subjects if s != own[0]]
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
    clause = Clause(head, _kind(head))
    clause.passive = _is_passive(head)
    _own_arguments(clause)
    _one_subject(clause)
    relatives.relative(clause, done)
    relatives.long_distance(clause)
    told = clause.content or clause.lemma in lexicon.SAYING or head.dep_ == "parataxis"
    if clause.recipients and not (clause.objects or told):  # “asked Kenya for help”
        clause.objects, clause.recipients = clause.recipients, []
    if clause.recipients and clause.lemma in lexicon.FINING:
        clause.objects, clause.recipients = [*clause.recipients, *clause.objects], []
    if _states_purpose(head):
        clause.subjects = []
    elif not clause.subjects:
        borrowing.subject(clause, done)
    borrowing.shared_object(clause, done)
    return clause


def _states_purpose(head: Token) -> bool:
    """“The aim is to end the war”: the aim ends nothing."""
    subject = child(head, "nsubj", "nsubj:outer", "nsubj:pass")
    return subject is not None and subject.lemma_.lower() in lexicon.PURPOSES and is_arranged(head)


def _is_passive(head: Token) -> bool:
    """By its auxiliary, else by its subject, which the parser may get wrong: no finite verb is passive by
    itself (“the steps followed”), nor is what only “have” stands by (“has leaked”)."""
    if child(head, "aux:pass") is not None:
        return True
    if child(head, "nsubj:pass", "csubj:pass") is None:
        return False
    auxiliaries = {c.lemma_ for c in children(head, "aux", "cop")}
    if auxiliaries:
        return not auxiliaries.isdisjoint(("be", "get"))
    return head.tag_ not in ("VBD", "VBZ", "VBP") or head.dep_ == "conj"


def _kind(head: Token) -> str:
    if child(head, "cop") is not None and head.pos_ != "VERB":
        return "copula"
    return "existential" if child(head, "expl") is not None and head.lemma_ == "be" else "verb"


def _own_arguments(clause: Clause) -> None:
    head = clause.head
    for c in dependents(head):
        if head.dep_ == "acl:relcl" and is_relative_pronoun(c):
            continue  # its antecedent stands for it: see `relatives.relative`
        if c.dep_ in ("csubj:pass", "csubj") and child(head, "expl") is not None:
            clause.content.append(c)  # “it is believed that …”
        elif c.dep_ == "nsubj:outer" and child(head, "nsubj", "nsubj:pass", "expl") is not None:
            continue  # “the fear is that the dam is full”: the fear is not full
        elif c.dep_ in SUBJECTS:
            clause.subjects += [c] if is_clause(c) else family(c)
        elif c.dep_ == "obj" and clause.objects and clause.lemma in lexicon.APPOINTING:
            clause.open += family(c)  # “made Lima its capital”
        elif c.dep_ == "obj" and clause.kind == "verb":
            clause.objects += family(c)
        elif c.dep_ == "iobj":
            clause.recipients += family(c)
        elif c.dep_ in ("obl", "obl:agent") or _predicate_modifier(c, clause):
            marker = preposition(c)
            clause.obliques += [with_preposition(n) for n in family(c) if marker]
        elif c.dep_ == "ccomp":
            clause.content += [c, *(k for k in dependents(c) if k.dep_ == "conj" and is_clause(k))]
        elif c.dep_ == "conj" and _with_that(c) and child(head, "ccomp") is not None:
            clause.content.append(c)  # “said that …, but that …”, hung on the verb of saying
        elif c.dep_ == "xcomp":
            clause.open.append(c)


def _predicate_modifier(token: Token, clause: Clause) -> bool:
    """“is a threat to Kyiv”: what modifies a nominal predicate belongs to the clause."""
    return token.dep_ == "nmod" and clause.kind == "copula" and preposition(token) != "of"


def _with_that(token: Token) -> bool:
    """A clause that “that” opens: complements may be coordinated so, main clauses may not."""
    return is_clause(token) and any(
        c.lower_ == "that" and c.dep_ in ("mark", "det") for c in dependents(token)
    )
