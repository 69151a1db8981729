"""Where things lie and what they are called unless someone says otherwise.

`KG_STORE` names the store's directory or its server (see `kg.location`), `KG_BASE` the base IRI,
`KG_PIPELINE` a spaCy pipeline to read with.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from kg.errors import InputError
from kg.location import Location

BASE = "https://kg.example/"

_PACKAGE = Path(__file__).resolve().parent


def base() -> str:
    """The base IRI for new stores: `$KG_BASE`, else `BASE`."""
    return os.environ.get("KG_BASE") or BASE


def store(option: str | Path | Location | None = None) -> Location:
    """Where the graph is kept: the option, else `$KG_STORE`, else in a folder of the user's data. Raises
    `InputError` for a URL that is none."""
    named = option or os.environ.get("KG_STORE")
    return Location.of(named) if named else own("store")


def own(name: str) -> Location:
    """A folder for a graph among the user's data."""
    return Location.of(user_data_path("kg", appauthor=False) / name)


def pipeline(option: str | None = None) -> str | None:
    """The spaCy pipeline to read with, a name or a folder: the option, else `$KG_PIPELINE`; None for ours."""
    return option or os.environ.get("KG_PIPELINE") or None


def resource(name: str) -> Path:
    """The packaged folder `name` (“ontology”, “seeds”), in a wheel or in a checkout.

    Raises:
        InputError: there is no such folder.
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise InputError(f"the folder “{name}” is missing from this installation of kg")
