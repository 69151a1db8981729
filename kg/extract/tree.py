"""Walking a Universal Dependencies tree: the questions every rule asks of a token."""

from __future__ import annotations

from kg.language import Doc, Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")


_KEY = "kg_dependents"  # made once for a document: spaCy makes new tokens each time it is asked


def dependents(token: Token) -> tuple[Token, ...]:
    """All direct dependents, in the order of the text."""
    found: list[tuple[Token, ...]] | None = token.doc.user_data.get(_KEY)
    if found is None:
        found = token.doc.user_data[_KEY] = _dependents(token.doc)
    return found[token.i]


def _dependents(doc: Doc) -> list[tuple[Token, ...]]:
    found: list[list[Token]] = [[] for _ in doc]
    for word in doc:
        if word.head.i != word.i:
            found[word.head.i].append(word)
    return [tuple(some) for some in found]


def subtree(token: Token) -> list[Token]:
    """The token and everything below it, in the order of the text, without blanks."""
    found = [token]
    for word in found:
        found += dependents(word)
    return sorted((w for w in found if not w.is_space), key=lambda w: w.i)


def children(token: Token, *deps: str) -> list[Token]:
    """Dependents with one of the relations, in the order of the text."""
    return [child for child in dependents(token) if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """The first such dependent."""
    return next((c for c in dependents(token) if c.dep_ in deps), None)


def family(token: Token) -> list[Token]:
    """The token and everything coordinated with it (`conj`, transitively), in order."""
    members = [token]
    for member in members:
        members += [c for c in dependents(member) if c.dep_ == "conj" and not is_clause(c)]
    return members


def clause_family(token: Token) -> list[Token]:
    """A clause's head and the clauses coordinated with it."""
    members = [token]
    for member in members:
        members += [c for c in dependents(member) if c.dep_ == "conj" and is_clause(c)]
    return members


def is_clause(token: Token) -> bool:
    """Whether the token heads a clause: a verb that is no attribute, or a copular predicate."""
    if any(c.dep_ == "cop" for c in dependents(token)):
        return True
    if any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") for c in dependents(token)):
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
    cases = [c for c in dependents(token) if c.dep_ == "case" and c.text not in ("'s", "’s", "'", "’")]
    if not cases and token.dep_ == "conj":
        return preposition(token.head)
    return " ".join(word.text.lower() for case in cases for word in with_fixed(case))


def with_fixed(token: Token) -> list[Token]:
    """A function word with the words fixed to it (“according to”), in order."""
    return sorted(
        [token, *(c for c in dependents(token) if c.dep_ in ("fixed", "goeswith"))], key=lambda t: t.i
    )


def is_relative_pronoun(token: Token) -> bool:
    """“who”, “which”, “that” of a relative clause (tags vary for “that”)."""
    return "PronType=Rel" in str(token.morph) or (
        token.lower_ in ("who", "whom", "whose", "which", "that") and token.tag_ in ("WDT", "WP", "WP$")
    )


def is_quote(token: Token) -> bool:
    return token.text in ('"', "“", "”", "''", "``")


def opens_sentence(token: Token) -> bool:
    """Whether the word opens its sentence, where a capital says nothing."""
    before, doc = token.i, token.doc
    while not doc[before].is_sent_start:
        before -= 1
        if not (doc[before].is_punct or doc[before].is_space or doc[before].pos_ == "DET"):
            return False
    return True
