"""Chains: what a document has mentioned so far, each thing with its mentions in order.

A chain may stand for nothing that can be named: a pronoun that nothing resolves, or a pair of
conjuncts (“Ada and Grace”). A pronoun that goes on with such a chain stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract import coreference_agreement as agreement
from kg.extract.phrases import Phrase, phrase
from kg.extract.quotation import in_quotes
from kg.extract.tree import SUBJECTS, child, children, first_conjunct, is_clause, opens_sentence
from kg.language import Doc, Token

_INNER = ("compound", "flat", "nmod:desc", "fixed", "goeswith")  # parts of a phrase, no phrases
_ARTICLES = ("the", "a", "an", "this", "that", "no", "any", "every", "each", "some")
_DEFINITE = ("the", "this", "that", "these", "those")
_COUNTS = "kg_noun_counts"
_NEAR = 8  # sentences a chain is remembered after its last mention
_FAR = 24  # the same where it was mentioned often
_OFTEN = 3  # mentions
_REPEATED = 4  # sentences back to a noun that a definite one repeats


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One place where a thing is mentioned. `sentence` counts sentences from 1, `clause` is the head of the
    clause around it, `pronoun` the pronoun in its basic form or nothing."""

    token: Token
    sentence: int
    role: str
    clause: Token
    quoted: bool
    opens: bool
    pronoun: str = ""


@dataclass(slots=True, eq=False)
class Chain:
    """What one thing is mentioned by. `phrase` names it, where anything does, and `labels` are all its
    phrases; `nominal` is its last mention that is no pronoun, `repeated` how often the document has its word;
    `pronouns` are those that stood for it; `gender` is told by its words alone."""

    phrase: Phrase | None = None
    mentions: list[Mention] = field(default_factory=list)
    nominal: Mention | None = None
    labels: set[str] = field(default_factory=set)
    gender: str = ""
    classes: set[str] = field(default_factory=set)
    plural: bool = False
    determiner: str = ""
    repeated: int = 0
    pronouns: set[str] = field(default_factory=set)
    pair: bool = False

    @property
    def last(self) -> Mention:
        return self.mentions[-1]


def is_nominal(token: Token) -> bool:
    """Whether the token heads a phrase that something can be mentioned by."""
    return token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _INNER


def mention(token: Token, sentence: int) -> Mention:
    """The place of a phrase's head or a pronoun."""
    pronoun = agreement.PRONOUNS.get(token.lower_, "") if token.pos_ not in ("NOUN", "PROPN") else ""
    opens = opens_sentence(token)
    return Mention(token, sentence, role(token), _clause(token), in_quotes(token), opens, pronoun)


def role(token: Token) -> str:
    """What the word is in its clause, conjuncts as the first of them."""
    token = first_conjunct(token)
    relation = token.dep_
    if relation in SUBJECTS:
        return "passive" if relation.endswith("pass") else "subject"
    if relation in _ROLES:
        return _ROLES[relation]
    if child(token, "cop") is not None:
        return "predicate"
    return {"obl": "oblique", "nmod": "modifier", "ROOT": "fragment"}.get(relation.split(":")[0], "other")


_ROLES = {"appos": "apposition", "obj": "object", "iobj": "object", "nmod:poss": "owner"}


def _clause(token: Token) -> Token:
    token = token.head
    while not is_clause(token) and token.head != token:
        token = token.head
    return token


