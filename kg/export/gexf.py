"""GEXF 1.3, for Gephi, Gephi Lite and sigma: valid by its XSD, and read back whole.

Where readers differ, this is what all of them take:

- An edge's kind is its `kind`, without which Gephi folds parallel edges into one, and once more an attribute
  called so, since networkx reads no other.
- Lists are of the type `liststring`, written `["Reuters", "AFP"]`: Gephi and graphology make lists of them;
  networkx hands the text on, which is JSON.
- Colour, size and position are in the namespace of GEXF itself, as the XSD wants it, under the prefix `viz`.
  Gephi and graphology go by the name alone; networkx, which looks for another namespace, reads the graph
  without its looks.
- One block of declarations a class, in dynamic mode too, since graphology reads only the last. Only nodes and
  edges have times, in spells; no attribute has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from kg.export.attributes import EDGE, NODE, Attribute, Kind, Of, counted
from kg.export.description import CREATOR, KEYWORDS, description
from kg.export.figure import Mark
from kg.export.pieces import write_pieces
from kg.export.source import Source
from kg.export.target import opened
from kg.export.timeline import lasting, spell
from kg.export.xml_text import escaped
from kg.export.xml_values import Column, column, written
from kg.query.portion import GraphEdge, Interval

NAMESPACE = "http://gexf.net/1.3"

_TYPES: dict[Kind, str] = {
    "string": "string",
    "integer": "integer",
    "double": "double",
    "boolean": "boolean",
    "strings": "liststring",
}
_KIND: Attribute[GraphEdge] = Attribute("kind", "string", lambda edge: edge.kind)
_EDGE: Sequence[Attribute[GraphEdge]] = (_KIND, *EDGE)


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes the graph as GEXF 1.3, in UTF-8. No date of writing: the same graph gives the same bytes.

    Raises `OSError`.
    """
    with opened(target) as stream:
        write_pieces(stream, _pieces(source))


def _pieces(source: Source) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf version="1.3" xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}">\n'
    yield f"<meta><creator>{CREATOR}</creator><keywords>{KEYWORDS}</keywords>"
    yield f"<description>{escaped(description(source, timed=source.dynamic))}</description></meta>\n"
    yield '<graph defaultedgetype="directed" idtype="string" '
    if source.dynamic:
        yield 'mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    else:
        yield 'mode="static">\n'
    marks = counted(source.figure)
    yield _declared("node", [*NODE, *marks])
    yield _declared("edge", _EDGE)
    yield f'<nodes count="{source.portion.node_count}">\n'
    yield from _nodes(source, _columns(marks))
    yield f'</nodes>\n<edges count="{source.portion.edge_count}">\n'
    yield from _edges(source)
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(owner: str, attributes: Sequence[Attribute[Any]]) -> str:
    lines = [
        f'<attribute id="{one.name}" title="{one.name}" type="{_TYPES[one.kind]}"/>' for one in attributes
    ]
    return "\n".join([f'<attributes class="{owner}" mode="static">', *lines, "</attributes>\n"])


def _columns(attributes: Sequence[Attribute[Of]]) -> Sequence[Column[Of]]:
    return [column(one, f'<attvalue for="{one.name}" value=\'', "'/>", _list) for one in attributes]


def _nodes(source: Source, marks: Sequence[Column[Mark]]) -> Iterator[str]:
    columns = _columns(NODE)
    for node, mark in source.nodes():
        values = written(columns, node)
        looks = ""
        if mark is not None:
            values += written(marks, mark)
            looks = _looks(mark)
        spells = _spells(lasting(node)) if source.dynamic else ""
        yield (
            f'<node id="{escaped(node.id)}" label="{escaped(node.label)}">'
            f"<attvalues>{values}</attvalues>{spells}{looks}</node>\n"
        )


def _edges(source: Source) -> Iterator[str]:
    columns = _columns(_EDGE)
    for edge in source.edges():
        spells = _spells(edge.intervals) if source.dynamic else ""
        yield (
            f'<edge id="{escaped(edge.id)}" source="{escaped(edge.source)}" target="{escaped(edge.target)}" '
            f'label="{escaped(edge.label)}" kind="{escaped(edge.kind)}" weight="{edge.weight}">'
            f"<attvalues>{written(columns, edge)}</attvalues>{spells}</edge>\n"
        )


def _looks(mark: Mark) -> str:
    red, green, blue = mark.colour
    position = "" if mark.x is None else f'<viz:position x="{mark.x!r}" y="{mark.y!r}"/>'
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{mark.size!r}"/>{position}'


def _spells(intervals: Sequence[Interval]) -> str:
    if not intervals:
        return ""
    ends = (spell(one) for one in intervals)
    inside = "".join(f'<spell start="{first}" end="{last}"/>' for first, last in ends)
    return f"<spells>{inside}</spells>"


def _list(items: Sequence[str]) -> str:
    r"""A list as Gephi writes it: in double quotes, which are escaped by “\” inside of them, as “\” is.

    >>> _list(["Reuters", "the \"Post\""])
    '["Reuters", "the \\&quot;Post\\&quot;"]'
    """
    inside = '", "'.join([_item(one) for one in items])
    return f'["{inside}"]'


def _item(text: str) -> str:
    if '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped(text)
