"""An annotated document as plain values, to be compared."""

from __future__ import annotations

from kg.language import Doc


def rows(doc: Doc) -> list[tuple[object, ...]]:
    """Everything the annotation says, a tuple a token."""
    return [
        (w.idx, w.text, w.lemma_, w.pos_, w.tag_, str(w.morph), w.dep_, w.head.i, w.is_sent_start, w.ent_iob_,
         w.ent_type_)
        for w in doc
    ]  # fmt: skip
