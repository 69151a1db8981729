"""Why a clause makes no claim: the conditions, each with a name, and those that its drafts show.

What silences every clause is told in `verbal`, what silences one form in `active`, `passive`, `copular`.
"""

from __future__ import annotations

from enum import StrEnum

from kg.extract.draft import Draft
from kg.extract.predication import WH_TAGS
from kg.extract.quotation import in_quotes
from kg.language import Token


class Silence(StrEnum):
    """A condition under which a clause makes no claim, in words that explain it."""

    # “Has Norway sold the ferry?”
    QUESTION = "a question"
    # “Selling the ferry took a year.”: “selling”
    NO_SUBJECT = "no subject"
    # “Nobody knows who he is.”: “who”
    WH_PREDICATE = "its predicate is a wh-word"
    # “What happened surprised Norway.”: “happened”
    WH_ARGUMENT = "an argument is only a wh-word"
    # “Nobody called.”
    NAMELESS_ARGUMENT = "an argument names nothing"
    # “Norway said the ferry had sunk.”: “said”
    CUE = "a cue: its content is the claim"
    # “She added in a letter.”
    SAYING = "a verb of saying, which claims nothing by itself"
    # “Norway issued a statement that the ferry had sunk.”: “issued”
    REPORTING_NOUN = "a light verb with a noun of reporting: its content is the claim"
    # “Norway plans to sell the ferry.”: “plans”
    TRANSPARENT = "a transparent verb: its infinitive carries the claim"
    # “They expect him to win.”: “expect”
    EXPECTING = "a verb of expecting: its infinitive is what is expected"
    # “The plan involves selling the ferry.”: “involves”
    ONLY_CLAUSES = "its only complements are clauses"
    # “It was reported that the ferry had sunk.”: “reported”
    EXPLETIVE = "an expletive subject: its content is the claim"
    # “The ferry is believed to have sunk.”: “believed”
    PASSIVE_RAISING = "passive raising: its infinitive carries the claim"
    # “It was the captain who called.”: “captain”
    CLEFT = "a cleft: its relative clause is the claim"
    # “The ferry is likely to sink.”: “likely”
    RAISING_ADJECTIVE = "an adjective of likelihood or intention: its infinitive carries the claim"
    # “Norway pays, but Chile does not.”: “does”
    ELLIPSIS = "an auxiliary alone: its verb is left out"
    # “There is, they say.”: “is”
    NOTHING_EXISTS = "an existential of nothing"


def nameless(draft: Draft) -> Silence | None:
    """Why a draft is no claim: one of its arguments names nothing (“what we have seen”, “nothing”)."""
    parts = [part for part in (draft.subject, draft.object) if part is not None and part.kind != "clause"]
    if any(part.head.tag_ in WH_TAGS for part in parts):
        return Silence.WH_ARGUMENT
    return Silence.NAMELESS_ARGUMENT if any(names_nothing(part.head) for part in parts) else None


def names_nothing(noun: Token) -> bool:
    """“there”, “nothing”."""
    return noun.tag_ == "EX" or noun.lower_ in ("nothing", "nobody", "none")


def is_question(head: Token) -> bool:
    """Whether a clause stands in a sentence that asks, or in a quotation that does (“Is it?” he said)."""
    words = [w for w in head.sent if not w.is_space]
    last = next((w for w in reversed(words) if not w.is_quote), None)
    if last is not None and last.text == "?":
        return not any(w.dep_ == "ccomp" for w in head.ancestors)
    ends = ("?", ".", "!", "”", '"', "''")
    end = next((w.text for w in words if w.i > head.i and w.text in ends), "")
    return end == "?" and in_quotes(head)
