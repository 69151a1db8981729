"""“accused the party of spreading rumours”: what somebody is accused of or blamed for.

Treebanks hang the gerund on the verb or on its object; either way the object is who does it.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.tree import child, children
from kg.language import Token

_MARKERS = ("of", "for", "with")


def charges(verb: Token, objects: list[Token]) -> list[Token]:
    """The gerunds that say what is charged, of a verb with these objects."""
    if verb.lemma_.lower() not in lexicon.ACCUSING | lexicon.CONVICTING:
        return []
    of_verb = [gerund for gerund in children(verb, "advcl", "xcomp", "ccomp") if _is_gerund(gerund)]
    return of_verb + [gerund for noun in objects for gerund in children(noun, "acl") if is_charge(gerund)]


def is_charge(token: Token) -> bool:
    """Whether a dependent of a noun is what the noun is accused of, and no part of its phrase."""
    if token.dep_ != "acl" or token.head.dep_ != "obj" or not _is_gerund(token):
        return False
    return token.head.head.lemma_.lower() in lexicon.ACCUSING | lexicon.CONVICTING


def _is_gerund(token: Token) -> bool:
    marker = child(token, "mark", "case")
    return token.tag_ == "VBG" and marker is not None and marker.lower_ in _MARKERS
