"""Fine types of names, from their words and from stated relations."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.language.training.name_types import Gazetteer, docred_types, fine_types, read_gazetteer


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return read_gazetteer(Path(__file__).parents[2] / "seeds/gazetteers")


@pytest.mark.parametrize(
    ("name", "coarse", "types"),
    [
        ("Ministry of Fisheries", "ORG", "GOV"),
        ("Supreme Court of Peru", "ORG", "GOV"),
        ("Third Infantry Brigade", "ORG", "MIL"),
        ("Harbour Workers Party", "ORG", "ORG"),
        ("Zorvex", "ORG", "ORG GOV MIL"),
        ("the Soviet Union", "LOC", "COUNTRY"),
        ("People 's Republic of China", "LOC", "COUNTRY"),
        ("Georgia", "LOC", "COUNTRY LOC"),
        ("Luxembourg", "LOC", "COUNTRY CITY"),
        ("Mexico", "LOC", "COUNTRY"),
        ("Mexico City", "LOC", "CITY"),
        ("Washington", "LOC", "CITY LOC"),
        ("Ohio", "LOC", "LOC"),
        ("Eastern Germany", "LOC", "LOC"),
        ("Lake Orlu", "LOC", "LOC"),
        ("Orlu International Airport", "LOC", "FAC"),
        ("Orlu", "LOC", "CITY LOC FAC"),
        ("Chilean", "LOC", "NORP"),
        ("Chilean", "MISC", "NORP"),
        ("Chileans", "PER", "NORP"),
        ("2031 Chilean by-election", "MISC", "EVENT"),
        ("Battle of Orlu", "MISC", "EVENT"),
        ("Treaty of Orlu", "MISC", "WORK"),
        ("The Chilean", "ORG", "ORG GOV MIL"),
        ("Why Do You Sing ?", "MISC", "WORK"),
        ("Zorvex K-40", "MISC", "PRODUCT"),
        ("Red Teapot", "MISC", "EVENT WORK PRODUCT MISC"),
        ("Ana Paz", "PER", "PER"),
    ],
)
def test_words_of_a_name(name: str, coarse: str, types: str, places: Gazetteer) -> None:
    assert fine_types(tuple(name.split()), coarse, places) == tuple(types.split())


def test_relations_narrow_every_mention_of_an_entity(tmp_path: Path, places: Gazetteer) -> None:
    sentence = ["Ana", "Paz", "sang", "Red", "Teapot", "in", "Orlu", "with", "40", "Chileans"]
    spans = [("PER", 0, 2), ("MISC", 3, 5), ("LOC", 6, 7), ("NUM", 8, 9), ("LOC", 9, 10)]
    document = {
        "sentences": [sentence],
        "entities": [
            {"type": kind, "mentions": [{"sentence": 0, "begin": begin, "end": end}]}
            for kind, begin, end in spans
        ],
        "relations": [
            {"head": 1, "tail": 0, "property": "P175"},
            {"head": 4, "tail": 2, "property": "P36"},
            {"head": 0, "tail": 4, "property": "P27"},
        ],
    }
    path = tmp_path / "documents.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(document) + "\n")
    assert docred_types(path, places)[tuple(sentence)] == {
        (0, 2): ("PER",), (3, 5): ("WORK",), (6, 7): ("CITY",), (8, 9): (), (9, 10): ("NORP",),
    }  # fmt: skip
