"""How quickly names are found: `python -m tests.benchmarks.search`.

Makes an index of a million labels by rule (`--labels` for another number, `--keep FILE` to make it once), of
which some entities are far better connected than others, and asks it for prefixes of one letter and more, and
for names with a slip. Prints milliseconds and the share of the slips that were found.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from kg.model import EntityType
from kg.query import search
from kg.query.digestion import Claim, DocumentRows
from kg.query.folding import fold
from kg.query.index import Index
from kg.query.view import View
from kg.rdf.iris import Iris

_ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w y z".split()
_VOWELS = "a e i o u ai ei ia oo".split()
_CODAS = ["", "", "n", "r", "l", "s", "m", "nd", "rt", "k", "ck", "sky", "v", "x"]
_BODIES = "Ministry Council Bank Institute Party Union Court Agency Office Bureau Federation League".split()
_FIELDS = "Energy Trade Defence Health Justice Labour Finance Culture Transport Water Science Sport".split()
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_OF_DOCUMENT = 1000  # entities


def labels(count: int, chance: random.Random) -> Iterator[tuple[str, EntityType]]:
    """Names of people, places, bodies and things, no two alike."""

    def word(syllables: int) -> str:
        parts = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables)
        )
        return "".join(parts).capitalize()

    first, last, places = ([word(n) for _ in range(m)] for n, m in ((2, 3000), (2, 60_000), (3, 40_000)))
    seen: set[str] = set()
    while len(seen) < count:
        draw = chance.random()
        if draw < 0.5:
            made = f"{chance.choice(first)} {chance.choice(last)}", EntityType.PERSON
        elif draw < 0.6:
            made = f"{chance.choice(places)} {word(1)}", EntityType.CITY
        elif draw < 0.85:
            body = f"{chance.choice(_FIELDS)} {chance.choice(_BODIES)}"
            made = f"{chance.choice(places)} {body}", EntityType.ORGANIZATION
        else:
            made = f"{chance.choice(last).lower()} {chance.choice(places).lower()}", EntityType.CONCEPT
        if made[0] not in seen:
            seen.add(made[0])
            yield made


def documents(count: int) -> Iterator[DocumentRows]:
    """Rows that name the labels, with some edges between entities, most of them at a few hubs."""
    chance = random.Random(11)
    named = list(labels(count, chance))
    for start in range(0, count, _OF_DOCUMENT):
        document = f"d{start}"
        rows = DocumentRows((document, document, document, None, None, None, None, 0, 0))
        ends = [int(count * chance.random() ** 8) for _ in range(2 * _OF_DOCUMENT // 5)]
        for key in sorted({*range(start, min(start + _OF_DOCUMENT, count)), *ends}):
            label, kind = named[key]
            rows.said.append((document, f"e{key}", "label", label))
            rows.said.append((document, f"e{key}", "type", kind.value))
        for number, (one, other) in enumerate(zip(ends[::2], ends[1::2], strict=True)):
            stance = ("positive", "certain", "nonfuture", None, "~", "", 0.5, True, True, 0, 1)
            claim = Claim(
                f"~|{document}|{number:09d}|c",
                f"{document}-{number}",
                document,
                f"e{one}",
                "meets",
                f"e{other}",
                *stance,
            )
            rows.claims.append(claim)
            rows.json.append(b"{}")
            rows.sides.append([])
        yield rows


def slipped(name: str, chance: random.Random) -> str:
    """The name with one letter left out, added, changed, or changing places with the next."""
    place = chance.randrange(1, len(name) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return name[:place] + name[place + 1 :]
    if kind == 1:
        return name[:place] + chance.choice(_ALPHABET) + name[place:]
    if kind == 2:
        return name[:place] + chance.choice(_ALPHABET) + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> str:
    """Asks each once; how long it took."""
    taken = []
    for text in asked:
        begin = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    return (
        f"{len(taken):>6} queries, p50 {taken[len(taken) // 2]:.2f} ms, "
        f"p99 {taken[int(len(taken) * 0.99)]:.2f} ms, most {taken[-1]:.2f} ms"
    )


def figures(labels: int = 1_000_000, keep: Path | None = None) -> Iterator[tuple[str, str]]:
    """What is asked, and how long that took; made as it is read.

    Args:
        labels: how many the index has.
        keep: its file, made where it is missing; None for an index in memory.
    """
    index = Index(keep)
    if not index.digests():
        begin = time.perf_counter()
        index.replace((), documents(labels))
        yield "indexing", f"{labels:,} labels in {time.perf_counter() - begin:.0f} s"
    view = cast(View, SimpleNamespace(index=index, iris=Iris("https://kg.example/")))
    chance = random.Random(5)
    count = index.row("SELECT count(*) FROM entity")
    keys = [f"e{chance.randrange(count[0] if count else 1)}" for _ in range(3000)]
    rows = [index.row("SELECT label FROM entity WHERE id = ?", [key]) for key in keys]
    names = [fold(row[0]) for row in rows if row]

    def find(text: str, slips: bool = False) -> list[str]:
        return [fold(row.label) for row in search.find(view, text, None, slips, 10, None).rows]

    yield "first question", timed(find, ["a"])
    yield "one letter", timed(find, list(_ALPHABET) * 20)
    yield "two letters", timed(find, [a + b for a in _ALPHABET for b in _ALPHABET])
    for length in (3, 5, 8):
        yield f"{length} letters of a name", timed(find, [name[:length] for name in names])
    yield "a later word", timed(find, [name.partition(" ")[2][:4] for name in names])
    yield "whole names", timed(find, names)
    misspelt = [(name, slipped(name, chance)) for name in names if len(name) >= 4]
    yield "one slip", timed(lambda text: find(text, slips=True), [text for _, text in misspelt])
    found = sum(name in find(text, slips=True) for name, text in misspelt)
    yield "slips seen through", f"{100 * found / len(misspelt):.1f} % of {len(misspelt)} among the first ten"


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--labels", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="the file of the index, made if it is missing")
    options = parser.parse_args()
    for name, told in figures(options.labels, options.keep):
        print(f"{name:<28} {told}", flush=True)


if __name__ == "__main__":
    main()
