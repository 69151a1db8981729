"""Keys of entities: readable, the same in every document, and never shared by a name and a common noun."""

from __future__ import annotations

import re
import unicodedata

from kg.resolve.names import normal_form

_DROPPED = re.compile(r"[^\w\s.,/&+'-]", re.UNICODE)


def _slug(text: str) -> str:
    kept = _DROPPED.sub(" ", unicodedata.normalize("NFC", text))
    kept = re.sub(r"(?<!\w)[.,/&+'-]+|[.,/&+'-]+(?!\w)", " ", kept)  # within a word they stay: “Booking.com”
    return "_".join(kept.replace("_", " ").replace("/", " ").replace(",", " ").split())


def name_key(name: str, mark: str | None = None) -> str:
    """Key of a named entity: “Vladimir Putin” → `Vladimir_Putin`. It holds a capital letter (“adidas” →
    `Adidas`) or, in scripts without them, ends in `_(name)`: no concept's key does either. `mark` tells
    namesakes apart: `Washington_(person)`."""
    slug = _slug(normal_form(name)) or "_".join(f"u{ord(c):x}" for c in name) or "unnamed"
    if slug == slug.lower():
        slug = slug[0].upper() + slug[1:]
    if slug == slug.lower():
        mark = mark or "name"
    return f"{slug}_({mark})" if mark else slug


def concept_key(lemmas: str) -> str:
    """Key of a common noun phrase from its lemmas: “Dire warning” → `dire_warning`. Always in lower case."""
    slug = _slug(lemmas.translate(str.maketrans("’‘“”–—", "''\"\"--"))).lower()
    return slug or "_".join(f"u{ord(c):x}" for c in lemmas) or "nothing"
