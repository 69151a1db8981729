"""What can be told of a SPARQL update from its text, and the few places where another text is run.

Whether a word is a keyword is left to Oxigraph's parser, as in `kg.query.query_text`. An operation that fails
at once stands before the update, so that all of it is parsed and none of it is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, pairwise

import pyoxigraph as ox

from kg.errors import ForbiddenQueryError, QueryError
from kg.query import query_text

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | <(?P<iri>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>
    | (?P<string>'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"
                |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark>[{};])
    """,
    re.VERBOSE | re.DOTALL,
)
_FAILS = "DROP GRAPH <urn:kg:nothing> ;"
_DEEPEST = 200  # the parser calls itself for each bracket, and a stack that overflows ends the process
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*:")
_DECLARATIONS = {"base": 2, "prefix": 3, "version": 2}  # tokens of each


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    depth: int


def prepared(
    text: str, prefixes: dict[str, str], base: str | None, using: Sequence[str], using_named: Sequence[str]
) -> str:
    """The update to run: with the dataset that the request names, LOAD SILENT without effect, and what
    Oxigraph does not read of the standard written another way.

    Raises:
        QueryError: it does not parse, or names a dataset where the request names one too.
        ForbiddenQueryError: LOAD or SERVICE.
    """
    _require_flat(text)
    text = _cleared(_hoisted(text, base))
    if using or using_named:
        for keyword in ("using", "with"):
            _require_parses(text, prefixes, base)
            if _uses(text, keyword, prefixes, base):
                raise QueryError(f"{keyword.upper()} stands in the update, and the request names graphs too")
        text = _with_dataset(text, using, using_named)
    if _uses(text, "load", prefixes, base):
        _require_parses(text, prefixes, base)
        text = _unloaded(text)
        if _uses(text, "load", prefixes, base):
            raise ForbiddenQueryError("LOAD is not allowed: nothing is fetched; send the data instead")
    if _uses(text, "service", prefixes, base):
        _require_parses(text, prefixes, base)
        raise ForbiddenQueryError("SERVICE is not allowed: updates do not leave the store")
    _require_parses(text, prefixes, base)
    return text


def instead_of_clearing(text: str, operation: str) -> tuple[str, int]:
    """The update with another operation in place of each CLEAR and DROP of the default graph, and how many
    these were.

    >>> instead_of_clearing("DROP SILENT DEFAULT ; CLEAR GRAPH <urn:default>", "INSERT DATA {}")
    ('INSERT DATA {} ; CLEAR GRAPH <urn:default>', 1)
    """
    if not re.search("default", text, re.IGNORECASE):
        return text, 0
    body, at, count = "", 0, 0
    tokens = list(_tokens(text))
    for place, token in enumerate(tokens):
        if token.kind != "word" or token.text not in ("clear", "drop") or token.depth:
            continue
        words = [one.text for one in tokens[place + 1 : place + 3]]
        if "default" in (words if words[0] == "silent" else words[:1]):
            end = tokens[place + 1 + words.index("default")].end
            body, at, count = f"{body}{text[at : token.start]}{operation}", end, count + 1
    return body + text[at:], count


def parse_error(text: str, prefixes: dict[str, str], base: str | None) -> SyntaxError | None:
    """What the parser says against an update, which is not run."""
    at = _prologue_end(text)
    try:
        ox.Store().update(f"{text[:at]}\n{_FAILS} {text[at:]}", prefixes=prefixes, base_iri=base)
    except SyntaxError as error:
        return error
    except RuntimeError:
        return None
    return None


def _require_parses(text: str, prefixes: dict[str, str], base: str | None) -> None:
    error = parse_error(text, prefixes, base)
    if error is None:
        return
    try:
        # For the place: nothing is run of what does not parse.
        ox.Store().update(text, prefixes=prefixes, base_iri=base)
    except SyntaxError as plain:
        error = plain
    except (RuntimeError, OSError):
        pass
    words = re.sub(r"expected one of .*", "something else is expected here", " ".join(str(error).split()))
    raise QueryError(f"the update does not parse: {words}")


def _require_flat(text: str) -> None:
    depth = 0
    for mark in re.finditer(r"[{(\[]|[})\]]", text):
        depth = depth + 1 if mark[0] in "{([" else max(depth - 1, 0)
        if depth > _DEEPEST:
            raise QueryError(f"the update nests brackets more than {_DEEPEST} deep")


def _uses(text: str, keyword: str, prefixes: dict[str, str], base: str | None) -> bool:
    """Whether a keyword is used in an update: spelled otherwise, it does not parse. That it parses as it
    stands is to be asked by `parse_error`."""
    pattern = re.compile(re.escape(keyword), re.IGNORECASE)
    if not pattern.search(text):
        return False
    respelled = pattern.sub(lambda found: f"{found[0][0]}x{found[0][2:]}", text)
    return parse_error(respelled, prefixes, base) is not None


