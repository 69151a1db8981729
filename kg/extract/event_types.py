"""The PLOVER 0.8 root class of a claim, from a lexicon of verbs, particles and nouns
(`seeds/lexicons/plover.tsv`).

Said is not done: what is only announced is no deed yet. A withdrawal to come is a concession, an attack to
come a threat, help to come an agreement; and a refusal of any of them a rejection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.tables import seed_rows

_COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_PLANNED = {
    **dict.fromkeys(("CONSULT", "CONCEDE", "COOPERATE", "AID"), "AGREE"),
    **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT"), "THREATEN"),
    "RETREAT": "CONCEDE",
}
_NO_EVENT = "-"
_OBLIGATION = frozenset({"must", "should", "ought"})


@dataclass(frozen=True, slots=True)
class _Pattern:
    """`verb` with its `particles`, and if `nouns` is not empty one of them (each of one word or more).
    `negated`: counts under negation only, and the root is already that of the negation."""

    root: str
    verb: str
    particles: tuple[str, ...]
    nouns: frozenset[tuple[str, ...]]
    negated: bool


@cache
def _patterns() -> Mapping[str, tuple[_Pattern, ...]]:
    """Verb → its patterns, in the order of the lexicon."""
    classes = {name: words.split("|") for name, words in seed_rows("lexicons/noun_classes")}
    found: dict[str, list[_Pattern]] = {}
    for root, pattern, _ in seed_rows("lexicons/plover"):
        verbs, _, cell = pattern.partition(" ")
        nouns: list[str] = []
        for word in cell.split("|") if cell else ():
            nouns.extend(classes[word[1:]] if word.startswith("@") else [word])
        needed = frozenset(tuple(noun.split()) for noun in nouns)
        for verb in verbs.split("|"):
            negated = verb.startswith("not_")
            head, *particles = verb.removeprefix("not_").split("_")
            found.setdefault(head, []).append(_Pattern(root, head, tuple(particles), needed, negated))
    return {verb: tuple(patterns) for verb, patterns in found.items()}


@cache
def _nouns() -> Mapping[str, str]:
    return {noun: root for root, nouns in seed_rows("lexicons/plover_nouns") for noun in nouns.split("|")}


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(
        verb
        for name, verbs in seed_rows("lexicons/plover_verbs")
        if name == kind
        for verb in verbs.split("|")
    )


@lru_cache(maxsize=16384)
def _bases(word: str) -> frozenset[str]:
    """The word and what it may be an inflection of: “bodies” → body, “stopped” → stop, “massing” → mass."""
    word = word.lower()
    found = {word}
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    if word.endswith("s") and not word.endswith("ss"):
        found.update((word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],))
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found.update((stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem))
    if word.endswith("ied"):
        found.add(word[:-3] + "y")
    return frozenset(found)


def _best(verb: str, bag: frozenset[str], negative: bool) -> _Pattern | None:
    """The most specific pattern of a verb that the words fit: particles and nouns count, then the smaller
    class of nouns, then the order of the lexicon."""
    best, weight = None, (0, 0)
    for pattern in _patterns().get(verb, ()):
        if pattern.negated and not negative:
            continue
        if not all(particle in bag for particle in pattern.particles):
            continue
        if pattern.nouns and not any(all(word in bag for word in noun) for noun in pattern.nouns):
            continue
        specific = 1 + 2 * len(pattern.particles) + 2 * bool(pattern.nouns) + pattern.negated
        if (specific, -len(pattern.nouns)) > weight or best is None:
            best, weight = pattern, (specific, -len(pattern.nouns))
    return best


def _adjusted(root: str | None, *, planned: bool, negative: bool) -> str | None:
    if root is None or root == _NO_EVENT:
        return None
    if negative:
        return "REJECT" if root in _COOPERATION else None
    return _PLANNED.get(root, root) if planned else root


def noun_type(lemma: str) -> str | None:
    """The root class of an event noun (“invasion” → ASSAULT), or None.

    >>> noun_type("airstrikes"), noun_type("talks"), noun_type("garrison")
    ('ASSAULT', 'CONSULT', None)
    """
    return next(
        (
            _nouns()[base]
            for base in sorted(_bases(lemma), key=lambda base: (-len(base), base))
            if base in _nouns()
        ),
        None,
    )


def event_type(
    relation_lemma: str,
    words: Sequence[str],
    *,
    future: bool,
    negative: bool,
    announced: bool,
    object_words: Sequence[str],
) -> str | None:
    """The PLOVER root class of a claim, or None where it is no political event.

    `relation_lemma` is the lemma of the verb (with its particle, or without if that is among `words`),
    `words` are the words of the relation, `object_words` those of the object and of what else belongs to
    the act; lemmas are best, inflected words will do. `future`: the act is still to come; `announced`: it
    is said rather than done; `negative`: it is denied or refused.

    >>> def withdraw(**how: bool) -> str | None:
    ...     stance = {"future": False, "negative": False, "announced": False} | how
    ...     return event_type("withdraw", ["withdraws"], **stance, object_words=["troop"])
    >>> withdraw(), withdraw(future=True, announced=True), withdraw(negative=True)
    ('RETREAT', 'CONCEDE', 'REJECT')
    """
    verb, *rest = relation_lemma.lower().replace("_", " ").split() or [""]
    others = [*rest, *(word for word in words if verb not in _bases(word)), *object_words]
    bag = frozenset(base for word in others for base in _bases(word))
    planned = future or announced
    if announced and not _OBLIGATION.isdisjoint(word.lower() for word in words):
        return "REQUEST"  # “Russia said that Sudan must return the helicopter”
    pattern = _best(verb, bag, negative)
    if pattern and pattern.negated:
        return pattern.root
    if pattern:
        return _adjusted(pattern.root, planned=planned, negative=negative)
    if verb in _verbs("plan"):
        planned = True
    if verb in _verbs("plan") or verb in _verbs("phase"):
        for word in (*rest, *words):
            inner = next(
                (p for b in sorted(_bases(word)) if b != verb and (p := _best(b, bag - {b}, negative))), None
            )
            if inner:
                return _adjusted(inner.root, planned=planned, negative=negative)
    if verb in _verbs("light") or verb in _verbs("plan") or verb in _verbs("phase"):
        root = next((root for word in others if (root := noun_type(word))), None)
        return _adjusted(root, planned=planned, negative=negative)
    return None
