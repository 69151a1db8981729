"""The `kg` command: its subcommands, each in a file of `kg.commands`, and how every failure ends.

Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 something failed, 2 wrong usage,
130 interrupted, 141 the reader of stdout went away. A failure is one line; `KG_TRACEBACK=1` shows where
an unexpected one came from.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence

import click

from kg.commands.backup import backup
from kg.commands.build import build
from kg.commands.demo import demo
from kg.commands.diff import diff
from kg.commands.documents import documents
from kg.commands.explain import explain
from kg.commands.export import export
from kg.commands.find import find
from kg.commands.query import query
from kg.commands.relations import relations
from kg.commands.remove import remove
from kg.commands.restore import restore
from kg.commands.serve import serve
from kg.commands.token import token
from kg.commands.verify import verify
from kg.errors import KgError

INTERRUPTED = 130
BROKEN_PIPE = 141


class Commands(click.Group):
    """A group that lists its commands in the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered has nowhere to go, and must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(BROKEN_PIPE)
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kg", message="%(package)s %(version)s")
def kg() -> None:
    """Reads articles into a knowledge graph of who says what about whom, and answers from it."""


for command in (
    *(build, documents, remove, find, relations, explain, query, export),
    *(serve, token, backup, restore, verify, diff, demo),
):
    kg.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives its exit code; `arguments` default to those of the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character is no failure
    logging.basicConfig(level=logging.ERROR, format="kg: %(message)s")
    try:
        code = kg.main(arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.UsageError as error:
        hint = f" (see {error.ctx.command_path} --help)" if error.ctx else ""
        return _failed(f"{error.format_message()}{hint}", error.exit_code)
    except click.ClickException as error:
        return _failed(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except KgError as error:
        return _failed(str(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return _failed(f"{error.filename}: {reason}" if error.filename else reason)
    except Exception as error:  # whatever it is, a user gets a line
        if os.environ.get("KG_TRACEBACK"):
            traceback.print_exc()
        return _failed(f"unexpected {type(error).__name__}: {error}")
    return code if isinstance(code, int) else 0


def _failed(message: str, code: int = 1) -> int:
    click.echo(f"kg: error: {' '.join(message.split())}", err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
