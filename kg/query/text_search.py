"""Search by name inside SPARQL: `?entity kg:nameMatches "putin"`, or `?entity kg:nameMatches ("putin" 5)`.

Before a query is run, each such pattern is taken out, and what the index of names finds is put in as VALUES
at the beginning of the triple patterns it stands among. All else stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import query_text, search
from kg.query.query_tokens import CLOSES, OPENS, Token, is_mark, opening, tokens_of, unquoted
from kg.query.view import View
from kg.rdf.vocabulary import NAME_MATCHES

_PROPERTY = NAME_MATCHES.value
_LOCAL = _PROPERTY.rpartition("#")[2]
_USES = 10  # in one query, at most
_LONGEST = 20_000  # characters of a query: it is taken apart once for each use
_LIMIT, _MOST = 100, 1000  # entities found: unless the pattern says otherwise, and at most
_PATH = frozenset("|/^*+!")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One use of the property: what to cut out, what is sought, and where its findings go."""

    start: int
    end: int
    at: int
    variable: str
    sought: str
    limit: int


def used(query: str) -> bool:
    """Whether a query may have a search by name in it.

    >>> used("ASK {}")
    False
    """
    return _LOCAL in query


def rewritten(view: View, query: str, prefixes: dict[str, str]) -> str:
    """A query in which every search by name has been carried out. One without any is given back as it is.

    Args:
        prefixes: those that the query need not declare.

    Raises:
        QueryError: the property is used otherwise than described above.
    """

    def found(text: str, limit: int) -> Sequence[str]:
        return [row.iri for row in search.find(view, text, None, False, limit, None).rows]

    return replaced(query, prefixes, found)


def replaced(query: str, prefixes: dict[str, str], find: Callable[[str, int], Sequence[str]]) -> str:
    """As `rewritten`, with the IRIs that `find` gives for a text and a limit.

    >>> query = 'SELECT ?e { ?e kg:nameMatches "nato" ; ?p ?o }'
    >>> replaced(query, {"kg": "https://kg.example/ontology#"}, lambda text, limit: ["urn:n"])
    'SELECT ?e { VALUES ?e { <urn:n> } ?e  ?p ?o }'
    """
    if _LOCAL in query and len(query) > _LONGEST:
        raise _misused(f"in a query of more than {_LONGEST} characters")
    for _ in range(_USES):
        if _LOCAL not in query or (pattern := _first(query, prefixes)) is None:
            return query
        values = " ".join(str(ox.NamedNode(iri)) for iri in find(pattern.sought, pattern.limit))
        search = f" VALUES {pattern.variable} {{ {values} }}"
        query = "".join(
            (query[: pattern.at], search, query[pattern.at : pattern.start], query[pattern.end :])
        )
    raise _misused(f"more than {_USES} times")


def _first(query: str, prefixes: dict[str, str]) -> _Pattern | None:
    """The first use of the property in a query."""
    tokens = tokens_of(query)
    known, base = dict(prefixes), None
    opened: list[int] = []  # places of the brackets that are open
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.lower() in ("base", "prefix"):
            match tokens[place + 1 : place + 3]:
                case [Token("iri", iri), *_]:
                    base = query_text.resolved(iri, base)
                case [Token("name", prefix), Token("iri", iri)]:
                    known[prefix.removesuffix(":")] = query_text.resolved(iri, base)
        if token.kind == "mark" and token.text in OPENS:
            opened.append(place)
        elif token.kind == "mark" and token.text in CLOSES and opened:
            opened.pop()
        elif (
            _LOCAL in token.text
            and _iri(token, known, base) == _PROPERTY
            and opened
            and _is_verb(tokens, place, opened)
        ):
            return _pattern(tokens, place, opened)
    return None


def _iri(token: Token, prefixes: dict[str, str], base: str | None) -> str | None:
    if token.kind == "iri":
        return token.text if ":" in token.text else query_text.resolved(token.text, base)
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
    return None


def _is_verb(tokens: list[Token], place: int, opened: list[int]) -> bool:
    """Whether a term stands as the predicate of a triple pattern, and not in a template, VALUES, or an
    expression."""
    bracket = opened[-1]
    if tokens[bracket].text == "(":
        if _in_path(tokens, place) and tokens[bracket - 1].kind in ("variable", "iri", "name"):
            raise _misused("in a property path")
        return False
    group = next((at for at in reversed(opened) if tokens[at].text == "{"), None)
    if group is None or _is_data(tokens, group):
        return False
    before = tokens[place - 1]
    if before.text in _PATH and before.kind == "mark":
        raise _misused("in a property path")
    if before.text in (";", "["):
        return True
    if is_mark(before, "{.") or (is_mark(before, "})") and not _ends_subject(tokens, place - 1)):
        return False  # a subject
    start = place - 1
    if is_mark(before, "])"):
        start = opening(tokens, place - 1)
    return start == bracket + 1 or _begins_triples(tokens, start)


