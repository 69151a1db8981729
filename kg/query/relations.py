"""The relations of the graph: the vocabulary, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.errors import NotFoundError
from kg.query import choices, claims, hierarchy
from kg.query.folding import fold
from kg.query.paging import Key, Paging
from kg.query.rows import Page, RelationDetail, RelationNameRow, RelationRow
from kg.query.view import View

# Columns and whether they fall.
SORTS: Mapping[str, tuple[tuple[str, bool], ...]] = {
    "-claims": (("claims", True), ("edges", True), ("id", False)),
    "-edges": (("edges", True), ("claims", True), ("id", False)),
    "label": (("label", False), ("id", False)),
}
_TYPES = {"claims": int, "edges": int, "label": str, "id": str}
_EXAMPLES = 3


def listed(view: View, text: str | None, sort: str, limit: int, cursor: str | None) -> Page[RelationRow]:
    """The relations, or those whose label has `text` where a word begins.

    Raises:
        InputError: no such order, or a cursor of another list.
    """
    columns = SORTS[choices.checked("sort", sort, tuple(SORTS))]
    sought = fold(text or "")
    paging = Paging(["relations", text, sort], [_TYPES[name] for name, _ in columns], limit, cursor)

    def key(row: RelationRow) -> Key:
        return tuple(getattr(row, name) for name, _ in columns)

    def rank(key: Key) -> Key:
        return tuple(-part if falls else part for part, (_, falls) in zip(key, columns, strict=True))

    found = _named(view, sought) if sought else () if text else _every(view)
    rest = sorted(
        (row for row in found if paging.after is None or rank(key(row)) > rank(paging.after)),
        key=lambda row: rank(key(row)),
    )[: limit + 1]
    return Page(tuple(rest[:limit]), paging.next([key(row) for row in rest]))


def one(view: View, relation: str) -> RelationDetail:
    """A relation by id or label, with what is broader and narrower, and the surest of its claims.

    Raises:
        NotFoundError: no such relation.
    """
    identifier = hierarchy.identify(view, relation)
    rows = {row.id: row for row in _every(view)}
    if identifier not in rows:
        raise NotFoundError(f"no relation “{relation}” in the graph")
    row = rows[identifier]

    def named(ids: Iterable[str]) -> tuple[RelationNameRow, ...]:
        return tuple(RelationNameRow(key, rows[key].label if key in rows else key) for key in ids)

    wanted = choices.Wanted(relation=identifier)
    return RelationDetail(
        id=row.id,
        iri=row.iri,
        label=row.label,
        claims=row.claims,
        edges=row.edges,
        broader=named(hierarchy.broader(view, identifier)),
        narrower=named(hierarchy.narrower(view, identifier)),
        examples=claims.any(view, wanted, "-confidence", _EXAMPLES, None).rows,
    )


def _named(view: View, sought: str) -> list[RelationRow]:
    return [row for row in _every(view) if f" {sought}" in f" {fold(row.label)}"]


def _every(view: View) -> Sequence[RelationRow]:
    def read() -> Sequence[RelationRow]:
        found = view.index.rows("SELECT id, label, claims, edges FROM relation ORDER BY id")
        return [RelationRow(row[0], view.iris.relation(row[0]), *row[1:]) for row in found]

    return view.index.kept("relations", read)
