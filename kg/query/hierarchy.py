"""Which relations are narrower than others: those that the graph says are rdfs:subPropertyOf them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.query.view import View
from kg.rdf import vocabulary as v

_STATED = f"SELECT ?narrow ?broad WHERE {{ ?narrow {v.term('rdfs:subPropertyOf')} ?broad }}"

Links = Mapping[str, Sequence[str]]


def identify(view: View, relation: str) -> str:
    """The id of a relation, from it or from its label."""
    return view.iris.id(view.iris.relation(relation))


def narrower(view: View, identifier: str) -> list[str]:
    """The relations narrower than this one, directly or not, by id."""
    return _reached(_links(view)[0], identifier)


def broader(view: View, identifier: str) -> list[str]:
    """The relations broader than this one, directly or not, by id."""
    return _reached(_links(view)[1], identifier)


def _links(view: View) -> tuple[Links, Links]:
    """The relations directly narrower, and those directly broader, by id."""

    def read() -> tuple[Links, Links]:
        start, iris = view.iris.relation(""), view.iris
        down: dict[str, list[str]] = defaultdict(list)
        up: dict[str, list[str]] = defaultdict(list)
        for narrow, broad in sorted(set(view.store.select(_STATED))):
            if narrow.startswith(start) and broad.startswith(start):
                down[iris.id(broad)].append(iris.id(narrow))
                up[iris.id(narrow)].append(iris.id(broad))
        return down, up

    return view.index.kept("hierarchy", read)


def _reached(links: Links, start: str) -> list[str]:
    found, waiting = {start}, [start]
    while waiting:
        for key in links.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return sorted(found - {start})
