"""Lemmas: a lexicon of inflected forms first, the model's edit scripts for the rest and for the casing."""

from __future__ import annotations

import re

from kg.language.labels import apply_lemma_script

Lexicon = dict[tuple[str, str], str]

_NONE = "_"  # the lemma of a word that has none, as the second part of a word cut in two (CoNLL-U)
_ADDRESS = re.compile(r"\w@\w|://|^www\.|\.\w+/\w")  # stands for itself
_NUMBERED = re.compile(r"[A-Z]+\d")  # CO2, AK47s: their capitals are not those of a sentence's beginning
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # sooooo
_PREFIXES = ("under", "over", "out", "fore", "with", "mis", "re", "un", "up", "inter", "co", "pre", "be")


def read_lexicon(content: bytes) -> Lexicon:
    """(lower-cased form, UPOS) → lemma, or several with “|” between them, from `form<TAB>UPOS<TAB>lemma`
    lines in UTF-8; in lower case but for “I”, nationalities and places."""
    rows = (line.split("\t") for line in content.decode().splitlines())
    return {(form, upos): lemma for form, upos, lemma in rows}


def lemma(form: str, upos: str, script: str, lexicon: Lexicon) -> str:
    """The lemma of a word, capitalised where the edit script keeps the casing of the form; for an empty
    edit the form itself. Of several lemmas in the lexicon it is the one the script gives, else the first.

    >>> lemma("Went", "VERB", "l|0|", {("went", "VERB"): "go"})
    'go'
    >>> lemma("underwent", "VERB", "l|2|", {("went", "VERB"): "go"})
    'undergo'
    >>> lemma("Libraries", "PROPN", "k|1|", {("libraries", "NOUN"): "library"})
    'Library'
    >>> [lemma("found", "VERB", script, {("found", "VERB"): "find|found"}) for script in ("l|0|", "l|1|")]
    ['found', 'find']
    >>> lemma("Sept.", "PROPN", "k|0|", {("sept.", "PROPN"): "september"})
    'September'
    >>> lemma("Charge", "PROPN", "l|0|", {})
    'Charge'
    >>> lemma("france", "PROPN", "k|0|", {("france", "PROPN"): "France"})
    'France'
    >>> lemma("AK47s", "NOUN", "l|1|", {})
    'AK47'
    >>> lemma("Sooooo", "ADV", "l|0|", {("so", "ADV"): "so"})
    'so'
    >>> lemma("cohostilities", "NOUN", "l|1|", {})
    'cohostility'
    >>> lemma("Ann@example.org/Notes", "PROPN", "l|1|", {})
    'Ann@example.org/Notes'
    """
    if _ADDRESS.search(form):
        return form
    lower = form.lower()
    if (upos == "PROPN" and form.istitle()) or _NUMBERED.match(form):
        script = "k" + script[1:]
    known = lexicon.get((lower, upos)) or _drawn_out(lower, upos, lexicon)
    if known is None and upos == "PROPN" and not script.startswith("k|0|"):
        known = lexicon.get((lower, "NOUN"))  # a plural
    if known is None and upos == "VERB":
        known = _prefixed(lower, lexicon)
    if known is not None and "|" in known:
        edited, several = apply_lemma_script(form, script).lower(), known.split("|")
        known = edited if edited in several else several[0]
    keeps_case = script.startswith("k") and lower != form
    if known is None or (keeps_case and not form.istitle()):
        edited = apply_lemma_script(form, script)
        spoilt = edited != _NONE and edited.endswith(_NONE)  # the script for none, of a longer word
        if spoilt or not edited:
            return form
        plural = upos == "NOUN" and lower.endswith("ies") and edited.endswith("ie") and len(edited) > 4
        return f"{edited[:-2]}y" if plural else edited
    return known.title() if keeps_case else known


def _drawn_out(form: str, upos: str, lexicon: Lexicon) -> str | None:
    """The lemma of a known form of which a letter is written three times or more."""
    if not _DRAWN_OUT.search(form):
        return None
    shorter = (_DRAWN_OUT.sub(letters, form) for letters in (r"\1\1", r"\1"))
    return next((lexicon[short, upos] for short in shorter if (short, upos) in lexicon), None)


def _prefixed(form: str, lexicon: Lexicon) -> str | None:
    """The lemma of a verb that is a known form behind a prefix: “overtook” → “overtake”."""
    for prefix in _PREFIXES:
        rest = form.removeprefix(prefix)
        known = lexicon.get((rest, "VERB")) if rest != form and len(rest) > 2 else None
        if known is not None and known != rest:
            return prefix + known.partition("|")[0]
    return None
