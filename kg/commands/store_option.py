"""The `--store` option that every command has, and how a command opens what it names."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.commands.output import note
from kg.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.location import Location

Command = TypeVar("Command", bound=Callable[..., object])

WAIT = 10.0  # seconds for another writer to finish
_PAUSE = 0.1  # seconds between attempts

_OPTION = click.option(
    "--store",
    envvar="KG_STORE",
    show_envvar=True,
    metavar="DIR|URL",
    help="Folder of the graph, by default in the user's data folder; or a server, sparql+http://…",
)


def store_option(command: Command) -> Command:
    """Adds `--store DIR|URL`, given to the command as `store: str | None`."""
    return _OPTION(command)


def folder_of(store: str | None) -> Path:
    """The folder of a store that lies in one. Raises `StoreError` for one on a server."""
    from kg import config

    place = config.store(store)
    if place.folder is None:
        raise StoreError(f"{place} is on another server: this is done with that server's own means")
    return place.folder


def opened(store: str | Location | None, *, read_only: bool = True) -> KnowledgeGraph:
    """The graph at `store`, or at the default place. Waits some seconds for another process that
    writes it. Raises `StoreError`."""
    from kg import config
    from kg.graph import KnowledgeGraph

    place = config.store(store)
    end = time.monotonic() + WAIT
    noted = False
    while True:
        try:
            return KnowledgeGraph.open(place, read_only=read_only)
        except StoreBusyError as error:
            if time.monotonic() >= end:
                raise
            if not noted:
                note(f"{error}; waiting up to {WAIT:g} s")
                noted = True
            time.sleep(_PAUSE)
