"""Lemmas: a lexicon of forms seen in the treebanks first, the model's edit scripts for the rest."""

from __future__ import annotations

from pathlib import Path

from kg.language.labels import apply_lemma_script

Lexicon = dict[tuple[str, str], str]


def read_lexicon(path: Path) -> Lexicon:
    """(lower-cased form, UPOS) → lemma, from `form<TAB>UPOS<TAB>lemma` lines."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {(form, upos): lemma for form, upos, lemma in rows}


def lemma(form: str, upos: str, script: str, lexicon: Lexicon) -> str:
    """The lemma of a word; for an empty edit the form itself."""
    return lexicon.get((form.lower(), upos)) or apply_lemma_script(form, script) or form
