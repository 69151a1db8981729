"""`kg restore`: a backup made a store again."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import output
from kg.commands.store_option import folder_of, store_option


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the store that is there. Stop its server before.")
@store_option
def restore(backup: Path, force: bool, store: str | None) -> None:
    """Make the backup in the folder BACKUP the store again.

    Every file of it is checked first. The folder of the store must be missing or empty, unless --force
    is given: then the graph in it is replaced, and what lies beside the graph (tokens, jobs, the log of
    writes) stays.
    """
    from kg.maintenance.restore import restore as bring_back

    place = folder_of(store)
    made = bring_back(backup, place, force=force)
    output.note(
        f"restored {made.documents} documents of {made.made} to {place}, revision {made.revision[:12]}"
    )
