"""A name as it stands in a document, and its normal forms: for people to read, and for comparison."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.language.labels import COARSE


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place where something is named: what `kg.resolve.resolve` groups into entities.

    `text` is the surface of the name, with or without determiner. `type` is the reader's guess, one of
    `kg.language.labels.COARSE` or None. `title` holds the role words before it (“Maj. Gen.”). `position` is
    the offset of `text` in code points: mentions are read in its order.
    """

    text: str
    type: str | None = None
    title: str | None = None
    position: int = 0


def coarse(guess: str | None) -> str | None:
    """The guess without its finer part, which readers slip on more: “GOV” → “ORG”, “CITY” → “LOC”."""
    return COARSE.get(guess or "", guess)


_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "‐": "-",
    }
)
_DETERMINER = re.compile(r"(?:[Tt]he|THE|an?|this|that)\s+(?=\S)")
_EDGES = " \t,;:!?()[]{}\"'*"
_DOTTED = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]\.?")
_INITIALS = re.compile(r"(?<!\S)(?:[A-Z]\. ?){2,}(?!\w)|(?<!\S)(?:[A-Z]\.)+[A-Z](?!\w)")
_FINAL_DOT = re.compile(r"(?<=[^\W\d_])\.(?=\s|,|$)")


@lru_cache(maxsize=65536)
def normal_form(text: str) -> str:
    """The name in one spelling: “the U.S.’s” → “US”, “Acme, Inc.,” → “Acme, Inc”.

    Folds white space, typographic quotation marks and dashes; takes off a determiner, a possessive ending,
    punctuation at the edges and the dots of abbreviations. Empty only if `text` has no letter or digit.
    """
    form = " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())
    form = re.sub(r" (?=[,.)])|(?<=\() ", "", form).replace(" 's", "'s")
    bare = form.strip(_EDGES)
    bare = re.sub(r"(?i)'s$", "", bare)
    bare = _DETERMINER.sub("", bare, count=1) if _DETERMINER.match(bare) else bare
    bare = _INITIALS.sub(lambda found: found.group().replace(".", "").replace(" ", ""), bare)
    bare = _FINAL_DOT.sub("", bare).strip(_EDGES)
    return bare or form


_BRITISH = re.compile(r"\b(?:defence|organisation|labour|centre|programme)\b")
_AMERICAN = {"defence": "defense", "labour": "labor", "centre": "center", "programme": "program"}


@lru_cache(maxsize=65536)
def fold(form: str) -> str:
    """`form` for comparison: no case, no diacritics, hyphens as spaces, “&” as “and”, no apostrophes, and
    American spelling of words frequent in names (“Defence Ministry” = “Defense Ministry”)."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    letters = letters.casefold().replace("&", " and ").replace("'", "").replace('"', "").replace("ł", "l")
    letters = _BRITISH.sub(lambda found: _AMERICAN.get(found.group(), "organization"), letters)
    return " ".join(re.sub(r"[-/,.]", " ", letters).split())


def is_acronym(form: str) -> bool:
    """Whether a normal form is written like an acronym: “NATO”, “UNHCR”, “G7”, “AfD”, “DoD”."""
    if " " in form or not 2 <= len(form) <= 8 or not form[0].isupper():
        return False
    capitals = sum(c.isupper() for c in form)
    return 2 * capitals >= len(form) and (capitals > 1 or any(c.isdigit() for c in form))
