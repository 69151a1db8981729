"""Pages of claims: as rows for Python, and as JSON without a detour through rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson

from kg.query.labels import NOWHERE, Addresses, Stored
from kg.query.rows import ClaimRow, HolderRow, QualifierRow, SlotRow

__all__ = ["Addresses", "ClaimPage"]

Object = Mapping[str, Any]


class ClaimPage:
    """Some claims and the opaque cursor of the next page, None at the end.

    Attributes:
        next: the cursor.
    """

    def __init__(self, stored: Stored, next: str | None) -> None:
        self._stored = stored
        self.next = next

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClaimPage) and (self.rows, self.next) == (other.rows, other.next)

    __hash__ = None  # type: ignore[assignment]  # as for other containers that compare by what they hold

    @cached_property
    def rows(self) -> tuple[ClaimRow, ...]:
        """The claims as rows."""
        return tuple(map(_claim, orjson.loads(b"[%b]" % self._stored.json(NOWHERE))))

    def items(self, addresses: Addresses) -> bytes:
        """The claims as JSON objects with commas between them: the members of `ClaimRow`, with the addresses
        of what they name."""
        return self._stored.json(addresses)

    def json(self, addresses: Addresses) -> bytes:
        """The page as JSON: `items` and `next`."""
        return b'{"items":[%b],"next":%b}' % (self.items(addresses), orjson.dumps(self.next))


def _claim(read: Object) -> ClaimRow:
    return ClaimRow(
        id=read["id"],
        iri=read["iri"],
        subject=_slot(read["subject"]),
        relation=read["relation"],
        relation_id=read["relation_id"],
        relation_text=read["relation_text"],
        relation_spans=_spans(read["relation_spans"]),
        object=_slot(read["object"]) if read["object"] else None,
        holders=tuple(_holder(holder) for holder in read["holders"]),
        polarity=read["polarity"],
        certainty=read["certainty"],
        temporality=read["temporality"],
        conditional=read["conditional"],
        edge=read["edge"],
        event_type=read["event_type"],
        when=read["when"],
        when_start=read["when_start"],
        when_end=read["when_end"],
        confidence=read["confidence"],
        rules=tuple(read["rules"]),
        content=tuple(read["content"]),
        sentence=read["sentence"],
        sentence_span=(read["sentence_span"][0], read["sentence_span"][1]),
        document=read["document"],
        title=read["title"],
        publisher=read["publisher"],
        published=read["published"],
        where=_slot(read["where"]) if read["where"] else None,
        qualifiers=tuple(QualifierRow(one["role"], _slot(one["slot"])) for one in read["qualifiers"]),
        date=read["date"],
        dated_by=read["dated_by"],
    )


def _slot(read: Object) -> SlotRow:
    return SlotRow(read["id"], read["label"], read["text"], _spans(read["spans"]))


def _holder(read: Object) -> HolderRow:
    return HolderRow(read["id"], read["label"], read["cue"], _spans(read["cue_spans"]), read["speech"])


def _spans(read: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in read)
