"""A claim as atomic facts: few words to an argument, one argument to a fact (as in MinIE, Gashteovski et al.
2017): “met Scholz”, “met Scholz in → Moscow”, “met Scholz on → Tuesday”.

Unlike the labels of a graph they keep determiners and owners, so that they read as the sentence does.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.clause import Clause, complements
from kg.extract.listings import members, wider_places
from kg.extract.phrases import Phrase, phrase, surface
from kg.extract.tree import SUBJECTS, child, children, dependents, family, preposition, subtree
from kg.extract.wording import particles, shared_auxiliaries, stranded
from kg.language import Token
from kg.model import Rendering

_NO_ARGUMENTS = ("according to", "including", "such as", "like")


def minimal(
    clause: Clause, subject: Phrase, direct: Token | None, clauses: dict[int, Clause]
) -> Iterator[Rendering]:
    """The facts that the clause says of `subject`. `direct` is the member of a coordinated object or
    predicate that is meant; `clauses` are those of the sentence."""
    said_of, verb = in_words(subject), _predicate(clause)
    if clause.kind == "copula":
        head = direct or clause.head
        yield from _kinds(said_of, verb, head)
        stem = f"{verb} {in_words(phrase(head))}"
    else:
        stem = verb
        for thing in _things(clause, direct):
            yield Rendering(said_of, stem, (thing,))
            stem = f"{stem} {thing}"
    for marker, noun in _prepositional(clause, direct):
        yield Rendering(said_of, f"{stem} {marker}".strip(), (in_words(phrase(noun)),))
        for inner, place in _behind(noun) if marker else ():
            relation = f"{stem} {marker} {in_words(phrase(noun))} {inner}"
            yield Rendering(said_of, relation, (in_words(phrase(place)),))
    if clause.lemma not in lexicon.CUES:  # of a cue: see `attributed`
        yield from (Rendering(said_of, stem, (words,)) for words in _contents(clause, clauses))
    for head in children(clause.head, "advcl"):
        yield from _linked(said_of, stem, head, clauses)


def attributed(clause: Clause, source: Phrase, clauses: dict[int, Clause]) -> Iterator[Rendering]:
    """“Keita said → the bank closed the branch”: the contents of a cue verb's clause."""
    for words in _contents(clause, clauses):
        yield Rendering(in_words(source), _predicate(clause), (words,))


def _contents(clause: Clause, clauses: dict[int, Clause]) -> list[str]:
    return [_in_short(clauses[head.i], clauses) for head in clause.content if head.i in clauses]


def in_words(part: Phrase) -> str:
    """The phrase's fewest words, with determiners and owners: “brother” without “his” would be anybody's."""
    kept = {w.i: w for w in part.tokens}
    if part.kind in ("noun", "name"):
        for c in children(part.head, "nmod") if part.kind == "name" else ():
            if preposition(c) == "of":  # “Bank of Ghana”
                kept |= {w.i: w for w in (*children(c, "case"), *phrase(c).tokens)}
        for word in list(kept.values()):
            for c in children(word, "det", "nummod", "nmod:poss"):
                below = subtree(c) if c.i < word.i else []
                if not any(w.dep_ == "acl:relcl" for w in below):
                    kept |= {w.i: w for w in below if w.tag_ not in ("``", "''")}
    return surface(tuple(kept[i] for i in sorted(kept)))


def _predicate(clause: Clause) -> str:
    head = clause.head
    found = [*shared_auxiliaries(head), *particles(head), *([] if clause.kind == "copula" else [head])]
    return surface(tuple(sorted({w.i: w for w in found}.values(), key=lambda w: w.i)))


def _things(clause: Clause, direct: Token | None) -> Iterator[str]:
    """Recipient, object and complement: what a verb takes without a preposition, in that order."""
    objects = [direct] if direct in clause.objects else clause.objects[:1]
    recipients = [r for r in clause.recipients[:1] if not objects or r.i < objects[0].i]
    nominal, _ = complements(clause)
    for token in (*recipients, *objects, *nominal):
        if token is not None:
            yield in_words(phrase(token))


def _kinds(said_of: str, verb: str, head: Token) -> Iterator[Rendering]:
    """“is in → Berlin”; “is younger sister”, “is younger sister of → Ferro”; “is composer”."""
    whole = phrase(head)
    if marker := preposition(head):
        yield Rendering(said_of, f"{verb} {marker}", (in_words(whole),))
        return
    ends = [c for c in children(head, "nmod") if preposition(c) == "of" and c.i > head.i]
    before = tuple(w for w in whole.tokens if not ends or w.i < ends[0].left_edge.i)
    if whole.kind != "noun" or not before:
        yield Rendering(said_of, verb, (in_words(whole),))
        return
    if not (ends and head.lemma_.lower() in lexicon.PARTITIVES):
        yield Rendering(said_of, verb, (surface(before),))
    for noun in (n for c in ends for n in family(c)):
        yield Rendering(said_of, f"{verb} {surface(before)} of", (in_words(phrase(noun)),))
    bare = tuple(w for w in before if w == head or (w.dep_ == "compound" and w.head == head))
    if head.pos_ == "NOUN" and not ends and len(bare) < len(before):
        yield Rendering(said_of, verb, (surface(bare),))


def _prepositional(clause: Clause, direct: Token | None) -> Iterator[tuple[str, Token]]:
    """What hangs on the object, then what hangs on the verb: prepositional and bare phrases, times too."""
    for token in [direct] if direct in clause.objects else clause.objects[:1]:
        yield from _behind(token) if token is not None else ()
    for c in dependents(clause.head):
        modifies = clause.kind == "copula" and c.dep_ == "nmod" and preposition(c) != "of"
        adverbial = c.dep_ in ("obl", "obl:agent", "obl:unmarked") and not stranded(c)
        if (adverbial or modifies) and preposition(c) not in _NO_ARGUMENTS:
            for noun in family(c):
                for member in (noun, *wider_places(noun), *members(noun)):
                    yield preposition(noun), member


def _behind(token: Token) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases that hang on a noun and are no part of its minimal rendering."""
    for c in children(token, "nmod"):
        if c.i > token.i and preposition(c) not in ("", "of", *_NO_ARGUMENTS):
            for noun in family(c):
                yield preposition(noun), noun


def _linked(said_of: str, stem: str, head: Token, clauses: dict[int, Clause]) -> Iterator[Rendering]:
    """“left when → the war began”, “came to → see the city”."""
    link = next((c for c in dependents(head) if c.dep_ in ("mark", "advmod") and c.i < head.i), None)
    if link is None or head.i not in clauses or head.i < head.head.i:
        return
    own = child(head, *SUBJECTS) is not None
    if own or link.lower_ == "to":
        words = _in_short(clauses[head.i], clauses, with_subject=own)
        yield Rendering(said_of, f"{stem} {link.lower_}", (words,))


def _in_short(clause: Clause, clauses: dict[int, Clause], *, with_subject: bool = True) -> str:
    """The clause as words: its first fact, or its subject and predicate where it has none; of “began to melt”
    those of the infinitive."""
    subjects = [phrase(s) for s in clause.subjects[:1]]
    words = [in_words(s) for s in subjects if with_subject]
    while not clause.objects and (inner := next((clauses[x.i] for x in clause.open if x.i in clauses), None)):
        clause = inner
    for fact in minimal(clause, subjects[0], None, {}) if subjects else ():
        return " ".join([*words, fact.relation, *fact.arguments])
    return " ".join([*words, _predicate(clause)])