def _tokens(text: str) -> Iterator[_Token]:
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "comment":
            continue
        words = match[0].lower() if kind == "word" else match[0]
        depth -= words == "}"
        yield _Token(kind, words, match.start(), match.end(), depth)
        depth += words == "{"


def _prologue_end(text: str) -> int:
    """Where the declarations end that an update begins with."""
    rest, end = _tokens(text), 0
    while (first := next(rest, None)) and (length := _DECLARATIONS.get(first.text)):
        end = [first, *islice(rest, length - 1)][-1].end
    return end


def _hoisted(text: str, base: str | None) -> str:
    """Declarations between operations, which Oxigraph takes only before the first, put there. They hold
    for the operations after them alone: there, prefixes are named anew, and IRIs made absolute."""
    first = _prologue_end(text)
    if not re.search("base|prefix|version", text[first:], re.IGNORECASE):
        return text
    tokens = list(_tokens(text))
    stem = next(stem for length in count() if (stem := "later" + "r" * length) not in text)
    header: list[str] = []
    body: list[str] = []
    renamed: dict[str, str] = {}
    place, at, here, rebased = 0, first, True, False
    while place < len(tokens):
        token, late, instead = tokens[place], tokens[place].start >= first, None
        length = _DECLARATIONS.get(token.text, 0) if here and token.kind == "word" else 0
        match [(part.kind, part.text) for part in tokens[place : place + length]]:
            case [("word", "base"), ("iri", iri)]:
                base, rebased, instead = query_text.resolved(iri[1:-1], base), late, ""
            case [("word", "prefix"), ("name", name), ("iri", iri)]:
                instead = ""
                if late:
                    fresh = f"{stem}{len(header)}"
                    renamed[name.removesuffix(":")] = fresh
                    header.append(f"\nPREFIX {fresh}: <{query_text.resolved(iri[1:-1], base)}>")
            case [("word", "version"), _]:
                instead = ""
            case _:
                length, here = 1, token.text == ";" and token.depth == 0
                prefix, colon, local = token.text.partition(":")
                if token.kind == "name" and prefix in renamed and text[token.start - 1] != "_":
                    instead = f"{renamed[prefix]}{colon}{local}"
                elif token.kind == "iri" and rebased and not _ABSOLUTE.match(token.text):
                    instead = f"<{query_text.resolved(token.text[1:-1], base)}>"
        if late and instead is not None:
            body += text[at : token.start], instead
            at = tokens[place + length - 1].end
        place += length
    return "".join((text[:first], *header, "\n" if header else "", *body, text[at:]))


def _cleared(text: str) -> str:
    """CLEAR of a graph that is not there has nothing to do; Oxigraph takes it for an error."""
    if not re.search("clear", text, re.IGNORECASE):
        return text
    tokens = list(_tokens(text))
    places = [
        token.end
        for token, after in pairwise(tokens)
        if (token.text, token.depth, after.text) == ("clear", 0, "graph")
    ]
    return _inserted(text, [(place, " SILENT") for place in places])


def _with_dataset(text: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    clauses = "".join(f" USING {_node(iri)}" for iri in using)
    clauses += "".join(f" USING NAMED {_node(iri)}" for iri in using_named)
    tokens = list(_tokens(text))
    changes: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        if (token.text, token.depth, token.kind) != ("where", 0, "word") or not place:
            continue
        if tokens[place - 1].text == "delete":
            pattern = _braced(text, tokens[place + 1 :])
            changes.append((token.start, f"{pattern}{clauses} "))
        else:
            changes.append((token.start, f"{clauses} "))
    return _inserted(text, changes)


def _node(iri: str) -> str:
    try:
        return str(ox.NamedNode(iri))
    except ValueError as error:
        raise QueryError(f"no IRI: {iri[:80]}") from error


def _braced(text: str, tokens: Sequence[_Token]) -> str:
    end = next(token.end for token in tokens if token.text == "}" and token.depth == 0)
    return text[tokens[0].start : end]


def _unloaded(text: str) -> str:
    """Without the operations LOAD SILENT: what fails in them is passed over, and here all of it does."""
    body, at = "", 0
    for start, end in _silent_loads(list(_tokens(text))):
        body, at = f"{body}{text[at:start]}INSERT DATA {{}}", end
    return body + text[at:]


def _silent_loads(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    for place, token in enumerate(tokens):
        if token.text != "load" or token.depth or tokens[place + 1].text != "silent":
            continue
        last = place + 2
        if [one.text for one in tokens[place + 3 : place + 5]] == ["into", "graph"]:
            last = place + 5
        yield token.start, tokens[last].end


def _inserted(text: str, changes: Sequence[tuple[int, str]]) -> str:
    body, at = "", 0
    for place, words in changes:
        body, at = f"{body}{text[at:place]}{words}", place
    return body + text[at:]
