"""Finding entities by their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.model import Document, Entity, EntityMention, EntityType, Reading, Span


def reading(id: str, *entities: Entity) -> Reading:
    """A document that merely names some entities."""
    text = " ".join(entity.label for entity in entities)
    mentions = tuple(EntityMention(entity, Span(0, 1), "name") for entity in entities)
    return Reading(Document(id, text, f"{id}.txt"), (Span(0, len(text)),), mentions, (), "model", 1)


def place(key: str, label: str, *aliases: str) -> Entity:
    return Entity(key, label, EntityType.PLACE, aliases)


@pytest.fixture
def names() -> KnowledgeGraph:
    """Names that share words."""
    graph = KnowledgeGraph.open()
    graph.add(
        reading(
            "names",
            place("Lviv", "Lviv", "Lvov"),
            place("Lvivska", "Lvivska Street"),
            place("Old_Lviv", "Old Lviv"),
            place("São_Tomé", "São Tomé and Príncipe"),
            place("US", "U.S.", "United States"),
            place("Côte", "Côte d’Ivoire"),
            Entity("lviv_(beer)", "Lviv", EntityType.THING),
        )
    )
    return graph


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lviv", ["Lviv", "lviv_(beer)", "Lvivska", "Old_Lviv"]),
        ("LVOV", ["Lviv"]),
        ("lvi", ["Lviv", "lviv_(beer)", "Lvivska", "Old_Lviv"]),
        ("sao tome", ["São_Tomé"]),
        ("príncipe", ["São_Tomé"]),
        ("tome and", ["São_Tomé"]),
        ("us", ["US"]),
        ("U.S.", ["US"]),
        ("united", ["US"]),
        ("cote d'ivoire", ["Côte"]),
        ("viv", []),
        ("", []),
        ("%", []),
        ("…", []),
    ],
)
def test_find(names: KnowledgeGraph, text: str, found: list[str]) -> None:
    assert [row.id for row in names.find(text)] == found


def test_find_of_a_type(names: KnowledgeGraph) -> None:
    assert [row.id for row in names.find("lviv", type="Thing")] == ["lviv_(beer)"]
    with pytest.raises(InputError, match="no type of entity “Beer”: one of Person, "):
        names.find("lviv", type="Beer")


def test_find_limit(names: KnowledgeGraph) -> None:
    assert len(names.find("l", limit=2)) == 2


def test_better_connected_first(graph: KnowledgeGraph) -> None:
    found = [(row.id, row.degree) for row in graph.find("at")]
    assert found == [("attack_is_imminent", 1), ("attack", 0), ("NATO", 1)]  # which is an Atlantic one


def test_the_whole_name_first(graph: KnowledgeGraph) -> None:
    assert [row.id for row in graph.find("attack")] == ["attack", "attack_is_imminent"]


def test_the_most_frequent_label_wins_and_the_others_are_aliases() -> None:
    graph = KnowledgeGraph.open()
    for id, label in (("1", "Kiev"), ("2", "Kyiv"), ("3", "Kyiv")):
        graph.add(reading(id, place("Kyiv", label)))
    assert (graph.entity("Kyiv").label, graph.entity("Kyiv").aliases) == ("Kyiv", ("Kiev",))
    graph.remove("3")
    assert graph.entity("Kyiv").label == "Kiev"  # one each: the first by letters
    graph.remove("1")
    assert (graph.entity("Kyiv").label, graph.entity("Kyiv").aliases) == ("Kyiv", ())


def test_the_most_frequent_type_wins() -> None:
    graph = KnowledgeGraph.open()
    one = place("Amazon", "Amazon")
    for id, entity in (("1", one), ("2", replace(one, type=EntityType.ORGANIZATION)), ("3", one)):
        graph.add(reading(id, entity))
    assert graph.entity("Amazon").type == "Place"


def test_names_go_with_their_documents(names: KnowledgeGraph) -> None:
    names.remove("names")
    assert names.find("lviv") == ()
    with pytest.raises(NotFoundError, match="no entity “Lviv”"):
        names.entity("Lviv")


def test_counts(graph: KnowledgeGraph) -> None:
    russia = graph.entity("Russia")
    assert (russia.degree, russia.claims, russia.documents) == (2, 3, 2)
    assert russia.links == ("iso3166:RU",)
    assert graph.entity("Moscow").links == ("https://www.geonames.org/524901/",)
    assert graph.entity("garrison").type == "Concept"


def test_top_are_named(graph: KnowledgeGraph) -> None:
    assert [row.id for row in graph.top(3)] == ["Russia", "NATO", "Emmanuel_Macron"]
    assert not {row.type for row in graph.top()} & {"Concept", "Proposition"}


def test_all_entities_by_id(graph: KnowledgeGraph) -> None:
    ids = [row.id for row in graph.entities()]
    assert ids == sorted(ids)
    assert len(ids) == graph.stats().entities
