"""Ids in paths. An id may hold any character, `/` too; in an address it is percent-encoded whole."""

from __future__ import annotations

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """Servers decode `%2F` before routing, so an id must be allowed to match across slashes.

    A rule that ends in a word (`…/relations`) wins over the one that ends in the id.
    """

    regex = ".+?"
    part_isolating = False
    weight = 200

    def to_url(self, value: str) -> str:
        return quote(value, safe="")
