"""How far a claim is to be trusted, from what is known when it is made: no fit yet, an ordering."""

from __future__ import annotations

from kg.extract.draft import Draft

# Share of claims of each kind judged right on the development sentences is not measured yet; these
# orders follow the parser's own accuracy on the relations that each rule rests on.
_START = 0.9
_WEAKER = {
    "ParticipleSharesSubject": 0.1, "VerbObjectPreposition": 0.1, "VerbPreposition": 0.05,
    "ObjectSharedByCoordination": 0.1, "Apposition": 0.15, "ParticipleModifiesItsObject": 0.05,
    "ObjectControlsSubject": 0.05, "SubjectVerb": 0.1, "PassiveWithoutAgent": 0.05,
}  # fmt: skip


def confidence(draft: Draft, unresolved: bool) -> float:
    """0.1 … 0.9; less for rules that rest on the parser's weaker relations, open pronouns, long sentences."""
    value = _START - sum(_WEAKER.get(rule, 0.0) for rule in draft.rules)
    if unresolved:
        value -= 0.3
    if len(draft.anchor.sent) > 40:
        value -= 0.1
    return round(max(0.1, value), 2)
