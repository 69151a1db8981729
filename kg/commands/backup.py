"""`kg backup`: a copy of the graph to come back to."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import output
from kg.commands.store_option import folder_of, store_option


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--tokens", is_flag=True, help="Put the tokens (their hashes) into the backup too.")
@store_option
def backup(target: Path, tokens: bool, store: str | None) -> None:
    """Copy the graph to the folder TARGET.

    The store may be served and written meanwhile. TARGET appears when it is complete; it can be asked like
    a store (`--store TARGET`) and compared (`kg diff`). The index is not in it: it is made anew from the
    statements.
    """
    from kg.maintenance.backup import backup as make

    made = make(folder_of(store), target, tokens=tokens)
    output.note(f"backed up {made.documents} documents to {target}, revision {made.revision[:12]}")
