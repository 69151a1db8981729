"""Walking a Universal Dependencies tree: the questions every rule asks of a token."""

from __future__ import annotations

from kg.extract import lexicon
from kg.language import Doc, Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer")


_KEY = "kg_tree"


class _Tree:
    """What is asked of a document again and again, answered once: spaCy makes new tokens each time."""

    def __init__(self, doc: Doc) -> None:
        found: list[list[Token]] = [[] for _ in doc]
        for word in doc:
            if word.head.i != word.i:
                found[word.head.i].append(word)
        self.dependents = [tuple(some) for some in found]
        self.clauses: dict[int, bool] = {}
        self.prepositions: dict[int, str] = {}


def _tree(doc: Doc) -> _Tree:
    found: _Tree | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = _Tree(doc)
    return found


def dependents(token: Token) -> tuple[Token, ...]:
    """All direct dependents, in the order of the text."""
    return _tree(token.doc).dependents[token.i]


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
    known = _tree(token.doc).clauses
    if token.i not in known:
        known[token.i] = _is_clause(token)
    return known[token.i]


def _is_clause(token: Token) -> bool:
    if any(c.dep_ == "cop" for c in dependents(token)):
        return True
    if any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") for c in dependents(token)):
        return token.pos_ not in ("PUNCT", "SYM")
    if token.dep_ == "xcomp" and token.tag_ in ("VBN", "VBD") and token.head.lemma_ in lexicon.APPOINTING:
        return bool(dependents(token))  # “called the step unprovoked”
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
    known = _tree(token.doc).prepositions
    if token.i not in known:
        known[token.i] = _preposition(token)
    return known[token.i]


def _preposition(token: Token) -> str:
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


def set_off(clause: Token) -> bool:
    """Whether a comma stands before it: such a relative clause adds, it does not tell which one is meant."""
    first = clause.left_edge
    return first.is_punct or (first.i > clause.sent.start and first.nbor(-1).text in (",", "—", "–", "--"))
