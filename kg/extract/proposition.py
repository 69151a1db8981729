"""A clause as an argument: “attack imminent”, “Russia plan invasion”."""

from __future__ import annotations

from kg.extract.clause import Clause
from kg.extract.phrases import Phrase, phrase, surface
from kg.extract.temporal import time_expression
from kg.extract.tree import preposition, subtree
from kg.language import Token


def proposition(head: Token, clauses: dict[int, Clause], subject: Phrase | None = None) -> Phrase:
    """Subject, predicate and object of the clause in as few words as say it; copulas are left out.
    `subject` stands in for one that is only understood (“Mexico promised to send”)."""
    clause = clauses.get(head.i)
    while clause is not None and clause.kind == "verb" and clause.open and not clause.objects:
        inner = clauses.get(clause.open[0].i)
        if inner is None:
            break
        clause, head = inner, inner.head
    parts: list[Phrase] = []
    tokens: list[Token] = [head]
    words: list[str] = []
    if subject is not None or (clause is not None and clause.subjects):
        parts.append(subject if subject is not None else phrase(clause.subjects[0]))  # type: ignore[union-attr]
        words.append(_short(parts[0]))
    copular = clause is not None and clause.kind == "copula"
    marker = preposition(head) if copular else ""
    words.append(
        f"{marker} {head.lower_ if head.pos_ != 'PROPN' else head.text}".strip()
        if copular
        else _verb(head, clause)
    )
    if clause is not None and not copular:
        obliques = [(m, n) for m, n in clause.obliques if not time_expression(n)]
        target = clause.objects[0] if clause.objects else obliques[0][1] if obliques else None
        if target is not None:
            if not clause.objects:
                words.append(obliques[0][0])
            parts.append(phrase(target))
            words.append(_short(parts[-1]))
    for part in parts:
        tokens += part.tokens if part.kind == "name" else (part.head,)
    ordered = tuple(sorted({w.i: w for w in tokens}.values(), key=lambda w: w.i))
    text = " ".join(words)
    full = tuple(subtree(head))
    pronouns = tuple(part for part in parts if part.kind == "pronoun")
    return Phrase(head, ordered, full, "clause", text, text, pronouns=pronouns)


def _verb(head: Token, clause: Clause | None) -> str:
    return head.lower_ if clause is not None and clause.passive else head.lemma_.lower()


def _short(part: Phrase) -> str:
    if part.kind == "name":
        return surface(part.tokens)
    return part.head.text if part.head.pos_ == "PROPN" else part.head.lower_
