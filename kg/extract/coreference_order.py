"""In which order the words of a sentence are read: mostly as they stand.

“Asked whether he would resign, Tanaka said no”: of a question put first, the pronouns are about who is
asked, and he is named behind it.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.coreference_chains import is_nominal
from kg.extract.tree import SUBJECTS, child, subtree
from kg.language import Token


def reading_order(tokens: list[Token]) -> list[Token]:
    """The words of a sentence, those of a question put first behind the phrase for who is asked."""
    return sorted(tokens, key=_place)


def _place(token: Token) -> tuple[int, int]:
    named = asked(token)
    return (subtree(named)[-1].i, token.i + 1) if named is not None else (token.i, 0)


def asked(token: Token) -> Token | None:
    """Who is asked, for a word of a question put first; the subject of the clause behind it."""
    above = token
    while above.head != above:
        if above.dep_ == "advcl" and above.lemma_.lower() in lexicon.ASKING and above.tag_ in ("VBN", "VBD"):
            named = child(above.head, *SUBJECTS)
            behind = named is not None and above.i < named.i and is_nominal(named)
            return named if behind and child(above, *SUBJECTS) is None else None
        above = above.head
    return None
