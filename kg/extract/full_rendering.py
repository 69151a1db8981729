"""A claim in whole phrases: its predicate with its adverbs and every argument of its clause, in the order of
the text (an n-ary proposition, as in open information extraction: Bhardwaj et al. 2019)."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.charges import charges
from kg.extract.clause import Clause
from kg.extract.phrases import Phrase, described, surface, whole
from kg.extract.tree import SUBJECTS, child, children, dependents, is_clause, preposition
from kg.extract.wording import particles, shared_auxiliaries
from kg.language import Token
from kg.model import Rendering

_ADJUNCTS = ("obl", "obl:agent", "obl:unmarked", "advmod", "advcl")
_COMPLEMENTS = ("iobj", "xcomp", "ccomp")
_Part = tuple[Token, tuple[Token, ...]]  # an argument's head and its words


def full(clause: Clause, subject: Phrase, direct: Token | None) -> Rendering:
    """The clause as said of `subject`; `direct` is the member of a coordinated object or predicate that is
    meant. Where there is no object, the preposition of the first argument is the predicate's."""
    predicate = _predicate(clause)
    parts = [*_core(clause, direct, predicate), *_shared(clause)]
    relation = surface(predicate)
    if (there := child(clause.head, "expl")) is not None and clause.kind == "existential":
        return Rendering(there.text, relation, tuple(surface(tokens) for _, tokens in parts))
    if not clause.objects and clause.kind != "copula" and parts and (marker := preposition(parts[0][0])):
        head, tokens = parts[0]
        relation, parts[0] = f"{relation} {marker}", (head, tokens[len(marker.split()) :])
    return Rendering(surface(subject.full), relation, tuple(surface(tokens) for _, tokens in parts))


def _predicate(clause: Clause) -> tuple[Token, ...]:
    """Auxiliaries, verb and particles, and the adverbs among them and right before; of a copula no predicate
    but an adjective that takes a preposition (“is close to”)."""
    head = clause.head
    found = [*shared_auxiliaries(head), *particles(head)]
    governs = any(c.dep_ == "obl" and c.i > head.i and preposition(c) for c in dependents(head))
    if clause.kind != "copula" or (head.pos_ in ("ADJ", "ADV") and governs):
        found.append(head)
    first = min((w.i for w in found), default=head.i)
    for adverb in reversed(children(head, "advmod")):
        if adverb.i < head.i and adverb.i >= first - 1 and not any(True for _ in dependents(adverb)):
            found.append(adverb)
            first = min(first, adverb.i)
    return tuple(sorted({w.i: w for w in found}.values(), key=lambda w: w.i))


def _core(clause: Clause, direct: Token | None, predicate: tuple[Token, ...]) -> list[_Part]:
    """Object or nominal predicate first, then what follows the verb, then what stands before it."""
    head = clause.head
    used = {w.i for w in predicate}
    found: list[_Part] = []
    if clause.kind == "copula" and head.i not in used:
        words = described(direct or head).full
        found.append((head, tuple(w for w in words if w.i not in used and w.i > min(used, default=-1))))
    elif clause.kind == "existential":
        found += [(c, whole(c, coordinated=True)) for c in children(head, "nsubj", "obj")]
    elif clause.kind != "copula":
        objects = [direct] if direct is not None and direct in clause.objects else clause.objects[:1]
        found += [(o, whole(o, coordinated=direct is None)) for o in objects]
    taken = used.union(w.i for _, tokens in found for w in tokens)
    rest = [
        c
        for c in dependents(head)
        if c.dep_ in (*_ADJUNCTS, *_COMPLEMENTS) and c.i not in taken and not _comments(c)
    ]
    rest += (c for c in charges(head, clause.objects) if c.head != head)
    rest.sort(key=lambda c: (c.i < head.i, c.i))
    found += [(c, whole(c, coordinated=True)) for c in rest]
    return [(c, tokens) for c, tokens in found if tokens]


def _comments(token: Token) -> bool:
    """Words that link or comment (“however”, “according to …”), and negation, which is the predicate's."""
    if token.dep_ == "advmod":
        return token.lower_ in lexicon.NEGATORS | lexicon.LINKING or token.tag_ == "WRB"
    return token.dep_ == "obl" and preposition(token) in ("according to", "including")


def _shared(clause: Clause) -> list[_Part]:
    """What stands before the subject of the first of coordinated clauses is said of all of them."""
    head = clause.head
    if head.dep_ != "conj" or not is_clause(head.head) or child(head, *SUBJECTS) is not None:
        return []
    first = child(head.head, *SUBJECTS)
    fronted = [c for c in children(head.head, *_ADJUNCTS) if first is not None and c.i < first.i]
    return [(c, whole(c, coordinated=True)) for c in fronted if not _comments(c)]
