"""Credit lines: where an article first appeared, who helped, who holds the rights."""

from __future__ import annotations

import re

from kg.text.furniture import bylines

_ORIGIN = re.compile(
    r"(?:this (?:story|article|post|report|piece|column|op-ed|essay|interview|item|commentary) "
    r"(?:(?:was|is|has been|had been|has) )?(?:(?:originally|first|also|previously) )*"
    r"(?:appeared|published|posted|ran|produced|aired|written|republished|reprinted|reproduced)"
    r"|(?:originally|first|previously) (?:published|appeared|posted)|re(?:published|printed|produced))"
    r" (?:(?:here )?with (?:the )?(?:kind )?permission (?:of|from)|with thanks to|courtesy of"
    r"|in|on|at|by|from) (?P<article>the )?(?P<publisher>\S.{0,98}?)"
    r"(?:,? (?:on|under|and (?:is|was|has)|with|as part of|in (?:its|the|\d{4}))\b.{0,120})?[.;!]?",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"[(\[]?(?P<who>.{2,200}?),? (?i:contributed (?:reporting|research"
    r"|(?:reporting |research )?(?:to|for) th(?:is|e) (?:report|story|article|piece|post))\b).{0,80}"
)
_RULES = tuple(
    re.compile(form)
    for form in (
        r"[(\[]?(?i:(?:additional |further )?"
        r"(?:reporting|writing|editing|compiled|edited|translated|research) by) [A-Z].{1,250}",
        r"(?i:(?:additional |further )?reporting by) [^.!?;:]{3,80}",
        r"(?:©|(?i:copyright) ?(?:©|\([cC]\)|\d{4}|(?i:by)\b)|\([cC]\) ?\d{4}).*",
        r"(?i:(?:.{0,120}[.,;|] ?)?all rights reserved\b.{0,150})",
        r"(?i:sources?|credits?) ?: ?[^.!?]{1,80}\.?",
    )
)


def matches(line: str) -> bool:
    """Whether `line` is a credit or copyright line."""
    if _ORIGIN.fullmatch(line) or any(form.fullmatch(line) for form in _RULES):
        return True
    helpers = _HELP.fullmatch(line)
    return helpers is not None and bylines.names(helpers["who"])


def publisher(line: str) -> str | None:
    """The publisher that a credit line names.

    >>> publisher("This article was first published in the Harbour Post on 3 June 2021.")
    'Harbour Post'
    """
    match = _ORIGIN.fullmatch(" ".join(line.split()))
    if not match or not match["publisher"][0].isupper():
        return None
    article = match["article"] or ""
    return (article if article[:1].isupper() else "") + match["publisher"]
