"""Small answers to the plainest queries, found in this process: to hand a query to another one, and to take
its answer back, costs many times what it takes to look up one triple pattern.

Nothing can stop a query here. So it is run only where its very words show how little it can cost: each step
through the store gives a row, and when these are more than a few they are thrown away, and a reader process
begins anew. What fails here goes to one too, which then says what is wrong.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import KgError
from kg.query import evaluation
from kg.query.evaluation import Answer, Question

LARGEST = 32 * 1024  # bytes of an answer that is found here; less than a stream gives in one piece
_LONGEST = 2000  # characters of a query
_MOST = 1000  # rows to which a pattern without a known end is to be limited

_SPACE = r"[ \t\r\n]"
_IRI = r'<[^\x00-\x20\x7f<>"{}|^`\\]*+>'
_NAME = r"[A-Za-z][A-Za-z0-9_]*+:[A-Za-z0-9_][A-Za-z0-9_-]*+"
_TEXT = r'"[^"\\\x00-\x1f\x7f]*+"(?:@[A-Za-z]++)?+'
_ENDING = rf"{_SPACE}*+\.?+{_SPACE}*+\}}"


def _variable(name: str) -> str:
    return rf"\?(?P<{name}>[A-Za-z_][A-Za-z0-9_]*+)"


# Whatever this fits means the same to the parser: at each place it allows only what SPARQL's grammar has one
# reading for. No comments, no escapes, no brackets but those of the one group.
_PLAIN = re.compile(
    rf"""
    {_SPACE}*+
    (?: prefix {_SPACE}++ [a-z][a-z0-9_]*+: {_SPACE}*+ {_IRI} {_SPACE}*+ )*+
    select (?: {_SPACE}*+ \* | (?P<chosen> (?: {_SPACE}++ \?[a-z_][a-z0-9_]*+ )++ ) )
    {_SPACE}*+ (?: (?<={_SPACE}) where {_SPACE}*+ )?+
    \{{ {_SPACE}*+
    (?: {_variable("subject")} | {_IRI} | {_NAME} ) {_SPACE}++
    (?: {_variable("verb")} | {_IRI} | {_NAME} | a ) {_SPACE}++
    (?: {_variable("object")} | {_IRI} | {_NAME} | {_TEXT} ) {_ENDING}
    {_SPACE}*+ (?: limit {_SPACE}++ (?P<limit> [0-9]{{1,9}}+ ) {_SPACE}*+ )?+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def plain(query: str) -> bool:
    """Whether a query asks for the rows of one triple pattern that has a known subject or object, or a limit,
    and for nothing else. False for many that do.

    >>> plain("SELECT * { ent:Russia ?p ?o }"), plain("SELECT ?s WHERE { ?s ?p ?o } LIMIT 10")
    (True, True)
    >>> plain("SELECT * { ?s ?p ?o }"), plain("SELECT * { ent:Russia ?p ?o FILTER(isIRI(?o)) }")
    (False, False)
    """
    found = _PLAIN.fullmatch(query) if len(query) <= _LONGEST else None
    if found is None:
        return False
    subject, verb, target = found["subject"], found["verb"], found["object"]
    names = [name for name in (subject, verb, target) if name is not None]
    if len(set(names)) < len(names):
        return False  # then not every step gives a row
    if found["chosen"] is not None and not set(found["chosen"].replace("?", " ").split()) <= set(names):
        return False  # rows without anything in them have no length that could end them
    if found["limit"] is not None and int(found["limit"]) <= _MOST:
        return True
    return subject is None or target is None


def answer(store: ox.Store, question: Question) -> Answer | None:
    """The answer to a question, whole and the same as `evaluation.answer` gives; None where a reader process
    is to be asked: it is not so plain, its answer is not small, or there is something wrong with it."""
    if question.default_graphs or question.named_graphs or not plain(question.text):
        return None
    body = _Small()
    try:
        found = evaluation.evaluated(store, question)
        about = evaluation.head(found, question)
        evaluation.write(found, about, question, body)
    except (KgError, _LargeError, SyntaxError, OSError, RuntimeError, ValueError):
        return None
    return Answer(about.kind, about.variables, about.media_type, b"".join(body.pieces))


class _LargeError(Exception):
    """The answer is not small."""


class _Small:
    """Takes the bytes of an answer, as long as they are few."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._room = LARGEST

    def write(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise _LargeError
        self.pieces.append(data)
        return len(data)
