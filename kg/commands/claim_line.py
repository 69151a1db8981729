"""A claim on one line."""

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


def line(claim: ClaimRow) -> str:
    """Edge, holders and stance, sentence."""
    return one_line(f"{edge(claim)} [{holders(claim)}, {stance(claim)}] {claim.sentence}")
