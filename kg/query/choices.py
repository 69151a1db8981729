"""Which claims are wanted, as conditions on the tables of the index that list claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import orjson

from kg.errors import InputError, NotFoundError
from kg.model import Certainty, Polarity, Temporality
from kg.query import hierarchy
from kg.query.view import View

PUBLISHER = "publisher"  # in place of a holder: what the document itself narrates
LAST = "\U0010ffff"  # after every character that a name or an id goes on with


class Wanted(NamedTuple):
    """Which claims: None asks for all. `kg.query.questions` says what each of them means."""

    direction: str = "both"
    relation: str | None = None
    other: str | None = None
    holder: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    temporality: str | None = None
    event_type: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    min_confidence: float | None = None


def conditions(view: View, wanted: Wanted) -> tuple[str, list[object]]:
    """What holds for the rows wanted of `side` or `claim`, here called `s`: SQL that goes on after another
    condition, and the values in it.

    Raises:
        NotFoundError: no such document.
        InputError: a value that no claim can have.
    """
    where: list[str] = []
    values: list[object] = []
    stances: list[tuple[str, type[StrEnum], str | None]] = [
        ("polarity", Polarity, wanted.polarity),
        ("certainty", Certainty, wanted.certainty),
        ("temporality", Temporality, wanted.temporality),
    ]
    for column, kind, value in stances:
        if value is not None:
            where.append(f"s.{column} = ?")
            values.append(checked(column, value, tuple(kind)))
    if wanted.relation is not None:
        identifier = hierarchy.identify(view, wanted.relation)
        chosen = [identifier, *hierarchy.narrower(view, identifier)]
        where.append(f"s.relation IN ({', '.join('?' * len(chosen))})")
        values += chosen
    for column, value in (("other", wanted.other), ("event_type", wanted.event_type)):
        if value is not None:
            where.append(f"s.{column} = ?")
            values.append(value)
    if wanted.holder == PUBLISHER:
        where.append("s.narrated")
    elif wanted.holder is not None:
        where.append("EXISTS (SELECT 1 FROM holder h WHERE h.entity = ? AND h.place = s.place)")
        values.append(wanted.holder)
    if wanted.document is not None:
        where.append("s.place >= ? AND s.place < ?")
        values += _stretch(view, wanted.document)
    for condition, day in (("s.until >= ?", wanted.since), ("s.date <= ?", wanted.until)):
        if day is not None:
            where.append(condition)
            values.append(_day(day))
    if wanted.min_confidence is not None:
        where.append("s.confidence >= ?")
        values.append(wanted.min_confidence)
    return "".join(f" AND {condition}" for condition in where), values


def checked(name: str, value: str, choices: Sequence[str]) -> str:
    """The value, where it is one of the choices. Raises `InputError`."""
    if value not in choices:
        raise InputError(f"no {name} “{value}”: one of {', '.join(choices)}")
    return value


def json_list(items: Iterable[str]) -> str:
    """Strings as one value that SQLite's `json_each` takes apart."""
    return orjson.dumps(list(items)).decode()


def _stretch(view: View, document: str) -> tuple[str, str]:
    """Between which places the claims of a document are."""
    row = view.index.row("SELECT published FROM document WHERE id = ?", [document])
    if row is None:
        raise NotFoundError(f"no document “{document}” in the graph")
    start = f"{row[0] or '~'}|{document}|"
    return start, start + LAST


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise InputError(f"no date “{text[:40]}”: like 2022-02-15")
    return day
