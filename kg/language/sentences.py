"""Sentence boundaries by rule: terminal punctuation, abbreviations, quotes, blank lines, block edges."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.language.tokenizer import ABBREVIATIONS, MAY_END

TERMINAL = frozenset([".", "!", "?", "…", "...", "....", "?!", "!?", "!!", "??"])
CLOSING = frozenset(["”", '"', "’", "'", "''", ")", "]", "}"])
OPENING = frozenset(["“", '"', "‘", "'", "``", "(", "["])
# After an abbreviation that may end a sentence (“in the U.S. The …”) only these begin a new one.
STARTERS = frozenset(
    (
        "The This That These Those It He She They We I You There In On At As But And However When "
        "If While After Before Although Since For Its Their His Her Our A An Some Many Most "
    ).split()
)

if not Doc.has_extension("blocks"):
    Doc.set_extension("blocks", default=None)

NAME = "kg_sentences"


@Language.component(NAME, assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set sentence starts. `doc._.blocks`, a list of (start, end) in code points, forces a boundary at
    each edge; where the caller has already set boundaries, they are kept."""
    if doc.has_annotation("SENT_START"):
        return doc
    edges = {offset for block in doc._.blocks or () for offset in block}
    words = [token for token in doc if not token.is_space]
    position = {word.i: index for index, word in enumerate(words)}
    text = doc.text
    starts = np.full(len(doc), -1, dtype=np.int64)
    starts[:1] = 1
    for before, word in pairwise(words):
        between = text[before.idx + len(before) : word.idx]
        edge = any(offset in edges for offset in range(before.idx + 1, word.idx + 1))
        if edge or between.count("\n") >= 2 or _ends(words, position[before.i]):
            starts[word.i] = 1
    if len(doc):
        rows = starts.astype(np.uint64).reshape(-1, 1)
        doc.from_array([SENT_START], rows)  # type: ignore[arg-type]  # spaCy asks for uint64, its stub for int
    return doc


def _ends(words: list[Token], last: int) -> bool:
    """Whether a sentence ends with `words[last]`."""
    end = last
    while end > 0 and words[end].text in CLOSING and not _opens(words, end):
        end -= 1
    terminal, following = words[end].text, words[last + 1]
    if words[last + 1].text in CLOSING and words[last + 1].idx == words[last].idx + len(words[last]):
        return False  # the closing quote still belongs here
    if following.text in TERMINAL:
        return False  # “?!”, “. . .”
    start = following
    if start.text in OPENING and last + 2 < len(words):
        start = words[last + 2]
    if terminal in TERMINAL:
        if terminal in ("...", "…", "....") and not start.text[:1].isupper():
            return False
        if (
            terminal == "."
            and end > 0
            and f"{words[end - 1].text}." in ABBREVIATIONS - MAY_END
            and end == last
        ):
            return False
        return not start.text[:1].islower()
    if terminal.endswith(".") and len(terminal) > 1 and start.text[:1].isupper():
        if terminal in ABBREVIATIONS - MAY_END:
            return False
        return start.text in STARTERS
    return False


def _opens(words: list[Token], index: int) -> bool:
    """A straight quote that opens: blank before it, none behind."""
    token = words[index]
    if token.text not in ('"', "'") or index + 1 >= len(words):
        return False
    gap_before = words[index - 1].idx + len(words[index - 1]) < token.idx
    gap_behind = token.idx + len(token) < words[index + 1].idx
    return gap_before and not gap_behind
