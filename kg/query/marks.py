"""A claim's sentence cut into pieces, each with the part it plays in the claim."""

from __future__ import annotations

from itertools import groupby

from kg.query.rows import ClaimRow

Piece = tuple[str, str | None]


def pieces(claim: ClaimRow) -> list[Piece]:
    """The sentence as (words, role) in order; the words joined are the sentence.

    Roles are "subject", "relation", "object", "cue", or None. Where spans overlap the shortest
    shows; spans outside the sentence (a subject found in an earlier one) are left out.
    """
    marks = [
        *(("cue", span) for holder in claim.holders for span in holder.cue_spans),
        *(("relation", span) for span in claim.relation_spans),
        *(("object", span) for span in (claim.object.spans if claim.object else ())),
        *(("subject", span) for span in claim.subject.spans),
    ]
    begin = claim.sentence_span[0]
    roles: list[str | None] = [None] * len(claim.sentence)
    for role, (start, end) in sorted(marks, key=lambda mark: mark[1][0] - mark[1][1]):
        for place in range(max(start - begin, 0), min(end - begin, len(roles))):
            roles[place] = role
    _bridge(claim.sentence, roles)
    result: list[Piece] = []
    for role, run in groupby(zip(claim.sentence, roles, strict=True), key=lambda pair: pair[1]):
        result.append(("".join(character for character, _ in run), role))
    return result


def _bridge(sentence: str, roles: list[str | None]) -> None:
    """Words of one role that only blanks part become one piece."""
    last: int | None = None
    for place, role in enumerate(roles):
        if role is None:
            continue
        if last is not None and roles[last] == role and sentence[last + 1 : place].isspace():
            roles[last + 1 : place] = [role] * (place - last - 1)
        last = place
