"""Everything that changes a graph that is served is a job: handed in, written down, done by one writer.

`Desk` is where jobs are handed in. `stop_writer` ends the writer of a store, as when its server stops.
"""

from kg.jobs.desk import Desk
from kg.jobs.records import Item, Job, Kind, Order, State
from kg.jobs.tasks import addition, graph_drop, graph_put, removal, update, upload
from kg.jobs.writer_lock import stop as stop_writer

__all__ = [
    "Desk",
    "Item",
    "Job",
    "Kind",
    "Order",
    "State",
    "addition",
    "graph_drop",
    "graph_put",
    "removal",
    "stop_writer",
    "update",
    "upload",
]
