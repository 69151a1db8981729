"""The one form relations are written in: third person singular present; and content phrases' verbs."""

from __future__ import annotations

_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}


def third_person(lemma: str) -> str:
    """The form after “it”.

    >>> [third_person(v) for v in ("move", "be", "accuse", "carry", "tax", "say", "veto", "woo")]
    ['moves', 'is', 'accuses', 'carries', 'taxes', 'says', 'vetoes', 'woos']
    """
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith(("s", "sh", "ch", "x", "z")) or (
        lemma.endswith("o") and lemma[-2:-1] not in ("a", "e", "i", "o", "u", "")
    ):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return lemma[:-1] + "ies"
    return lemma + "s"
