"""What tells for and against a pronoun going on with a chain, or staying open: names of features.

Each feature has one weight in `coreference_weights.tsv`, which adds up; they are words, so that the
weights can be read. “person” is “he” and “she”: nothing but gender tells the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.coreference_agreement import REFLEXIVE
from kg.extract.coreference_chains import Chain, Mention, conjuncts
from kg.extract.coreference_pleonastic import pleonastic
from kg.extract.tree import child

_RECENT = (0, 1, 2, 3, 5, 8)  # upper bounds of classes of numbers
_RANKS = (0, 1, 2, 4, 8, 16)
_COUNTS = (1, 2, 4, 8, 16)


def _upto(number: int, bounds: tuple[int, ...]) -> str:
    """The class of a number: the first bound that it does not exceed."""
    return next((str(bound) for bound in bounds if number <= bound), "more")


def group(pronoun: Mention) -> str:
    """“person”, “it” or “they”."""
    return "person" if pronoun.pronoun in ("he", "she") else pronoun.pronoun


def form(pronoun: Mention) -> str:
    """What the pronoun does in its clause; “reflexive” for one that must go back to the clause itself."""
    return "reflexive" if pronoun.token.lower_ in REFLEXIVE else pronoun.role


def of_none(pronoun: Mention) -> list[str]:
    """Features of leaving the pronoun open."""
    who, token = group(pronoun), pronoun.token
    found = [f"{who} open", f"{who} open {form(pronoun)}", f"{pronoun.pronoun} open alone"]
    kind = pleonastic(token)
    if kind:
        found += ["it pleonastic", f"it pleonastic {kind}"]
    if token.head.lemma_.lower() == "be" or child(token.head, "cop") is not None:
        found.append(f"{who} open be")
    return found


def of_chains(pronoun: Mention, chains: Sequence[Chain]) -> list[list[str]]:
    """Features of going on with each of the chains."""
    nearest = sorted(chains, key=lambda chain: -chain.last.token.i)
    ranks = {id(chain): rank for rank, chain in enumerate(nearest)}
    fitting = [chain for chain in nearest if agrees(pronoun.pronoun, chain)]
    fits = {id(chain): rank for rank, chain in enumerate(fitting)}
    return [
        [
            *_position(pronoun, chain, ranks[id(chain)], fits.get(id(chain))),
            *_history(pronoun, chain),
            *_description(pronoun, chain),
            *_clause(pronoun, chain.last),
        ]
        for chain in chains
    ]


def agrees(pronoun: str, chain: Chain) -> bool:
    """Whether number, gender and kind let the pronoun stand for the chain, as a rule."""
    if chain.pair:
        return pronoun == "they"
    if chain.phrase is None:
        return pronoun in chain.pronouns
    person = bool(chain.classes & {"PER", "person"})
    if pronoun in ("he", "she"):
        other, gender = ("she", "male") if pronoun == "he" else ("he", "female")
        animate = person or "doer" in chain.classes or pronoun in chain.pronouns
        fits = chain.gender in ("", gender) and other not in chain.pronouns
        return animate and not chain.plural and fits
    if pronoun == "it":
        time = bool(chain.classes & {"TIME", "time"})
        return not (chain.plural or person or time or chain.pronouns & {"he", "she"})
    several = chain.nominal is not None and conjuncts(chain.nominal.token) == "first"
    return chain.plural or several or bool(chain.classes & {"group", "ORG"}) or "they" in chain.pronouns


def _position(pronoun: Mention, chain: Chain, rank: int, fit: int | None) -> list[str]:
    """How near the chain's last mention is, and what it is in its clause."""
    who, what, last = group(pronoun), form(pronoun), chain.last
    distance = pronoun.sentence - last.sentence
    fitting = "unfitting" if fit is None else f"fitting {_upto(fit, _RECENT)}"
    found = [
        f"{who} sentences {_upto(distance, _RECENT)}",
        f"{who} rank {_upto(rank, _RANKS)}",
        f"{who} {fitting}",
        f"{who} {what} {fitting}",
        f"{who} to {last.role}",
        f"{'far' if distance else 'near'} to {last.role}",
        f"{what} to {last.role} {min(distance, 2)}",
    ]
    subjects = ("subject", "passive")
    if any(m.role in subjects for m in chain.mentions if m.sentence == last.sentence):
        found.append(f"{who} sentence subject {min(distance, 3)}")
    if last.opens:
        found.append(f"{who} opening")
    if last.quoted != pronoun.quoted:
        found.append(f"{who} {'into' if pronoun.quoted else 'out of'} quotation")
    return found


def _history(pronoun: Mention, chain: Chain) -> list[str]:
    """How often and by what the chain was mentioned, and whether its words tell a gender."""
    who, word = group(pronoun), pronoun.pronoun
    found = [
        f"{word} after {chain.last.pronoun or 'nominal'}",
        f"{who} mentions {_upto(len(chain.mentions), _COUNTS)}",
    ]
    found += [f"{word} where {before}" for before in sorted(chain.pronouns)]
    if chain.gender:
        found.append(f"{who} of known gender")
    return found


def _description(pronoun: Mention, chain: Chain) -> list[str]:
    """What the chain's last phrase is: number, kind, article, coordination."""
    who, nominal = group(pronoun), chain.nominal
    if nominal is None:
        return [f"{who} unnamed"]
    age = pronoun.sentence - nominal.sentence
    if chain.pair:
        return [f"{who} pair", f"{who} pair {_upto(age, (0, 1, 2))}"]
    number = "plural" if chain.plural else "singular"
    named = "name" if chain.phrase is not None and chain.phrase.name is not None else "noun"
    found = [
        f"{who} nominal {_upto(age, _RECENT)}",
        f"{who} {number}",
        f"{who} {named} repeated {_upto(chain.repeated, _COUNTS)}",
        f"{who} article {chain.determiner}",
        *(f"{who} kind {kind}" for kind in sorted(chain.classes)),
        *(f"{who} kind {kind} {number}" for kind in sorted(chain.classes)),
    ]
    if place := conjuncts(nominal.token):
        found.append(f"{who} conjunct {place}")
    return found


def _clause(pronoun: Mention, last: Mention) -> list[str]:
    """What both being in one sentence means: clause mates, the one inside the other."""
    if pronoun.sentence != last.sentence:
        return []
    what, mine, other = form(pronoun), pronoun.token, last.token
    found = []
    if pronoun.clause == last.clause:
        found.append(f"clause mates {what} {last.role}")
    if other.head == mine.head and what in ("object", "oblique", "subject"):
        found.append(f"same governor {what}")
    if mine.is_ancestor(other):
        found.append("around")
    if other.is_ancestor(mine):
        found.append(f"{group(pronoun)} inside {what}")
    return found
