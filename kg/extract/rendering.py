"""A claim in whole phrases: its predicate with its adverbs, and every argument of its clause, in the order
of the text (an n-ary proposition, as open information extraction has it; Bhardwaj et al. 2019)."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.phrases import Phrase, described, surface, whole
from kg.extract.tree import SUBJECTS, child, children, is_clause, preposition
from kg.extract.wording import auxiliaries, particles
from kg.language import Token
from kg.model import Rendering

_ADJUNCTS = ("obl", "obl:agent", "obl:unmarked", "advmod", "advcl")
_COMPLEMENTS = ("iobj", "xcomp", "ccomp")


def proposition(clause: Clause, subject: Phrase, direct: Token | None) -> Rendering:
    """The clause as said of `subject`; `direct` is the member of a coordinated object that is meant."""
    predicate = _predicate(clause)
    own = _arguments(clause, direct, predicate)
    words = surface(predicate)
    if not clause.objects and clause.kind != "copula" and own and (marker := preposition(own[0][0])):
        head, tokens = own[0]
        size = len(marker.split())
        words, own[0] = f"{words} {marker}", (head, tokens[size:])
    arguments = [*own, *_shared(clause)]
    return Rendering(surface(subject.full), words, tuple(surface(tokens) for _, tokens in arguments))


def _predicate(clause: Clause) -> tuple[Token, ...]:
    """Auxiliaries, adverbs among them, verb and particles; of an infinitive also the verbs above it."""
    head = clause.head
    found = [*_auxiliaries(head), *particles(head)]
    if clause.kind != "copula" or (head.pos_ in ("ADJ", "ADV") and _prepositional(head)):
        found.append(head)
    first = min((w.i for w in found), default=head.i)
    for adverb in sorted(children(head, "advmod"), key=lambda w: -w.i):
        if adverb.i > head.i or any(True for _ in adverb.children):
            continue
        if first < adverb.i or adverb.i == first - 1:
            found.append(adverb)
            first = min(first, adverb.i)
    return tuple(sorted({w.i: w for w in found}.values(), key=lambda w: w.i))


def _auxiliaries(head: Token) -> list[Token]:
    """With those that coordinated verbs share, and the verbs an infinitive completes."""
    own = auxiliaries(head)
    governor = head.head
    if head.dep_ == "conj" and not own and child(head, *SUBJECTS) is None and governor.pos_ == "VERB":
        return [w for w in _auxiliaries(governor) if w.i < governor.i] if head.tag_ == governor.tag_ else []
    return own


def _prepositional(head: Token) -> bool:
    return any(c.dep_ == "obl" and c.i > head.i and preposition(c) for c in head.children)


def _arguments(
    clause: Clause, direct: Token | None, predicate: tuple[Token, ...]
) -> list[tuple[Token, tuple[Token, ...]]]:
    """Object or predicate first, then what follows the verb, then what was fronted."""
    head = clause.head
    used = {w.i for w in predicate}
    found: list[tuple[Token, tuple[Token, ...]]] = []
    if clause.kind == "copula" and head.i not in used:
        found.append((head, described(direct or head).full))
    objects = [direct] if direct is not None and direct in clause.objects else clause.objects[:1]
    if clause.kind != "copula":
        found += [(o, whole(o, coordinated=direct is None)) for o in objects]
    rest = [
        c
        for c in head.children
        if c.dep_ in (*_ADJUNCTS, *_COMPLEMENTS) and c.i not in used and not _comments(c)
        and not (clause.kind == "copula" and c.i in {w.i for _, tokens in found for w in tokens})
    ]
    rest.sort(key=lambda c: (c.i < head.i, c.i))
    found += [(c, whole(c, coordinated=True)) for c in rest]
    return [(c, tokens) for c, tokens in found if tokens]


def _comments(token: Token) -> bool:
    """Words that link or comment (“however”, “for example”, “according to …”)."""
    if token.dep_ == "advmod":
        return token.lower_ in lexicon.NEGATORS | lexicon.LINKING or token.tag_ == "WRB"
    return token.dep_ == "obl" and preposition(token) in ("according to", "including")


def _shared(clause: Clause) -> list[tuple[Token, tuple[Token, ...]]]:
    """What stands in front of the first of coordinated clauses is said of all of them."""
    head = clause.head
    if head.dep_ != "conj" or not is_clause(head.head) or child(head, *SUBJECTS) is not None:
        return []
    governor = head.head
    first = child(governor, *SUBJECTS)
    fronted = [
        c
        for c in governor.children
        if c.dep_ in _ADJUNCTS and first is not None and c.i < first.i and not _comments(c)
    ]
    return [(c, whole(c, coordinated=True)) for c in fronted]
