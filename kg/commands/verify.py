"""`kg verify`: whether the store is sound."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.store_option import folder_of, store_option


@click.command()
@click.option("--quick", is_flag=True, help="Leave out the shapes, which take most of the time.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@store_option
@click.pass_context
def verify(context: click.Context, quick: bool, json_: bool, store: str | None) -> None:
    """Check that the store is what was written to it.

    Each document's statements against its digest and the SHACL shapes, the default graph against the
    documents, and the index against both. One line says what is wrong, the next what to do; the exit code
    is 1 then.
    """
    from kg.maintenance.verify import verify as check

    report = check(folder_of(store), shapes=not quick)
    if json_:
        output.as_json(report)
    else:
        for finding in report.findings:
            click.echo(f"wrong: {output.one_line(finding.what)}")
            click.echo(f"  do: {finding.remedy}")
        for note in report.notes:
            click.echo(f"note: {note}")
        state = f"{len(report.findings)} things wrong" if report.findings else "sound"
        click.echo(f"{state}: {report.documents} documents, {report.statements} statements")
        click.echo(f"revision {report.revision}")
    if report.findings:
        context.exit(1)
