"""Pronouns of a document: which earlier phrase they stand for.

“He”, “she”, “it”, “they” and their forms go on with one of the chains of mentions before them, or stay
open, whichever has the higher sum of weights (`coreference_features`); “we” and “I” inside a quotation
are the speaker. What stays open stays a pronoun.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract import coreference_features as features
from kg.extract.coreference_agreement import PRONOUNS, SPEAKER
from kg.extract.coreference_chains import Chain, Chains, Mention, is_nominal, mention
from kg.extract.coreference_order import asked, reading_order
from kg.extract.coreference_pleonastic import pleonastic
from kg.extract.coreference_weights import best, weights
from kg.extract.frame import Frame
from kg.extract.phrases import Phrase, phrase
from kg.language import Token

# Pronoun and chains before it → the chain that it goes on with, or None.
Choice = Callable[[Mention, Sequence[Chain]], Chain | None]


def by_weights(pronoun: Mention, chains: Sequence[Chain]) -> Chain | None:
    """The chain with the highest sum of weights, if it is above that of staying open."""
    rows = [features.of_none(pronoun), *features.of_chains(pronoun, chains)]
    index = best(rows, weights())
    return chains[index - 1] if index else None


class Coreference:
    """Antecedents of the pronouns of one document, found sentence by sentence."""

    def __init__(self, choose: Choice = by_weights) -> None:
        self.links: dict[int, Phrase] = {}
        self._choose = choose
        self._chains = Chains()

    def read(self, tokens: list[Token], frames: list[Frame]) -> None:
        """Resolve the pronouns of one sentence, and remember its phrases."""
        self._chains.next_sentence()
        for token in reading_order(tokens):
            if token.pos_ == "PRON" or (token.dep_ == "nmod:poss" and token.tag_ == "PRP$"):
                if token.lower_ in SPEAKER:
                    self._speaker(token, frames)
                elif token.lower_ in PRONOUNS:
                    self._third_person(token, frames)
            elif is_nominal(token):
                self._chains.add_nominal(token)

    def _speaker(self, token: Token, frames: list[Frame]) -> None:
        held = [frame for frame in frames if token.i in frame.content and frame.sources]
        if held:
            source = held[0].sources[0]
            self.links[token.i] = self.links.get(source.i) or phrase(source)

    def _third_person(self, token: Token, frames: list[Frame]) -> None:
        pronoun = mention(token, self._chains.sentence)
        chain = self._asked(pronoun) or self._inner_speaker(pronoun, frames)
        if chain is None:
            chain = self._choose(pronoun, [chain for chain in self._chains if _possible(pronoun, chain)])
        if chain is not None and chain.phrase is not None:
            self.links[token.i] = chain.phrase
        self._chains.add_pronoun(pronoun, chain)

    def _asked(self, pronoun: Mention) -> Chain | None:
        """“Asked whether he would resign, Tanaka said no”."""
        named = asked(pronoun.token) if pronoun.pronoun in ("he", "she") else None
        chain = self._chains.of(named) if named is not None else None
        return chain if chain is not None and features.agrees(pronoun.pronoun, chain) else None

    def _inner_speaker(self, pronoun: Mention, frames: list[Frame]) -> Chain | None:
        """“Reuters said the firm denied that it …”: within what another said, the subject of what somebody
        said is the latter."""
        held = [f for f in frames if pronoun.token.i in f.content and f.sources and not f.nominal]
        if len(held) < 2 or pronoun.role != "subject" or pronoun.clause.head not in held[0].cue:
            return None
        chain = self._chains.of(held[0].sources[0])
        if chain is None or chain.nominal is None or pleonastic(pronoun.token):
            return None
        return chain if features.agrees(pronoun.pronoun, chain) else None


def _possible(pronoun: Mention, chain: Chain) -> bool:
    """What no weight may outvote: “he” and “she” agree with their antecedent, a pair is one of “they” only, a
    time of nothing, and nothing is its own owner (“its tail”)."""
    if pronoun.pronoun in ("he", "she") and not features.agrees(pronoun.pronoun, chain):
        return False
    if chain.pair:
        return pronoun.pronoun == "they"
    if chain.nominal is None:
        return True
    owned = pronoun.role == "owner" and chain.nominal.token == pronoun.token.head
    return not owned and not chain.classes <= {"TIME", "time"}
