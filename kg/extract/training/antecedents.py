"""Which chains of a GUM document each pronoun may go on with: the examples of the training."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.extract import coreference_features as features
from kg.extract.coreference import Coreference
from kg.extract.coreference_chains import Chain, Mention
from kg.extract.training.gum import GoldDocument, annotated, groups, named_by
from kg.extract.training.ranking import Example

THIRD_PERSON = ("he", "she", "it", "they")


def examples(document: GoldDocument, pronouns: Collection[str] = THIRD_PERSON) -> list[Example]:
    """One example for each place of the pronouns, in any form, read as if all before were resolved rightly.

    To stay open is right where no chain's phrase names the pronoun's group; then so is a chain of the group
    that nothing names.
    """
    known = groups(document)
    pairs = {(m.head, m.group) for m in document.mentions if m.coordinated}
    found: list[Example] = []

    def choose(pronoun: Mention, chains: Sequence[Chain]) -> Chain | None:
        group = known.get(pronoun.token.i)
        named = [
            chain.phrase is not None and any(m.group == group for m in named_by(document, chain.phrase))
            for chain in chains
        ]
        unnamed = [chain.phrase is None and _of(chain, group, known, pairs) for chain in chains]
        right = [a or (b and not any(named)) for a, b in zip(named, unnamed, strict=True)]
        if pronoun.pronoun in pronouns:
            options = [features.of_none(pronoun), *features.of_chains(pronoun, chains)]
            found.append(Example(options, [not any(named), *right]))
        gold = [chain for chain, yes in zip(chains, right, strict=True) if yes]
        return max(gold, key=lambda chain: chain.last.token.i, default=None)

    reader = Coreference(choose)
    for sentence in annotated(document).sents:
        reader.read(list(sentence), [])
    return found


def _of(chain: Chain, group: str | None, known: dict[int, str], pairs: set[tuple[int, str]]) -> bool:
    """Whether a chain without a phrase is of the group: a pair of it, or begun by a pronoun of it."""
    if group is None:
        return False
    if chain.nominal is not None:
        return (chain.nominal.token.i, group) in pairs
    return known.get(chain.mentions[0].token.i) == group
