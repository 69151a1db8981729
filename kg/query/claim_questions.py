"""Questions about claims: of an entity, of a holder, of a document, one by one or in groups."""

from __future__ import annotations

from collections.abc import Sequence

from kg.query import claims, groups
from kg.query.asking import Asking
from kg.query.choices import Wanted
from kg.query.claim_page import ClaimPage
from kg.query.rows import (
    ClaimRow,
    GroupRow,
    Page,
)


class ClaimQuestions(Asking):
    """Questions about claims: of an entity, of a holder, of a document, one by one or in groups."""

    def relations(
        self,
        entity: str,
        *,
        direction: str = "both",
        relation: str | None = None,
        other: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """Claims about an entity, denied and merely possible ones too.

        Args:
            direction: “out” with the entity as subject, “in” as object, or “both”.
            relation: a relation's label or id; those narrower than it count as it.
            other: the id of the entity at the other end.
            holder: an entity's id, or “publisher” for what documents narrate.
            polarity, certainty, temporality: a value of `kg.model.Stance`.
            event_type: a root class of PLOVER, “CONSULT”.
            since, until: the first and last day, ISO dates, of a stretch into which some day of the claim's
                own time falls or, where that is not known, the day of its document. What has neither is
                left out.
            document: the id of the document that it was read from.
            min_confidence: the least confidence, from 0 to 1.
            sort: “reading” (the day of the document, then the place in it), “date” or “-date” (the days as
                of `since`, the latest last or first; undated ones last), or “-confidence”, the surest first.
            cursor: `next` of the page before.

        >>> claim = graph.relations("Russia", direction="out", holder="Russia").rows[0]
        >>> claim.relation, claim.object.label, claim.certainty
        ('moves troops', 'garrisons', 'probable')
        >>> [claim.id for claim in graph.relations("Russia", other="garrison", sort="-date").rows]
        ['c1', 'c7']

        Raises: NotFoundError; InputError for a value that there is not, or a cursor of another list.
        """
        wanted = Wanted(
            direction=direction,
            relation=relation,
            other=other,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(claims.of_entity, entity, wanted, sort, limit, cursor)

    def groups(
        self,
        entity: str,
        *,
        direction: str = "both",
        relation: str | None = None,
        other: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "weight",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[GroupRow]:
        """The claims of `relations` gathered: one row for each relation and polarity between the entity and
        another.

        Args:
            sort: “weight” (those of most claims first), “date” (by the first day), “-date” (by the last), or
                “-confidence” (by the surest claim). The rest is as in `relations`.

        >>> [(row.relation, row.other.label, row.count) for row in graph.groups("Russia").rows]
        [('moves troops', 'garrisons', 2), ('has capital', 'Moscow', 1)]

        Raises: as `relations`.
        """
        wanted = Wanted(
            direction=direction,
            relation=relation,
            other=other,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(groups.of_entity, entity, wanted, sort, limit, cursor)

    def held_by(
        self,
        entity: str,
        *,
        relation: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """Claims that an entity is said to hold. Arguments and errors are those of `relations`.

        >>> [row.relation for row in graph.held_by("Jens_Stoltenberg").rows]
        ['sees']
        """
        wanted = Wanted(
            relation=relation,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(claims.held, entity, wanted, sort, limit, cursor)

    def claim(self, id: str) -> ClaimRow:
        """One claim. Raises NotFoundError.

        >>> graph.claim("c4").polarity
        'negative'
        """
        return self.claim_page(id).rows[0]

    def claim_page(self, id: str) -> ClaimPage:
        """One claim as a page of its own, which makes JSON without rows. Raises NotFoundError.

        >>> graph.claim_page("c4").next is None
        True
        """
        return self._read(claims.one, id)

    def some_claims(self, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
        """The claims of these ids that there are, in the order given.

        >>> [claim.relation for claim in graph.some_claims(["c4", "unheard-of", "c1"])]
        ['sees', 'moves troops']
        """
        return self._read(claims.some, ids).rows

    def claims(
        self,
        *,
        document: str | None = None,
        relation: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """All claims, or those wanted. Arguments and errors are those of `relations`.

        >>> page = graph.claims(limit=2)
        >>> [row.id for row in graph.claims(limit=2, cursor=page.next).rows]
        ['c3', 'c4']
        >>> [row.id for row in graph.claims(polarity="negative").rows]
        ['c4']
        """
        wanted = Wanted(
            document=document,
            relation=relation,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        return self._read(claims.any, wanted, sort, limit, cursor)
