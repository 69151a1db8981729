"""Pronouns and short definite phrases: which earlier phrase they stand for. Salience by rule.

After Lappin & Leass (1994), much simplified: agreement first, then subjects before others, nearest
sentence first; “we” and “I” inside a quotation are the speaker. What stays open stays a pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract import lexicon
from kg.extract.frame import Frame
from kg.extract.phrases import Phrase, phrase
from kg.extract.tree import SUBJECTS
from kg.language import Token

_SINGULAR_PERSON = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_THING = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_SPEAKER = frozenset(["we", "us", "our", "i", "me", "my", "ours", "mine"])
_WINDOW = 3  # sentences looked back


@dataclass(slots=True)
class Coreference:
    """Antecedents of the pronouns of one document, found sentence by sentence."""

    _seen: list[tuple[int, Phrase]] = field(default_factory=list)
    _sentence: int = 0
    links: dict[int, Phrase] = field(default_factory=dict)

    def read(self, tokens: list[Token], frames: list[Frame]) -> None:
        """Resolve the pronouns of one sentence, then remember its phrases."""
        self._sentence += 1
        for token in tokens:
            if token.pos_ == "PRON" or (token.dep_ == "nmod:poss" and token.tag_ == "PRP$"):
                found = self._antecedent(token, frames)
                if found is not None:
                    self.links[token.i] = found
                    self._seen.append((self._sentence, found))
            elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "flat", "nmod:desc"):
                self._seen.append((self._sentence, phrase(token)))
        self._seen = [(s, p) for s, p in self._seen if s > self._sentence - _WINDOW]

    def _antecedent(self, token: Token, frames: list[Frame]) -> Phrase | None:
        word = token.lower_
        if word in _SPEAKER:
            held = [f for f in frames if token.i in f.content and f.sources]
            return self._through(held[0].sources[0]) if held else None
        if word not in _SINGULAR_PERSON | _THING | _PLURAL or token.dep_ == "expl":
            return None
        near = self._sentence - (1 if word in _PLURAL else _WINDOW)
        candidates = [
            (s, p)
            for s, p in self._seen
            if s >= near and self._agrees(word, p) and not _same_clause(token, p.head)
        ]
        if not candidates:
            return None
        return max(candidates, key=lambda c: self._salience(token, *c))[1]

    def _through(self, token: Token) -> Phrase:
        return self.links.get(token.i) or phrase(token)

    def _agrees(self, word: str, candidate: Phrase) -> bool:
        if candidate.kind == "time" or candidate.head.lemma_.lower() in lexicon.TIME_NOUNS:
            return False
        kind = candidate.name.label_ if candidate.name is not None else ""
        person = kind == "PER" or (not kind and candidate.head.lemma_.lower() in _PEOPLE)
        plural = candidate.head.tag_ in ("NNS", "NNPS")
        if word in _SINGULAR_PERSON:
            return person and not plural
        if word in _THING:
            return kind in ("ORG", "LOC") or (
                not kind and candidate.kind == "noun" and not plural and not person
            )
        return plural or (kind == "ORG")

    def _salience(self, token: Token, sentence: int, candidate: Phrase) -> tuple[int, int, int, int]:
        """Nearer sentence, then names, then subjects, then the order of mention."""
        name = candidate.kind == "name"
        subject = candidate.head.dep_ in SUBJECTS
        distance = self._sentence - sentence
        return (
            -min(distance, 2),
            int(subject) + int(name),
            int(subject),
            candidate.head.i if distance else -candidate.head.i,
        )


_PEOPLE = lexicon.ROLES | frozenset("man woman soldier witness person official".split())


def _same_clause(pronoun: Token, candidate: Token) -> bool:
    """“Russia moved it”: an object pronoun is not its own clause's subject."""
    return pronoun.dep_ in ("obj", "iobj") and candidate.head == pronoun.head
