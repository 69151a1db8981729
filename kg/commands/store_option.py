"""The `--store` option that every command has, and how a command opens what it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

Command = TypeVar("Command", bound=Callable[..., object])

_OPTION = click.option(
    "--store",
    envvar="KG_STORE",
    show_envvar=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the graph. By default in the user's data folder.",
)


def store_option(command: Command) -> Command:
    """Adds `--store DIR`, given to the command as `store: Path | None`."""
    return _OPTION(command)


def opened(store: Path | None, *, read_only: bool = True) -> KnowledgeGraph:
    """The graph at `store`, or at the default place. Raises `StoreError`."""
    from kg import config
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph.open(config.store(store), read_only=read_only)
