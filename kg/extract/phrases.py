"""Noun phrases as arguments: which words belong to the minimal rendering, which to the full one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.charges import is_charge
from kg.extract.tree import child, children, dependents, opens_sentence, preposition, set_off, subtree
from kg.language import Doc, Span, Token
from kg.language.labels import COARSE

# Adverbs without which an adjective says something else.
_DEGREES = frozenset({"less", "least", "more", "most"})
# Adjectives that point or count; they say nothing about the thing itself.
_POINTING = frozenset("certain few many more most much own same several such various".split())
_PHRASES = "kg_phrases"  # head → phrase
_NAME_OF = "kg_name_of"  # token index → its name, made once for a document


@dataclass(frozen=True, slots=True)
class Phrase:
    """An argument before it is an entity. `tokens` render it minimally, `full` wholly, both in order.

    `kind` is "name", "noun", "pronoun", "time" or "clause"; `label` is how a graph shows it, `key` its
    lemmas; `possessor` a name that says whose it is (“Russia’s defense ministry”)."""

    head: Token
    tokens: tuple[Token, ...]
    full: tuple[Token, ...]
    kind: str
    label: str
    key: str
    name: Span | None = None
    pronouns: tuple[Phrase, ...] = ()  # of a clause: those that its label repeats


def name_of(token: Token) -> Span | None:
    """The named entity that the token is part of, labelled PER, ORG, LOC, EVENT, MISC or TIME: rules about
    sentences tell no city from a bridge (`doc.ents` does).

    Nationalities, religions and the like (NORP) are none: as adjectives they describe (“Russian troops”), as
    nouns they stand for people (“Russians”)."""
    if token.ent_iob_ == "O" or not token.ent_type_:
        return None
    names = token.doc.user_data.get(_NAME_OF)
    if names is None:
        names = token.doc.user_data[_NAME_OF] = _names(token.doc)
    found: Span | None = names.get(token.i)
    return found


def nationality(token: Token) -> Phrase | None:
    """“Russian” before a noun, as the name it is: what it stands for is another matter."""
    ent = next((e for e in token.doc.ents if e.start <= token.i < e.end and COARSE[e.label_] == "NORP"), None)
    if ent is None:
        return None
    words = tuple(ent)
    return Phrase(token, words, words, "name", ent.text, ent.text, ent)


def _names(doc: Doc) -> dict[int, Span]:
    found: dict[int, Span] = {}
    for ent in doc.ents:
        kind = COARSE[ent.label_]
        if kind != "NORP":
            found |= dict.fromkeys(range(ent.start, ent.end), Span(doc, ent.start, ent.end, label=kind))
    return found


def referent(token: Token) -> Token:
    """The head that names the thing: of “Foreign Minister Sergei Lavrov”, Sergei, of “the river Niger”,
    Niger, whatever heads the tree."""
    if token.pos_ not in ("NOUN", "PROPN") or token.tag_ in ("NNS", "NNPS") or name_of(token) is not None:
        return token
    for c in children(token, "appos", "flat"):
        name = name_of(c)
        if name is None or name.label_ == "TIME" or name.start <= token.i:
            continue
        if (name.label_ == "PER" and token.lemma_.lower() in lexicon.ROLES) or name.start == token.i + 1:
            return c
    return token


def phrase(token: Token) -> Phrase:
    """The phrase headed by the token, or by its `referent` where that is another."""
    return described(referent(token))


def described(head: Token) -> Phrase:
    """The phrase headed by the token itself; made once for a document."""
    made: dict[int, Phrase] = head.doc.user_data.setdefault(_PHRASES, {})
    if head.i not in made:
        made[head.i] = _described(head)
    return made[head.i]


def _described(head: Token) -> Phrase:
    name = name_of(head)
    if name is not None and name.label_ == "TIME":
        return Phrase(head, tuple(name), tuple(name), "time", name.text, name.text.lower())
    if name is not None and not _common_head(head, name):
        tokens = tuple(w for w in name if w.dep_ != "det" and not w.is_space) or (head,)
        if len(tokens) > 1 and tokens[-1].dep_ == "case" and tokens[-1].pos_ == "ADP":
            tokens = tokens[:-1]  # a name cut too long
        return Phrase(head, tokens, _full(head), "name", surface(tokens), surface(tokens), name)
    if head.pos_ == "PRON" and child(head, "nmod", "acl:relcl", "acl") is None:
        return Phrase(head, (head,), (head,), "pronoun", head.text, head.text.lower())
    tokens = minimal(head)
    return Phrase(head, tokens, _full(head), "noun", label(head, tokens), key(head, tokens))


def _common_head(head: Token, name: Span) -> bool:
    """A name cut too long to the right: its last word is a plural common noun (“NATO officials”)."""
    return head.pos_ == "NOUN" and head.tag_ == "NNS" and name.root.pos_ != "PROPN"


def minimal(head: Token) -> tuple[Token, ...]:
    """Head, compounds, describing adjectives, numbers that count, and an “of” phrase."""
    kept = {head}
    for c in dependents(head):
        if c.dep_ in ("compound", "flat", "nmod:desc", "goeswith", "fixed") or _describes(c):
            below = subtree(c)
            if len(below) <= 5 and not any(w.dep_ in ("acl:relcl", "conj", "cc") for w in below):
                kept.update(w for w in below if w.tag_ not in ("``", "''"))
            elif c.dep_ != "amod":
                kept.add(c)
        elif c.dep_ == "advmod" and head.pos_ == "ADJ" and c.lower_ in _DEGREES:
            kept.add(c)  # “less dependent” is not dependent
        elif c.dep_ == "nummod" and (c.i < head.i or _is_currency(head)) and _in_figures(c):
            kept.update(subtree(c))
        elif c.dep_ == "nmod" and preposition(c) == "of" and c.i > head.i:
            kept.update(children(c, "case"))
            kept.update(phrase(c).tokens if name_of(c) is None else name_of(c) or ())
    ordered = sorted((w for w in _hyphenated(kept) if w.lower_ != "no"), key=lambda w: w.i)
    while len(ordered) > 1 and ordered[0].is_punct:
        ordered.pop(0)  # a comma that the parser hangs on the modifier behind it
    return tuple(ordered)


def _in_figures(number: Token) -> bool:
    """“1,200”, “90 million”."""
    return number.lower_ == "zero" or subtree(number)[0].text[0].isdigit()


def _is_currency(token: Token) -> bool:
    """“€”, “US$”."""
    return token.vocab[token.text[-1]].is_currency


def _hyphenated(kept: set[Token]) -> set[Token]:
    """With what a hyphen ties to the words (“build-up” is three tokens)."""
    tied = set(kept)
    for word in kept:
        doc = word.doc
        if word.i + 2 < len(doc) and not word.whitespace_ and doc[word.i + 1].text == "-":
            tied |= {doc[word.i + 1]}
            tied |= {doc[word.i + 2]} if not doc[word.i + 1].whitespace_ else set()
    return tied


def _describes(token: Token) -> bool:
    return token.dep_ == "amod" and token.lower_ not in _POINTING and token.i < token.head.i


def _full(token: Token) -> tuple[Token, ...]:
    """Everything below the token but coordination, apposition, clauses set apart and its preposition."""
    dropped = {*_OTHERS, "cc", "conj", "case", "cop", "aux", "nsubj", "mark", "advcl", "obl"}
    return _trimmed(token, dropped)


def whole(token: Token, *, coordinated: bool) -> tuple[Token, ...]:
    """The token with all that belongs to it, its preposition or conjunction too; what is coordinated with it
    only where that is asked for."""
    return _trimmed(token, _OTHERS if coordinated else {*_OTHERS, "conj", "cc"})


_OTHERS = frozenset({"appos", "acl:relcl", "parataxis", "punct"})


def _trimmed(token: Token, dropped: Collection[str]) -> tuple[Token, ...]:
    kept: list[Token] = [token]
    stack = [token]
    while stack:
        for c in dependents(stack.pop()):
            if c.head == token and c.dep_ in dropped and c.text != "-":
                continue
            if is_charge(c) or (c.dep_ == "acl:relcl" and c.head != token and set_off(c)):
                continue
            kept.append(c)
            stack.append(c)
    kept = sorted((w for w in kept if not w.is_space), key=lambda w: w.i)
    while len(kept) > 1 and kept[-1].dep_ == "punct":
        kept.pop()
    while len(kept) > 1 and kept[0].dep_ == "punct":
        kept.pop(0)
    return tuple(kept)


def surface(tokens: tuple[Token, ...]) -> str:
    """The words as text: one blank where the document has any, none where it has none."""
    parts: list[str] = []
    for index, word in enumerate(tokens):
        parts.append(word.text)
        if index + 1 < len(tokens):
            following = tokens[index + 1]
            glued = following.i == word.i + 1 and not word.whitespace_
            parts.append("" if glued else " ")
    return " ".join("".join(parts).split())


def label(head: Token, tokens: tuple[Token, ...]) -> str:
    """How the graph shows a common noun phrase: lower-cased but for names, a named owner after “of”."""
    words = tuple(w for w in tokens if w.text not in ('"', "“", "”"))
    text = surface(words) if words else head.text
    first = words[0] if words else head
    lower = first.lemma_.islower() and first.text[1:].islower() and first.ent_iob_ == "O"
    if lower and opens_sentence(first):
        text = text[:1].lower() + text[1:]
    return text + "".join(f" of {word}" for word in (_owner(w) for w in (head, *_complements(head))) if word)


def _complements(head: Token) -> list[Token]:
    """The nouns of its “of” phrases that are part of the minimal rendering."""
    inner = [
        c for c in children(head, "nmod") if preposition(c) == "of" and c.i > head.i and name_of(c) is None
    ]
    return [w for c in inner for w in (c, *_complements(c))]


def _owner(head: Token) -> str:
    """A name in the possessive: “Russia” of “Russia’s defense ministry”."""
    owner = child(head, "nmod:poss")
    if owner is not None and owner.lower_ == "whose":
        clause = next((w for w in owner.ancestors if w.dep_ == "acl:relcl"), owner)
        owner = clause.head
    name = name_of(owner) if owner is not None else None
    if name is None or name.label_ == "TIME":
        return ""
    return surface(tuple(w for w in name if w.dep_ not in ("det", "case")))


def key(head: Token, tokens: tuple[Token, ...]) -> str:
    """What makes two common noun phrases the same: their lemmas."""
    words = [
        w.lemma_.lower() if w.pos_ != "PROPN" else w.text
        for w in tokens
        if (any(map(str.isalnum, w.text)) and w.tag_ != "POS") or w.like_num or _is_currency(w)
    ]
    for word in (head, *_complements(head)):
        words += ["of", _owner(word)] if _owner(word) else []
    return " ".join(words) or head.text.lower()
