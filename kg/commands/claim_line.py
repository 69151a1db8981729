"""A claim on one line, and its parts in words."""

from __future__ import annotations

from kg.commands.output import one_line
from kg.query.rows import ClaimRow


def edge(claim: ClaimRow) -> str:
    """The claim as an arrow: `Russia —moves troops→ garrisons`."""
    end = f" {claim.object.label}" if claim.object else ""
    return f"{claim.subject.label} —{claim.relation}→{end}"


def holders(claim: ClaimRow) -> str:
    """Who says so, the innermost first; the publisher where nobody is named."""
    return " ← ".join(holder.label for holder in claim.holders) or claim.publisher or "narrated"


def stance(claim: ClaimRow) -> str:
    """`positive/probable/future`, and whether under a condition."""
    condition = "/conditional" if claim.conditional else ""
    return f"{claim.polarity}/{claim.certainty}/{claim.temporality}{condition}"


def stance_words(polarity: str, certainty: str, temporality: str, conditional: bool) -> str:
    """`positive, probable, future`, and whether under a condition."""
    return f"{polarity}, {certainty}, {temporality}{', conditional' if conditional else ''}"


def time_words(words: str, start: str | None, end: str | None) -> str:
    """A time expression and the days that it names (ISO dates, inclusive): `“on Monday”: 2022-02-14`."""
    if start is None:
        return f"“{words}”, date not known"
    until = "" if end in (None, start) else f" to {end}"
    return f"“{words}”: {start}{until}"


def line(claim: ClaimRow) -> str:
    """Edge, holders and stance, sentence."""
    return one_line(f"{edge(claim)} [{holders(claim)}, {stance(claim)}] {claim.sentence}")
