"""What a noun phrase says by standing beside another: the places a place is in, the members of a kind."""

from __future__ import annotations

from kg.extract.phrases import name_of
from kg.extract.tree import children, family, preposition
from kg.language import Token


def wider_places(token: Token) -> list[Token]:
    """“Kisumu, Nyanza, Kenya”: Nyanza and Kenya, for Kisumu."""
    if not _is_place(token):
        return []
    beside = children(token, "nmod:unmarked", "appos", "list")
    return [c for c in beside if c.i > token.i and _is_place(c)]


def members(token: Token) -> list[Token]:
    """“banks such as Citi and HSBC”: what is named of a kind (Hearst 1992)."""
    listed = [c for c in children(token, "nmod") if preposition(c) in ("such as", "including")]
    return [member for c in listed for member in family(c)]


def _is_place(token: Token) -> bool:
    name = name_of(token)
    return name is not None and name.label_ == "LOC"
