"""Finding names: slips, pages, many names, types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Entity, EntityType
from kg.query import search
from tests.query.test_entities import place, reading

NAMES = ["Ostrava", "Ostend", "Odense", "Opole Voivodeship", "Northern Ostrobothnia", "Oslo", "New Orleans"]


@pytest.fixture
def names() -> Iterator[KnowledgeGraph]:
    """Names of places that begin alike."""
    with KnowledgeGraph.open() as graph:
        graph.add(reading("names", *(place(name.replace(" ", "_"), name) for name in NAMES)))
        yield graph


@pytest.fixture(scope="module")
def many() -> Iterator[KnowledgeGraph]:
    """More names of one beginning than are simply sorted, and one other."""
    with KnowledgeGraph.open() as graph:
        entities = [place(f"m{n:04d}", f"Mare {n:04d}", f"Sea Mare {n:04d}") for n in range(700)]
        graph.add(reading("many", *entities, Entity("person", "Mare Quint", EntityType.PERSON)))
        yield graph


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ostrva", ["Ostrava"]),
        ("ostravaa", ["Ostrava"]),
        ("ostrawa", ["Ostrava"]),
        ("ostraav", ["Ostrava"]),
        ("sotrava", ["Ostrava"]),
        ("oslp", ["Oslo"]),
        ("oxl", []),  # too short for a slip
        ("opolevoivodeship", ["Opole_Voivodeship"]),
        ("opo le voivodeship", ["Opole_Voivodeship"]),
        ("opole voivodshp", ["Opole_Voivodeship"]),
        ("oppole voivodship", ["Opole_Voivodeship"]),
        ("new orlaens", ["New_Orleans"]),
        ("orlaens", ["New_Orleans"]),
        ("qqqqqqqq", []),
    ],
)
def test_slips(names: KnowledgeGraph, text: str, found: list[str]) -> None:
    assert [row.id for row in names.find(text, fuzzy=True)] == found
    assert names.find(text) == ()


def test_names_without_a_slip_come_first(names: KnowledgeGraph) -> None:
    names.add(reading("more", place("Ostende", "Ostende"), place("Astend", "Astend")))
    assert [row.id for row in names.find("ostend", fuzzy=True)] == ["Ostend", "Ostende", "Astend"]


def test_what_nobody_is_called_any_more_mends_no_slip(names: KnowledgeGraph) -> None:
    names.add(reading("names", place("Bergen", "Bergen")))
    assert names.find("ostrva", fuzzy=True) == ()
    assert [row.id for row in names.find("bergn", fuzzy=True)] == ["Bergen"]


@pytest.mark.parametrize("fuzzy", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages(names: KnowledgeGraph, limit: int, fuzzy: bool) -> None:
    whole = [row.id for row in names.search("ost", fuzzy=fuzzy).rows]
    assert whole == ["Ostend", "Ostrava", "Northern_Ostrobothnia"]
    assert read(names, "ost", limit, fuzzy=fuzzy) == whole


def read(graph: KnowledgeGraph, text: str | None, limit: int, **wanted: object) -> list[str]:
    """All pages of a search, one after the other."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = graph.search(text, limit=limit, cursor=cursor, **wanted)  # type: ignore[arg-type]
        assert len(page.rows) <= limit
        found += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [7, 100])
def test_pages_of_many(many: KnowledgeGraph, limit: int) -> None:
    found = read(many, "m", limit)
    assert found == [f"m{n:04d}" for n in range(700)] + ["person"]


def test_each_way_of_looking_finds_the_same(many: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    banded = read(many, "mare", 100)
    monkeypatch.setattr(search, "_FEW", 100_000)
    assert read(many, "mare", 100) == banded
    assert read(many, "sea", 100) == [f"m{n:04d}" for n in range(700)]


def test_of_a_type_among_many(many: KnowledgeGraph) -> None:
    assert [row.id for row in many.search("mare", type="Person").rows] == ["person"]


def test_a_page_goes_on_where_names_are_added(names: KnowledgeGraph) -> None:
    first = names.search("o", limit=2)
    names.add(reading("more", place("Oban", "Oban"), place("Ozd", "Ozd")))
    rest = names.search("o", limit=50, cursor=first.next)
    ids = [row.id for row in (*first.rows, *rest.rows)]
    assert len(ids) == len(set(ids))
    assert "Ozd" in ids and "Oban" not in ids


def test_without_a_name_the_best_connected(graph: KnowledgeGraph) -> None:
    assert read(graph, None, 2)[:3] == ["Russia", "NATO", "Emmanuel_Macron"]
    assert read(graph, None, 1, type="Person") == ["Emmanuel_Macron", "Vladimir_Putin", "Jens_Stoltenberg"]
    assert read(graph, None, 2, type="Person") == read(graph, None, 1, type="Person")


def test_cursors_of_other_searches(names: KnowledgeGraph) -> None:
    cursor = names.search("o", limit=2).next
    for text in ("os", None):
        with pytest.raises(InputError, match="no cursor of this list"):
            names.search(text, cursor=cursor)
    with pytest.raises(InputError, match="no cursor of this list"):
        names.search("o", fuzzy=True, cursor=cursor)
