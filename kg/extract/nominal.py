"""Claims that need no verb: titles before names, appositions, parenthesised short names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from kg.extract import lexicon
from kg.extract.attribution import holders
from kg.extract.draft import Draft, Wording
from kg.extract.frame import Frame
from kg.extract.listings import members, wider_places
from kg.extract.minimal_rendering import in_words
from kg.extract.phrases import Phrase, described, name_of, phrase, surface
from kg.extract.tree import children, family, is_clause
from kg.language import Span, Token
from kg.model import Rendering, Stance

PlaceOf = Callable[[str], str | None]


def drafts(sentence: Span, frames: list[Frame], place_of: PlaceOf) -> Iterator[Draft]:
    """Title and apposition claims of a sentence. `place_of` maps a demonym to its place."""
    for name in dict.fromkeys(n for w in sentence if (n := name_of(w)) is not None):
        if name.label_ == "PER":
            yield from _title(name, frames, place_of)
    for token in sentence:
        if token.dep_ == "appos":
            yield from _apposition(token, frames, place_of)
        for member in members(token) if token.pos_ == "NOUN" else ():
            yield _is(phrase(member), _kind(phrase(token)), frames, "SuchAs")
        if places := wider_places(token):
            for inner, outer in pairwise(map(phrase, (token, *places))):
                yield _is(inner, outer, frames, "PlaceWithinPlace", "is in")


def title_words(name: Span) -> list[Token]:
    """The words of a title directly before a person's name: “Russian Foreign Minister”.

    It begins with the noun nearest the name that is a role, and takes in what modifies it."""
    first = name.start
    words: list[Token] = []
    doc = name.doc
    for index in range(first - 1, name.sent.start - 1, -1):
        word = doc[index]
        if (
            word.dep_ in ("det", "cc", "case", "punct") and word.text not in ("-", "’s", "'s")
        ) or word.pos_ in ("VERB", "AUX", "PRON", "ADP", "SCONJ"):
            break
        if word.pos_ not in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT"):
            break
        words.insert(0, word)
    roles = [
        i for i, w in enumerate(words) if w.lemma_.lower().rstrip(".") in lexicon.ROLES and w.tag_ != "NNS"
    ]
    if words and words[-1].tag_ == "NN" and name.start <= words[-1].head.i < name.end:
        return words
    return words if roles and roles[-1] >= len(words) - 2 else []


def _title(name: Span, frames: list[Frame], place_of: PlaceOf) -> Iterator[Draft]:
    words = title_words(name)
    if not words or all(w.text.endswith(".") for w in words):
        return
    if (
        words[0].i > 0
        and words[0].nbor(-1).dep_ == "det"
        and name.root.dep_ == "appos"
        and words[-1].i + 1 != name.start
    ):
        return
    head = next(w for w in reversed(words) if w.lemma_.lower() in lexicon.ROLES or w == words[-1])
    role = _role_label(words, place_of)
    role_phrase = Phrase(head, tuple(words), tuple(words), "noun", role, role)
    yield _is(phrase(name.root), role_phrase, frames, "TitleBeforeName")


def _role_label(words: list[Token], place_of: PlaceOf) -> str:
    """“Russian Foreign Minister” → “foreign minister of Russia”; “NATO Secretary General” →
    “secretary general of NATO”."""
    owner = ""
    rest = list(words)
    names = [n for w in words if (n := name_of(w)) is not None and n.label_ in ("ORG", "LOC", "PER")]
    if place := place_of(words[0].text):
        owner, rest = place, words[1:]
    elif names and names[-1].end < words[-1].i + 1:
        owner = surface(tuple(w for w in names[-1] if w.dep_ not in ("det", "case")))
        rest = [w for w in words if w.i >= names[-1].end and w.dep_ != "case"]
    rest = [w for w in rest if w.text not in ("’s", "'s")]
    text = surface(tuple(rest)).lower() if all(not w.text.isupper() for w in rest) else surface(tuple(rest))
    return f"{text} of {owner}" if owner else text


def _apposition(token: Token, frames: list[Frame], place_of: PlaceOf) -> Iterator[Draft]:
    """“Konrad Muzak, director of …”: the name is what the common noun says."""
    head = token.head
    if is_clause(token) or token.pos_ in ("NUM", "SYM", "VERB") or head.pos_ not in ("NOUN", "PROPN"):
        return
    if (
        token.i > 0
        and head.lemma_.lower() in lexicon.ROLES
        and not any(w.dep_ == "punct" for w in token.doc[head.i : token.i])
    ):
        return  # a title before a name
    left, right = described(head), described(token)
    if "time" in (left.kind, right.kind) or token.i < head.i:
        return
    if left.kind == "name" and right.kind == "name":
        return  # an alias, which resolution deals with
    subject, description = (right, left) if right.kind == "name" else (left, right)
    if subject.kind == "pronoun" or description.kind == "pronoun":
        return
    if (
        subject.name is not None
        and subject.name.label_ == "PER"
        and (place := place_of(description.tokens[0].text))
    ):
        words = tuple(w for w in description.tokens[1:])
        role = f"{surface(words)} of {place}"
        description = replace(description, label=role, key=role)
    listed = [phrase(m) for m in family(token)]
    if left.kind == "noun" and len(listed) > 1 and all(one.kind == "name" for one in listed):
        for one in listed:
            yield _is(one, _kind(left), frames, "ListedApposition")
        return
    if left.kind == "noun" and _sums_up(right.head):
        return
    if left.kind == "noun" and _one_of(right.head, head):
        return
    if subject.kind == "name" or _indefinite(description.head):
        yield _is(subject, description, frames, "Apposition")


def _sums_up(noun: Token) -> bool:
    """“…, a move that surprised Kyiv”: said of the whole sentence, not of the noun before it."""
    return noun.lemma_.lower() in lexicon.SENTENTIAL_NOUNS and bool(children(noun, "acl:relcl"))


def _one_of(member: Token, nouns: Token) -> bool:
    """“several forms: a staged bombing, a fake attack”: one of them, and then another."""
    many = nouns.tag_ == "NNS" or (nouns.dep_ == "appos" and _indefinite(nouns))
    one = member.tag_ == "NN" and _indefinite(member)
    return many and one and member.lemma_.lower() not in lexicon.PARTITIVES - {"one"}


def _indefinite(noun: Token) -> bool:
    return any(c.lower_ in ("a", "an") for c in children(noun, "det"))


def _kind(part: Phrase) -> Phrase:
    """“banks” as what one of them is: “bank”."""
    words = [w.text if w != part.head else w.lemma_ for w in part.tokens if w.dep_ != "nummod"]
    return replace(part, label=" ".join(words)) if part.head.tag_ == "NNS" else part


def _is(subject: Phrase, description: Phrase, frames: list[Frame], rule: str, relation: str = "is") -> Draft:
    held = tuple(
        f for f in holders(subject.head, frames) if rule == "Apposition" and description.head.i in f.content
    )
    whole = Rendering(surface(subject.full), relation, (surface(description.full),))
    short = Rendering(in_words(subject), relation, (in_words(description),))
    wording = Wording(relation, (), relation)
    return Draft(
        description.head, subject, wording, description, Stance(), held, (rule,), whole, (short,), verb="be"
    )
