"""The spaCy component that gives the annotation of another pipeline the labels that ours has."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language.labels import NAME_TYPES

# OntoNotes' types of names. Numbers and sums that it annotates beside them are no names.
ONTONOTES = {
    "PERSON": "PER", "NORP": "NORP", "FAC": "FAC", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC",
    "PRODUCT": "PRODUCT", "EVENT": "EVENT", "WORK_OF_ART": "WORK", "LAW": "WORK", "LANGUAGE": "MISC",
    "DATE": "TIME", "TIME": "TIME",
}  # fmt: skip
NO_NAMES = frozenset({"CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"})
TYPES = {kind: kind for kind in NAME_TYPES} | ONTONOTES

NAME = "kg_other_labels"


@Language.component(NAME, assigns=["token.dep", "token.lemma", "doc.ents"])
def own_labels(doc: Doc) -> Doc:
    """Labels every root ROOT and what has no label dep, gives every word a lemma, and every name one of
    our types: MISC where its own type is unknown here."""
    for token in doc:
        if token.head == token:
            token.dep_ = "ROOT"
        elif not token.dep_:
            token.dep_ = "dep"
        if not token.lemma_:
            token.lemma_ = token.lower_
    names = [name for name in doc.ents if name.label_ not in NO_NAMES]
    doc.set_ents([Span(doc, name.start, name.end, TYPES.get(name.label_, "MISC")) for name in names])
    return doc
