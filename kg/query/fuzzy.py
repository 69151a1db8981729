"""Names that are like what is sought but for a slip or two: a letter missing, added, wrong, or changing
places with the next, or a blank too many or too few.

Each word is mended to words that names have (`kg.query.slips`); what the mended words begin is looked up.
"""

from __future__ import annotations

from itertools import product

from rapidfuzz.distance import OSA

from kg.query import slips
from kg.query.choices import LAST
from kg.query.index import Index

# A name from the matching word on, its entity, the band and type of that, and the slips.
Found = tuple[str, str, int, str, int]

_LIKE = 2000  # words looked at for one word
_VARIANTS = 200  # words tried in place of one
_TRIED = 400  # mended texts looked up
_OF_TEXT = 50  # names that one of them may find
_ENOUGH = 400  # names


def names(index: Index, sought: str) -> list[Found]:
    """The names like a folded text, those with the fewest slips first."""
    found: list[Found] = []
    for text, count in _mended(index, sought)[:_TRIED]:
        rows = index.rows(
            f"SELECT folded, entity, band, type FROM name WHERE folded >= ? AND folded < ? LIMIT {_OF_TEXT}",
            [text, text + LAST],
        )
        found += [(*row, count) for row in rows]
        if len(found) >= _ENOUGH:
            break
    return found


def _mended(index: Index, sought: str) -> list[tuple[str, int]]:
    """What may have been meant, with the slips in it, the fewest first."""
    words = sought.split(" ")
    most = slips.allowed(len(sought))
    if most == 0:
        return []
    choices = [list({word: 0, **_variants(index, word, most)}.items())[:_VARIANTS] for word in words]
    mended: dict[str, int] = {}
    # One word at a time first; two words with a slip each after that.
    for place, variants in enumerate(choices):
        for word, count in variants:
            mended.setdefault(" ".join([*words[:place], word, *words[place + 1 :]]), count)
    for text in _blanks(words):
        mended.setdefault(text, 1)
    if most > 1:
        near = [[(word, count) for word, count in variants if count < most] for variants in choices]
        for first in range(len(words)):
            for second in range(first + 1, len(words)):
                for (one, slipped), (other, also) in product(near[first][:20], near[second][:20]):
                    if slipped and also:
                        text = " ".join(
                            [*words[:first], one, *words[first + 1 : second], other, *words[second + 1 :]]
                        )
                        mended.setdefault(text, slipped + also)
    mended.pop(sought, None)
    return sorted(mended.items(), key=lambda item: (item[1], item[0]))


def _variants(index: Index, word: str, most: int) -> dict[str, int]:
    """The words of names that `word` is with `most` slips, with their number; the fewest first."""
    depth = min(most, slips.depth(word))
    rests = slips.rests(word, depth)
    found = index.rows(
        f"SELECT DISTINCT word FROM slip WHERE rest IN ({', '.join('?' * len(rests))})"
        f" AND length(word) BETWEEN ? AND ? LIMIT {_LIKE}",
        [*rests, len(word) - depth, len(word) + depth],
    )
    near = [(OSA.distance(word, other, score_cutoff=depth), other) for (other,) in found]
    return {other: count for count, other in sorted(near)[:_VARIANTS] if count <= depth}


def _blanks(words: list[str]) -> list[str]:
    """The words with one blank less or one more."""
    joined = [
        " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])
        for place in range(len(words) - 1)
    ]
    parted = [
        " ".join([*words[:place], word[:cut], word[cut:], *words[place + 1 :]])
        for place, word in enumerate(words)
        for cut in range(1, len(word))
    ]
    return joined + parted
