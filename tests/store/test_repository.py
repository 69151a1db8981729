"""What every store promises, wherever its quads are: whole graphs go in and out, and the default graph stays
the merge of all."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, StoreError
from kg.store.repository import Repository
from tests.store.quads import P, merge, quads

XSD = "http://www.w3.org/2001/XMLSchema#"
MARKED = "A text with “marks”, \\ and\nlines. "
TEXTS = (
    '"',
    "\\",
    "\\u0041",
    "\\\\U00000041",
    "a\nb\r\t\x00\x7f",
    "}} . <x>",
    "\u2028😀",
    "",
    MARKED * 40_000,
)


class TestRepository:
    """Runs over each kind of store."""

    def test_a_shared_triple_is_found_once(self, store: Repository, request: pytest.FixtureRequest) -> None:
        if "virtuoso" in request.node.callspec.id:
            pytest.skip("Virtuoso finds a triple once for each graph that has it")
        store.replace([], quads("urn:g1", "a", "b"))
        store.replace([], quads("urn:g2", "b", "c"))
        assert merge(store) == ["a", "b", "c"]

    def test_a_shared_triple_stays_until_the_last_graph_goes(self, store: Repository) -> None:
        store.replace([], quads("urn:g1", "a", "b"))
        store.replace([], quads("urn:g2", "b", "c"))
        store.replace(["urn:g1"], [])
        assert merge(store) == ["b", "c"]
        store.replace(["urn:g2"], [])
        assert merge(store) == []
        assert list(store.nquads()) == []

    def test_graphs_are_exchanged_for_another(self, store: Repository) -> None:
        store.replace([], quads("urn:g1", "a", "b"))
        store.replace([], quads("urn:g2", "b", "c"))
        store.replace(["urn:g1", "urn:g2"], quads("urn:g3", "c", "d"))
        assert merge(store) == ["c", "d"]
        assert list(store.nquads()) == ['<urn:s> <urn:p> "c" <urn:g3> .', '<urn:s> <urn:p> "d" <urn:g3> .']

    def test_a_graph_is_replaced_by_its_next_version(self, store: Repository) -> None:
        store.replace([], quads("urn:g1", "a", "b"))
        store.replace(["urn:g1"], quads("urn:g1", "b", "c"))
        assert merge(store) == ["b", "c"]
        assert sorted(store.graph("urn:g1"), key=str) == quads("urn:g1", "b", "c")

    def test_a_graph_that_is_not_there(self, store: Repository) -> None:
        store.replace(["urn:g1"], quads("urn:g2", "a"))
        assert list(store.graph("urn:g1")) == []
        assert (store.has_graph("urn:g1"), store.has_graph("urn:g2")) == (False, True)

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    @pytest.mark.parametrize("old", [[], ["urn:old"]])
    def test_text_survives_either_way_in(self, store: Repository, text: str, old: list[str]) -> None:
        store.replace(old, quads("urn:g", text))
        assert merge(store) == [text]
        assert list(store.graph("urn:g")) == quads("urn:g", text)

    @pytest.mark.parametrize(
        ("characters", "kind"),
        [
            ("true", "boolean"),
            ("false", "boolean"),
            ("0.8125", "decimal"),
            ("1", "decimal"),
            ("17", "integer"),
            ("2022-02-24", "date"),
        ],
    )
    def test_literals_keep_their_characters(self, store: Repository, characters: str, kind: str) -> None:
        literal = ox.Literal(characters, datatype=ox.NamedNode(XSD + kind))
        store.replace([], [ox.Quad(ox.NamedNode("urn:s"), P, literal, ox.NamedNode("urn:g"))])
        assert merge(store) == [characters]
        assert [quad.object for quad in store.graph("urn:g")] == [literal]
        assert list(store.nquads()) == [f"<urn:s> <urn:p> {literal} <urn:g> ."]

    def test_what_graphs_say_of_themselves(self, store: Repository) -> None:
        for name in ("urn:g1", "urn:g2"):
            node = ox.NamedNode(name)
            store.replace(
                [], [*quads(name, "of another"), ox.Quad(node, P, ox.Literal(f"I am {name}"), node)]
            )
        store.replace([], quads("urn:g3", "nothing of itself"))
        assert store.values(P) == {"urn:g1": "I am urn:g1", "urn:g2": "I am urn:g2"}
        assert store.told("urn:g2", P) == "I am urn:g2"
        with pytest.raises(StoreError, match="lacks"):
            store.told("urn:g3", P)

    def test_nothing_is_written_where_a_name_is_no_iri(self, store: Repository) -> None:
        store.replace([], quads("urn:g1", "a"))
        with pytest.raises(ValueError, match="IRI"):
            store.replace(["urn:g1", "no iri"], quads("urn:g2", "b"))
        assert merge(store) == ["a"]

    def test_updates(self, store: Repository) -> None:
        store.replace([], quads("urn:g1", "a"))
        store.update('INSERT DATA { GRAPH u:g2 { <s> u:p "b" } }', {"u": "urn:"}, "urn:x/")
        assert store.has_graph("urn:g2")
        with pytest.raises(QueryError, match="update"):
            store.update("INSERT DATA {", {}, None)

    def test_an_update_is_all_or_nothing(self, store: Repository, request: pytest.FixtureRequest) -> None:
        if "virtuoso" in request.node.callspec.id:
            pytest.skip("Virtuoso keeps the first half of an update that fails in the second")
        store.replace([], quads("urn:g1", "a"))
        with pytest.raises(QueryError, match="update"):
            store.update("CLEAR GRAPH <urn:g1> ; CREATE GRAPH <urn:g1>", {}, None)
        assert merge(store) == ["a"]
        assert store.has_graph("urn:g1")

    def test_closed(self, store: Repository) -> None:
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.select("SELECT * { ?s ?p ?o }")
        with pytest.raises(StoreError, match="closed"):
            store.require_open()
