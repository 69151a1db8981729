"""The labels of entities and relations in one state of the graph, and claims' JSON filled with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

import orjson

from kg.query.claim_json import GAP, Gapped
from kg.query.index import Index

_BATCH = 500  # ids per statement, below SQLite's limit of variables
_MOST = 200_000  # gaps whose filling is kept
_STARTS = (b"c", b"p", b"d")  # gaps that addresses begin in


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the addresses of things begin with; an id, percent-encoded, ends them."""

    entity: str = ""
    entity_page: str = ""
    claim: str = ""
    claim_page: str = ""
    document: str = ""


NOWHERE = Addresses()


class Labels:
    """What goes into the gaps of claims, kept as long as the graph stays as it is."""

    def __init__(self) -> None:
        self._labels: dict[bytes, str] = dict.fromkeys(_STARTS, "")
        self._fillings: dict[Addresses, dict[bytes, bytes]] = {}

    @staticmethod
    def of(index: Index) -> Labels:
        """Those of the index in its present state."""
        labels = index.kept("labels", Labels)
        return index.keep("labels", Labels()) if len(labels._labels) > _MOST else labels

    def learn(self, index: Index, gaps: Iterable[bytes]) -> None:
        """Looks up what is needed for these gaps and not known yet."""
        labels = self._labels
        missing = sorted({gap for gap in gaps if gap not in labels})
        for kind, table in ((b"e", "entity"), (b"r", "relation")):
            rest = iter([gap for gap in missing if gap[:1] == kind])
            while batch := list(islice(rest, _BATCH)):
                ids = {unquote(gap[1:].decode()): gap for gap in batch}
                marks = ", ".join("?" * len(ids))
                found = dict(index.rows(f"SELECT id, label FROM {table} WHERE id IN ({marks})", list(ids)))
                for key, gap in ids.items():
                    self._labels[gap] = found.get(key, key)

    def fill(self, parts: list[bytes], addresses: Addresses) -> bytes:
        """Text and gaps in turn, the gaps learnt before, made one."""
        known = self._fillings.get(addresses)
        if known is None:
            known = self._fillings.setdefault(addresses, _starts(addresses))
        whole, gaps = parts.copy(), parts[1::2]
        try:
            whole[1::2] = [known[gap] for gap in gaps]
        except KeyError:
            known.update((gap, self._filling(gap, addresses)) for gap in set(gaps) - known.keys())
            whole[1::2] = [known[gap] for gap in gaps]
        return b"".join(whole)

    def _filling(self, gap: bytes, addresses: Addresses) -> bytes:
        label = orjson.dumps(self._labels[gap])
        if gap[:1] == b"r":
            return label
        key = gap[1:].decode()
        return b'"id":%b,"label":%b,"url":%b,"page":%b' % (
            orjson.dumps(unquote(key)),
            label,
            orjson.dumps(addresses.entity + key),
            orjson.dumps(addresses.entity_page + key),
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """Claims as the index has them, with the labels for their gaps."""

    parts: list[bytes]
    labels: Labels

    @classmethod
    def of(cls, index: Index, claims: Sequence[Gapped]) -> Stored:
        """These claims; what is missing in them is looked up now."""
        parts, labels = b",".join(claims).split(GAP), Labels.of(index)
        labels.learn(index, parts[1::2])
        return cls(parts, labels)

    def json(self, addresses: Addresses) -> bytes:
        """The claims as JSON objects with commas between them."""
        return self.labels.fill(self.parts, addresses)


def _starts(addresses: Addresses) -> dict[bytes, bytes]:
    starts = (addresses.claim, addresses.claim_page, addresses.document)
    # Inside a string already: without its quotation marks.
    return {gap: orjson.dumps(start)[1:-1] for gap, start in zip(_STARTS, starts, strict=True)}
