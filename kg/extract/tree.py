"""Walking a Universal Dependencies tree: the questions every rule asks of a token."""

from __future__ import annotations

from kg.language import Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")


def children(token: Token, *deps: str) -> list[Token]:
    """Dependents with one of the relations, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """The first such dependent."""
    return next((c for c in token.children if c.dep_ in deps), None)


def family(token: Token) -> list[Token]:
    """The token and everything coordinated with it (`conj`, transitively), in order."""
    members = [token]
    for member in members:
        members += [c for c in member.children if c.dep_ == "conj" and not is_clause(c)]
    return members


def clause_family(token: Token) -> list[Token]:
    """A clause's head and the clauses coordinated with it."""
    members = [token]
    for member in members:
        members += [c for c in member.children if c.dep_ == "conj" and is_clause(c)]
    return members


def is_clause(token: Token) -> bool:
    """Whether the token heads a clause: a verb that is no attribute, or a copular predicate."""
    if any(c.dep_ == "cop" for c in token.children):
        return True
    if any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") for c in token.children):
        return token.pos_ not in ("PUNCT", "SYM")
    return token.pos_ == "VERB" and token.dep_ not in (
        "amod",
        "case",
        "mark",
        "compound",
        "flat",
        "fixed",
        "det",
    )


def first_conjunct(token: Token) -> Token:
    """What the coordination hangs on: the first conjunct."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def preposition(token: Token) -> str:
    """The case marker of a nominal as words (“because of”); shared over coordination."""
    cases = [c for c in token.children if c.dep_ == "case" and c.text not in ("'s", "’s", "'", "’")]
    if not cases and token.dep_ == "conj":
        return preposition(token.head)
    return " ".join(word.text.lower() for case in cases for word in with_fixed(case))


def with_fixed(token: Token) -> list[Token]:
    """A function word with the words fixed to it (“according to”), in order."""
    return sorted([token, *(c for c in token.children if c.dep_ in ("fixed", "goeswith"))], key=lambda t: t.i)


def is_relative_pronoun(token: Token) -> bool:
    """“who”, “which”, “that” of a relative clause (tags vary for “that”)."""
    return "PronType=Rel" in str(token.morph) or (
        token.lower_ in ("who", "whom", "whose", "which", "that") and token.tag_ in ("WDT", "WP", "WP$")
    )


def is_quote(token: Token) -> bool:
    return token.text in ('"', "“", "”", "''", "``")
