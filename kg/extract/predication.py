"""What all drafts of one clause share: its stance, its holders, its arguments as phrases."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.attribution import holders
from kg.extract.clause import Clause, with_preposition
from kg.extract.cues import excluded
from kg.extract.draft import Draft, Wording
from kg.extract.frame import Frame, viewer
from kg.extract.full_rendering import full
from kg.extract.minimal_rendering import minimal
from kg.extract.phrases import Phrase, name_of, phrase
from kg.extract.proposition import proposition
from kg.extract.stance import opposite, stance
from kg.extract.temporal import time_expression
from kg.extract.tree import children, family, is_clause, preposition
from kg.language import Token

WH_TAGS = ("WP", "WDT", "WRB", "WP$")
# Prepositions of time and of reporting: they qualify, they name no partner.
NOT_ARGUMENTS = frozenset(
    {"according to", "after", "ahead of", "before", "during", "since", "such as", "than", "until"}
)


class Predication:
    """A clause as its sentence says it. `subjects` and `times` are phrases, `obliques` its prepositional
    arguments."""

    def __init__(self, clause: Clause, clauses: dict[int, Clause], frames: list[Frame]) -> None:
        held = holders(clause.head, frames)
        self.clause, self.held, self.clauses = clause, tuple(held), clauses
        self.stance = stance(clause, clauses, held)
        self.subjects = [p for s in clause.subjects for p in subject_phrases(s, clauses)]
        times = [(marker, noun) for marker, noun in clause.obliques if time_expression(noun)]
        self.times = tuple((marker, phrase(noun)) for marker, noun in times)
        self.obliques = prepositional(clause)

    def draft(
        self,
        subject: Phrase,
        relation: Wording,
        object: Phrase | None,
        rule: str,
        *,
        said_of: Phrase | None = None,
        direct: Token | None = None,
        content: tuple[Token, ...] = (),
    ) -> Draft:
        """A draft of the clause. The sentence says it of `said_of` (of a passive, the patient), and of the
        member `direct` of a coordinated object or predicate."""
        extra = tuple(
            (m, phrase(n)) for m, n in self.obliques if object is None or phrase(n).head != object.head
        )
        said_of = said_of or subject
        named = {p.head.i: p.head for p in (subject, said_of, object) if p is not None and p.kind != "clause"}
        if direct is not None:
            named[direct.i] = direct
        told_apart = any(excluded(member, self.clause.head) for member in named.values())
        return Draft(
            self.clause.head,
            subject,
            relation,
            object,
            opposite(self.stance) if told_apart else self.stance,
            self.held,
            (*self.clause.rules, rule),
            full(self.clause, said_of, direct),
            tuple(minimal(self.clause, said_of, direct, self.clauses)),
            qualifiers=(*extra, *self.times),
            content=content,
            verb=self.clause.lemma,
            event_words=tuple(object.key.split()) if object is not None else (),
        )


def prepositional(clause: Clause) -> list[tuple[str, Token]]:
    """The prepositional arguments of a clause: times and sources are none."""
    found = list(clause.obliques)
    if clause.kind == "existential":  # “there were riots in Dhaka”
        things = children(clause.head, "nsubj", "obj")
        found += [(m, n) for thing in things for m, n in behind(thing) if m in lexicon.PLACING]
    return [(m, n) for m, n in found if _argument(m, n) and viewer(n) is None]


def behind(token: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases of an object: “withdraws soldiers from → Ukraine”, wherever they hang."""
    found = [with_preposition(c) for n in children(token, "nmod") for c in family(n)]
    return [(m, n) for m, n in found if m not in ("", "as", "between", "of") and _argument(m, n)]


def _argument(marker: str, noun: Token) -> bool:
    if marker == "as":  # not “as part of the deal”, “as a child, Ada …”
        named = noun.lemma_.lower() not in lexicon.PARTITIVES | {"consequence", "result"}
        return named and noun.i > noun.head.i and not time_expression(noun)
    return marker not in NOT_ARGUMENTS and not time_expression(noun)


def subject_phrases(token: Token, clauses: dict[int, Clause]) -> list[Phrase]:
    """The subject as phrases: a clause as a proposition, officials of a named body as that body."""
    if is_clause(token) and token.dep_.startswith("csubj"):
        return [proposition(token, clauses)]
    if token.lower_ in ("none", "neither"):  # “none of the sailors”
        token = next((c for c in children(token, "nmod") if preposition(c) == "of"), token)
    return institution(token) or [phrase(token)]


def institution(token: Token) -> list[Phrase]:
    """“U.S. and NATO officials”: the bodies that they speak for (names only; [] for other phrases)."""
    if token.lemma_.lower() not in lexicon.REPRESENTATIVES or token.tag_ != "NNS":
        return []
    names = []
    for c in children(token, "compound", "nmod:poss"):
        for member in (c, *children(c, "conj")):
            name = name_of(member)
            if name is not None and name.label_ in ("ORG", "LOC"):
                names.append(phrase(member))
    return sorted({p.head.i: p for p in names}.values(), key=lambda p: p.head.i)