def _is_data(tokens: list[Token], group: int) -> bool:
    """Whether a brace opens a template or a block of values."""
    place = group - 1
    if place < 0:
        return False
    if is_mark(tokens[place], ")"):
        place = opening(tokens, place) - 1
    elif tokens[place].kind == "variable":
        place -= 1
    word = tokens[place].text.lower() if place >= 0 and tokens[place].kind == "word" else ""
    if word == "construct":
        return True
    return word == "values" and place != group - 1


def _begins_triples(tokens: list[Token], start: int) -> bool:
    """Whether what stands at `start` is the subject of a pattern."""
    before = tokens[start - 1]
    if is_mark(before, "{.}"):
        return True
    # A condition or BIND may stand right before.
    return is_mark(before, ")") and not _ends_subject(tokens, start - 1)


def _ends_subject(tokens: list[Token], closing: int) -> bool:
    """Whether a “)” ends a list of terms, and no call, condition or BIND."""
    if not is_mark(tokens[closing], ")"):
        return False
    before = tokens[opening(tokens, closing) - 1]
    return before.kind not in ("word", "iri", "name") or before.text == "a"


def _in_path(tokens: list[Token], place: int) -> bool:
    return any(token.kind == "mark" and token.text in _PATH for token in tokens[place - 1 : place + 2 : 2])


def _pattern(tokens: list[Token], place: int, opened: list[int]) -> _Pattern:
    """The search whose predicate stands at a place."""
    rest = tokens[place + 1 : place + 7]
    sought, limit, length = _object(rest)
    end = place + 1 + length
    after = tokens[end] if end < len(tokens) else None
    if after is not None and is_mark(after, ","):
        raise _misused("with more than one text; use it once for each")
    if after is not None and (after.kind == "tag" or is_mark(after, "^")):
        raise _misused("with a language or a datatype; it takes a plain text")
    subject = _subject(tokens, place, opened)
    variable = tokens[subject]
    if tokens[opened[-1]].text == "[" or variable.kind != "variable":
        raise _misused("of a term; its subject must be a variable")
    first = subject == place - 1
    if first and after is not None and is_mark(after, ";"):
        # The subject stays, for the predicates that follow.
        while end + 1 < len(tokens) and is_mark(tokens[end + 1], ";"):
            end += 1
        alone = end + 1 >= len(tokens) or is_mark(tokens[end + 1], ".}")
        start, stop = (variable.start if alone else tokens[place].start), tokens[end].end
        if alone and end + 1 < len(tokens) and is_mark(tokens[end + 1], "."):
            stop = tokens[end + 1].end
    elif first:
        start, stop = variable.start, tokens[end - 1].end
        if after is not None and is_mark(after, "."):
            stop = after.end
    else:
        start, stop = tokens[place].start, tokens[end - 1].end
    return _Pattern(start, stop, _run_start(tokens, subject), variable.text, sought, limit)


def _object(rest: list[Token]) -> tuple[str, int, int]:
    """The text that is sought, the limit, and the number of tokens that say so."""
    match rest:
        case [Token("string", text), *_]:
            return unquoted(text), _LIMIT, 1
        case [Token("mark", "("), Token("string", text), Token("mark", ")"), *_]:
            return unquoted(text), _LIMIT, 3
        case [Token("mark", "("), Token("string", text), Token("number", number), Token("mark", ")"), *_]:
            if not number.isdecimal() or not 1 <= int(number) <= _MOST:
                raise _misused(f"with the limit {number}; it is a whole number from 1 to {_MOST}")
            return unquoted(text), int(number), 4
        case [Token("variable", name), *_]:
            raise _misused(f"with {name}; the text must stand in the query, in quotes")
        case [Token("mark", "("), Token("variable", name), *_]:
            raise _misused(f"with {name}; the text must stand in the query, in quotes")
        case [Token("mark", mark), *_] if mark in "|/^*+?":
            raise _misused("in a property path")
    raise _misused('otherwise than as in ?entity kg:nameMatches "text", or ("text" 20) with a limit')


def _subject(tokens: list[Token], place: int, opened: list[int]) -> int:
    """The place of the subject that a predicate belongs to."""
    start, depth = place - 1, 0
    while start > opened[-1]:
        token = tokens[start]
        if token.kind == "mark" and token.text in CLOSES:
            depth += 1
        elif token.kind == "mark" and token.text in OPENS:
            depth -= 1
        if depth == 0 and _begins_triples(tokens, start):
            return start
        start -= 1
    return opened[-1]


def _run_start(tokens: list[Token], subject: int) -> int:
    """Where the triple patterns begin that a subject stands among; conditions do not part them."""
    place = subject - 1
    while place > 0:
        token = tokens[place]
        if is_mark(token, "{}"):
            break
        if is_mark(token, ")"):
            start = opening(tokens, place)
            if tokens[start - 1].text.lower() == "bind":
                break
            place = start
        elif is_mark(token, "]"):
            place = opening(tokens, place)
        place -= 1
    return tokens[place].end


def _misused(how: str) -> QueryError:
    return QueryError(f"kg:nameMatches is used {how}")
