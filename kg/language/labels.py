"""Label inventories shared by training and run time, and the two reversible codes for lemmas and shapes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# Types of names, and the coarse type that corpora with fewer classes give them.
COARSE = {
    "PER": "PER", "ORG": "ORG", "GOV": "ORG", "MIL": "ORG",
    "COUNTRY": "LOC", "CITY": "LOC", "LOC": "LOC", "FAC": "LOC",
    "EVENT": "EVENT", "WORK": "MISC", "PRODUCT": "MISC", "NORP": "NORP", "TIME": "TIME", "MISC": "MISC",
}  # fmt: skip
NAME_TYPES = tuple(COARSE)
NAME_TAGS = ("O", *(f"{prefix}-{kind}" for kind in NAME_TYPES for prefix in "BI"))


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of one model, in the order of its output columns."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    scripts: tuple[str, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...] = NAME_TAGS

    def write(self, path: Path) -> None:
        """Write as JSON, one inventory a key."""
        sets = {slot: list(getattr(self, slot)) for slot in self.__slots__}
        path.write_text(json.dumps(sets, ensure_ascii=False, indent=0) + "\n", "utf-8")


def read_labels(content: bytes) -> Labels:
    """Read what `Labels.write` wrote."""
    sets = json.loads(content)
    return Labels(**{key: tuple(values) for key, values in sets.items()})


def lemma_script(form: str, lemma: str) -> str:
    """The edit that makes `lemma` from `form`: casing, characters to cut at the end, what to add.

    >>> lemma_script("Moved", "move")
    'l|1|'
    >>> lemma_script("Lavrov", "Lavrov")
    'k|0|'
    """
    casing, base = ("k", form) if lemma != lemma.lower() else ("l", form.lower())
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{casing}|{len(base) - shared}|{lemma[shared:]}"


def apply_lemma_script(form: str, script: str) -> str:
    """Undo `lemma_script`. A script that cuts more than there is leaves the lower-cased form.

    >>> apply_lemma_script("tries", "l|3|y")
    'try'
    """
    casing, cut, suffix = script.split("|", 2)
    base = form if casing == "k" else form.lower()
    if int(cut) >= len(base) and not suffix:
        return base
    return base[: len(base) - int(cut)] + suffix


SHAPES = 8  # also the shape of [CLS], [SEP] and padding
BREAK = SHAPES + 1  # added to the shape of the first wordpiece of a paragraph


def shape(form: str) -> int:
    """The case shape of a word as a class in 0..7 (the encoder is uncased, so it is told).

    >>> [shape(w) for w in ("said", "Russia", "NATO", "A", "McCain", "2022", "16bn", "—")]
    [1, 2, 3, 4, 5, 6, 7, 0]
    """
    if any(c.isdigit() for c in form):
        return 7 if any(c.isalpha() for c in form) else 6
    if not any(c.isalpha() for c in form):
        return 0
    if form.islower():
        return 1
    if form.isupper():
        return 4 if sum(c.isalpha() for c in form) == 1 else 3
    return 2 if form[:1].isupper() and form[1:].islower() else 5