class Chains:
    """The chains of one document, as far as it was read."""

    def __init__(self) -> None:
        self.sentence = 0
        self._chains: list[Chain] = []
        self._of: dict[int, Chain] = {}  # token → the chain that it is the head of a mention of
        self._pairs: dict[int, Chain] = {}  # first conjunct → the chain of the pair

    def __iter__(self) -> Iterator[Chain]:
        return iter(self._chains)

    def of(self, token: Token) -> Chain | None:
        """The chain that the token heads a mention of."""
        return self._of.get(token.i)

    def next_sentence(self) -> None:
        """Another sentence begins: what has not been mentioned for long is forgotten."""
        self.sentence += 1
        self._chains = [chain for chain in self._chains if self._remembered(chain)]

    def _remembered(self, chain: Chain) -> bool:
        age = self.sentence - chain.last.sentence
        often = chain.nominal is not None and len(chain.mentions) >= _OFTEN
        return age <= (_FAR if often else _NEAR)

    def add_pronoun(self, place: Mention, chain: Chain | None) -> None:
        """A pronoun that goes on with a chain, or begins one that nothing names."""
        if chain is None:
            chain = Chain()
            self._chains.append(chain)
        chain.mentions.append(place)
        chain.pronouns.add(place.pronoun)
        self._of[place.token.i] = chain

    def add_nominal(self, token: Token) -> None:
        """A phrase by its head: it goes on with a chain that it is plainly of, or begins one."""
        found = phrase(token)
        head = found.head
        chain = self._same(token, found)
        beside = chain is not None and (token.dep_ == "appos" or _predicated(token) is not None)
        if chain is None:
            chain = Chain(found)
            self._chains.append(chain)
        place = mention(token, self.sentence)
        if not beside:
            chain.mentions.append(place)
        named = chain.phrase is not None and agreement.name_type(chain.phrase.head)
        if chain.phrase is None or found.kind == "name" or not (named or beside):
            chain.phrase = found  # “the budget is a mess”: it is still called the budget
        chain.labels.add(found.label.lower())
        self._describe(chain, place, head)
        self._of[token.i] = self._of[head.i] = chain
        if token.dep_ == "conj" and is_nominal(first_conjunct(token)):
            self._pair(first_conjunct(token), place)

    def _describe(self, chain: Chain, place: Mention, head: Token) -> None:
        token = place.token
        chain.nominal = place
        chain.gender = agreement.gender(head) or agreement.gender(token) or chain.gender
        chain.classes.add(agreement.noun_class(head))
        chain.plural = agreement.plural(token)
        words = chain.phrase.tokens if chain.phrase is not None and chain.phrase.name is not None else (head,)
        chain.repeated = _counts(head.doc)[words[-1].lower_]
        determiner, owner = child(token, "det"), child(token, "nmod:poss")
        chain.determiner = "owner" if owner is not None else "none"
        if determiner is not None:
            chain.determiner = determiner.lower_ if determiner.lower_ in _ARTICLES else "other"

    def _pair(self, first: Token, last: Mention) -> None:
        """The conjuncts together; each further one is its new end."""
        if first.i not in self._pairs:
            self._pairs[first.i] = Chain(pair=True, plural=True)
            self._chains.append(self._pairs[first.i])
        chain = self._pairs[first.i]
        chain.mentions = [last]
        chain.nominal = mention(first, self.sentence)

    def _same(self, token: Token, found: Phrase) -> Chain | None:
        """The chain that an apposition, a predicate noun, or a name or noun said again goes on with."""
        if token.dep_ == "appos" and token.head.i in self._of:
            return self._of[token.head.i]
        subject = _predicated(token)
        if subject is not None and subject.i in self._of:
            return self._of[subject.i]
        if agreement.name_type(found.head):
            return self._same_named(token, found)
        article = child(found.head, "det")
        if article is None or article.lower_ not in _DEFINITE:
            return None
        return next((c for c in reversed(self._chains) if self._same_noun(c, found.head)), None)

    def _same_named(self, token: Token, found: Phrase) -> Chain | None:
        """Of chains with a name that this one is plainly too: first one called just so before, then the one
        mentioned most, then the last."""
        gender = agreement.gender(found.head) or agreement.gender(token)
        fitting = [
            (found.label.lower() in chain.labels, len(chain.mentions), place)
            for place, chain in enumerate(self._chains)
            if _same_name(chain.phrase, found) and (not gender or chain.gender in ("", gender))
        ]
        return self._chains[max(fitting)[2]] if fitting else None

    def _same_noun(self, chain: Chain, head: Token) -> bool:
        before = chain.phrase.head if chain.phrase is not None else None
        return (
            before is not None
            and not agreement.name_type(before)
            and (before.lemma_, before.tag_) == (head.lemma_, head.tag_)
            and self.sentence - chain.last.sentence <= _REPEATED
        )


def _counts(doc: Doc) -> Counter[str]:
    """How often a document has each noun and each word of a name, counted once for a document."""
    counts: Counter[str] | None = doc.user_data.get(_COUNTS)
    if counts is None:
        counts = Counter(word.lower_ for word in doc if word.pos_ in ("NOUN", "PROPN"))
        doc.user_data[_COUNTS] = counts
    return counts


def _predicated(token: Token) -> Token | None:
    """The subject of which the noun is said: “Ada is an engineer”."""
    if token.dep_ == "conj" or child(token, "cop") is None:
        return None
    return child(token, *SUBJECTS)


def _same_name(before: Phrase | None, now: Phrase) -> bool:
    """Whether two names are plainly one: equal, or of persons and the one a part of the other."""
    if before is None or not (known := agreement.name_type(before.head)):
        return False
    if before.label.lower() == now.label.lower():
        return True
    if known != "PER" or agreement.name_type(now.head) != "PER":
        return False
    short, long = sorted(([w.lower_ for w in p.tokens if w.is_alpha] for p in (before, now)), key=len)
    return bool(short) and set(short) <= set(long)


def conjuncts(token: Token) -> str:
    """“first”, “later” or nothing: the place of a noun in a coordination."""
    if token.dep_ == "conj":
        return "later"
    return "first" if children(token, "conj") else ""
