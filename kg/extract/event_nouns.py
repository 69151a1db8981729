"""Nouns that say what somebody did: “Russia’s invasion of Ukraine”, “the withdrawal of equipment by Russia”.

Only definite phrases that name both who acts and what is acted on: they presuppose that it happened, unless
what they stand under asks, wishes, fears, or prevents it (`seeds/lexicons/event_nouns.tsv` has the nouns).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from kg.extract import lexicon
from kg.extract.attribution import holders
from kg.extract.cues import auxiliaries
from kg.extract.draft import Draft, Wording
from kg.extract.frame import Frame
from kg.extract.inflection import third_person
from kg.extract.minimal_rendering import in_words
from kg.extract.phrases import Phrase, name_of, nationality, phrase, surface
from kg.extract.tree import child, children, family, preposition
from kg.language import Span, Token
from kg.model import Rendering, Stance
from kg.tables import seed_rows

PlaceOf = Callable[[str], str | None]
_UNREAL = (
    lexicon.DENIAL | lexicon.DOUBT | lexicon.POSSIBLE_CONTENT | lexicon.INTENTION | lexicon.EXPECTING
    | lexicon.DEMANDING | frozenset("avert deter discuss oppose prevent suggest".split())
)  # fmt: skip
_HEDGED = frozenset(
    "alleged another any apparent future further imminent impending planned possible potential proposed "
    "supposed suspected threatened".split()
)

_SUBJECTS = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "I", "your": "you"}


@cache
def _nouns() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Noun → verb, and the prepositions before what is acted on."""
    rows = seed_rows("lexicons/event_nouns")
    return {noun: (verb, frozenset(marks.split("|"))) for noun, verb, marks in rows}


def drafts(sentence: Span, frames: list[Frame], place_of: PlaceOf) -> Iterator[Draft]:
    """The claims of a sentence's nouns. `place_of` maps a demonym to its place."""
    for noun in sentence:
        known = _nouns().get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
        if known is None or name_of(noun) is not None or not _factual(noun):
            continue
        verb, marks = known
        acted_on = [n for c in children(noun, "nmod") if preposition(c) in marks for n in family(c)]
        for actor in _actors(noun, place_of) if acted_on else ():
            for target in acted_on:
                yield _draft(noun, verb, actor, phrase(target), frames)


def _actors(noun: Token, place_of: PlaceOf) -> list[Phrase]:
    """Its possessor, its “by” phrase, or the nationality before it (“the Russian invasion”)."""
    owner = child(noun, "nmod:poss")
    if owner is not None:
        return [phrase(owner)]
    below = children(noun, "nmod")  # “the withdrawal of equipment by Russia” may hang on either noun
    below += [c for inner in below if preposition(inner) == "of" for c in children(inner, "nmod")]
    by = [phrase(n) for c in below if preposition(c) == "by" for n in family(c)]
    if by or not any(d.lower_ in ("the", "this", "that", "these", "those") for d in children(noun, "det")):
        return by if _definite(noun) else []
    return [n for a in children(noun, "amod") if (n := nationality(a)) is not None and place_of(a.text)]


def _definite(noun: Token) -> bool:
    return not any(d.lower_ in ("a", "an", "any", "no") for d in children(noun, "det"))


def _factual(noun: Token) -> bool:
    """Whether nothing puts in question that it happened."""
    if any(c.lower_ in _HEDGED for c in children(noun, "amod", "det")):
        return False
    above = noun.head
    modals = lexicon.FUTURE_MODALS | lexicon.POSSIBLE_MODALS
    if any(aux.lower_ in modals for aux in auxiliaries(above)):
        return False  # “Peru's seizure of the ship would alarm banks”
    if noun.dep_ == "nsubj":
        return True
    return not (above.lemma_.lower() in _UNREAL or above.lemma_.lower() in lexicon.CONTENT_NOUNS)


def _draft(noun: Token, verb: str, actor: Phrase, target: Phrase, frames: list[Frame]) -> Draft:
    lemma, _, rest = verb.partition(" ")
    label = f"{third_person(lemma)} {rest}".strip()
    held = tuple(f for f in holders(noun, frames) if actor.head.i in f.content)
    name = _SUBJECTS.get(actor.head.lower_)
    whole = Rendering(name or surface(actor.full), label, (surface(target.full),))
    short = Rendering(name or in_words(actor), label, (in_words(target),))
    return Draft(
        noun, actor, Wording(label, (noun,), noun.text), target, Stance(), held, ("EventNoun",),
        whole, (short,), verb=lemma, event_words=tuple(target.key.split()),
    )  # fmt: skip
