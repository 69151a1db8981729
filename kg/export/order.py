"""What is said to the process that makes an export: one line of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from kg.query.graph_view import GraphView


@dataclass(frozen=True, slots=True)
class Order:
    """An export that somebody wants.

    Attributes:
        place: what opens the graph, as `KnowledgeGraph.place`; a password may stand in it.
        base: what all IRIs of the graph begin with.
        layout, measures, dynamic: as for `kg.export.write`.
        deadline: seconds of the system's monotonic clock.
        memory: bytes that it may take beyond what opening the graph takes.
    """

    place: str
    base: str
    format: str
    view: GraphView
    layout: bool | None
    measures: bool | None
    dynamic: bool
    deadline: float
    memory: int

    def line(self) -> bytes:
        """The order as it is sent."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Order:
        """The order that was sent as this line.

        >>> order = Order("kg", "urn:x/", "gexf", GraphView(entity="NATO"), None, True, False, 1.5, 2**30)
        >>> Order.read(order.line()) == order
        True
        """
        said = json.loads(line)
        return cls(**said | {"view": GraphView(**said["view"])})
