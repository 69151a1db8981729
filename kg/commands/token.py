"""`kg token`: who may write to the served graph."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from kg.commands import output
from kg.commands.store_option import folder_of, store_option

if TYPE_CHECKING:
    from kg.tokens import Tokens

_SCOPES = ("read", "write", "admin")


@click.group()
def token() -> None:
    """Make, list and revoke the tokens of a store.

    A client sends one as “Authorization: Bearer TOKEN”. Servers that run take notice at once.
    """


@token.command()
@click.argument("name")
@click.option(
    "--scope", type=click.Choice(_SCOPES), default="read", show_default=True, help="What it allows."
)
@click.option("--expires", type=click.FloatRange(0, 36500, min_open=True), metavar="DAYS", help="From now.")
@store_option
def create(name: str, scope: str, expires: float | None, store: str | None) -> None:
    """Make a token and print it, once.

    NAME says who or what it is for; logs show it.
    """
    from kg.tokens import Scope

    days = timedelta(days=expires) if expires is not None else None
    click.echo(_tokens(store, new=True).create(name, Scope(scope), expires=days))
    output.note(f"token {name!r} of scope {scope}; it is not shown again")


@token.command(name="list")
@store_option
def show(store: str | None) -> None:
    """List the tokens, without their secrets."""
    rows = [
        (row.name, row.id, row.scope, row.created, row.expires, "expired" if row.expired else None)
        for row in _tokens(store).all()
    ]
    output.table(("name", "id", "scope", "created", "expires", "state"), rows)


@token.command()
@click.argument("name")
@store_option
def revoke(name: str, store: str | None) -> None:
    """Take back the token of that name or id."""
    gone = _tokens(store).revoke(name)
    output.note(f"revoked {gone.name}")


def _tokens(store: str | None, *, new: bool = False) -> Tokens:
    """Those of the store; a `new` one is made, so that a token can be there before the first document."""
    from kg.graph import KnowledgeGraph
    from kg.tokens import Tokens

    folder = folder_of(store)
    new = new and (not folder.exists() or not any(folder.iterdir()))
    with KnowledgeGraph.open(folder, read_only=not new):
        return Tokens(folder)
