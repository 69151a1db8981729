"""Questions about entities: by name, by id, by rank."""

from __future__ import annotations

from collections.abc import Iterator

from kg.query import entities, search
from kg.query.asking import Asking
from kg.query.rows import (
    EntityRow,
    Page,
)


class EntityQuestions(Asking):
    """Questions about entities: by name, by id, by rank."""

    def find(
        self, text: str, *, type: str | None = None, fuzzy: bool = False, limit: int = 10
    ) -> tuple[EntityRow, ...]:
        """The first entities of `search`.

        >>> [row.label for row in graph.find("putin")]
        ['Vladimir Putin']

        Raises: InputError where there is no such type.
        """
        return self.search(text, type=type, fuzzy=fuzzy, limit=limit).rows

    def search(
        self,
        text: str | None = None,
        *,
        type: str | None = None,
        fuzzy: bool = False,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[EntityRow]:
        """Entities whose name is `text`, begins with it, or has a word that does: best match first, then best
        connected (among those with more than 64 neighbours to within an eighth). Case and accents do not
        matter. Without a text, those of the type, or all that are named, the best connected first.

        Args:
            fuzzy: also names with a slip in them, where the text has four letters, or two slips, where it
                has eight; they come last. A slip is a letter or blank missing, added, wrong, or changing
                places with the next.
            cursor: `next` of the page before.

        >>> [row.label for row in graph.search("Vladmir Putn", fuzzy=True).rows]
        ['Vladimir Putin']
        >>> [row.label for row in graph.search(type="Person", limit=2).rows]
        ['Emmanuel Macron', 'Vladimir Putin']

        Raises: InputError where there is no such type, or for a cursor of another list.
        """
        if text is None:
            return self._read(entities.connected, type, limit, cursor)
        return self._read(search.find, text, type, fuzzy, limit, cursor)

    def top(self, limit: int = 20) -> tuple[EntityRow, ...]:
        """The named entities with plain edges to the most others.

        >>> graph.top(1)[0].label
        'Russia'
        """
        return self._read(entities.top, limit)

    def entity(self, id: str) -> EntityRow:
        """One entity. Raises NotFoundError.

        >>> graph.entity("Vladimir_Putin").aliases
        ('President Putin', 'Putin')
        """
        return self._read(entities.one, id)

    def entities(self) -> Iterator[EntityRow]:
        """All entities, by id.

        >>> next(graph.entities()).id
        'Emmanuel_Macron'
        """
        return iter(self._read(entities.every))
