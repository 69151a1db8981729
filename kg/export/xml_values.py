"""The attributes of nodes and edges as XML, in whatever elements a format has for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple

from kg.export.attributes import Attribute, Of, Value
from kg.export.xml_text import escaped


class Column(NamedTuple, Generic[Of]):
    """An attribute between the markup that goes before and after its value."""

    of: Callable[[Of], Value]
    before: str
    text: Callable[[Any], str]
    after: str


def column(attribute: Attribute[Of], before: str, after: str, strings: Callable[[Any], str]) -> Column[Of]:
    """The column of an attribute; `strings` writes its value where that is a list."""
    text = strings if attribute.kind == "strings" else _TEXT[attribute.kind]
    return Column(attribute.of, before, text, after)


def written(columns: Sequence[Column[Of]], item: Of) -> str:
    """What an item has of the columns. Left out: None, and lists with nothing in them."""
    parts: list[str] = []
    for of, before, text, after in columns:
        value = of(item)
        if value is not None and value != ():
            parts += before, text(value), after
    return "".join(parts)


def _boolean(value: bool) -> str:
    return "true" if value else "false"


_TEXT: dict[str, Callable[[Any], str]] = {
    "string": escaped,
    "integer": str,
    "double": repr,
    "boolean": _boolean,
}
