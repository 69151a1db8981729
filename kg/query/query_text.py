"""What can be told of a SPARQL query from its text, without running it.

Whether a word is a keyword or part of a name, a string or a comment is left to the parser that will run
the query: the word is spelled another way, letter for letter, and if the query still parses, then it was
no keyword. A tokenizer of our own could be led to see a comment where the parser sees code.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import pyoxigraph as ox

Kind: TypeAlias = Literal["select", "ask", "construct"]

_UPDATES = frozenset({"add", "clear", "copy", "create", "delete", "drop", "insert", "load", "move", "with"})
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | <(?P<iri>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>
    | (?P<string>'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"
                |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)

# Reads no character twice, whatever is written. It may miss a keyword, but takes nothing else for one.
_PIECES = re.compile(
    r"""
      \#[^\r\n]*+
    | <[^\x00-\x20<>"{}|^`]*+>
    | \'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+(?:\'\'\')?
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")?
    | \'(?:[^'\\\r\n]|\\.)*+\'? | "(?:[^"\\\r\n]|\\.)*+"?
    | (?P<run>(?:[\w.:%$?@-]|\\.)++)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u(?P<short>[0-9A-Fa-f]{4})|\\U(?P<long>[0-9A-Fa-f]{8})")


def calls_service(query: str) -> bool:
    """Whether the keyword SERVICE plainly stands in a query, parsed or not. For who must not run the parser,
    which can be led to take the whole process down.

    >>> calls_service("ASK { SERVICE SILENT <urn:x> { ?s ?p ?o } }")
    True
    >>> calls_service("ASK { ?service a:service <SERVICE>, 'SERVICE', 1, 'x'@service } # SERVICE")
    False
    """
    if "service" not in query.lower():
        return False
    return any((match["run"] or "").lower() == "service" for match in _PIECES.finditer(query))


def words(query: str) -> list[tuple[str, str]]:
    """The tokens of a query that is known to parse, or is only to be described: (kind, text), kind one of
    iri, string, variable, name, word. Words are in lower case.

    >>> words("ASK { ?s a <urn:x> } # said")
    [('word', 'ask'), ('variable', '?s'), ('word', 'a'), ('iri', 'urn:x')]
    """
    found = []
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "comment":
            found.append((kind, match[kind].lower() if kind == "word" else match[kind]))
    return found


def unescaped(text: str) -> str:
    r"""A query or update with the letters that escapes stand for in names and variables, where the parser
    knows no escapes. Those in strings and IRIs are left to it.

    >>> unescaped(r'SELECT ?\u0061 { ?\U00000061 d:\u00e9 "\u0061" } # \u0061')
    'SELECT ?a { ?a d:é "\\u0061" } # \\u0061'
    """
    if not _ESCAPE.search(text):
        return text
    return _PIECES.sub(
        lambda piece: _ESCAPE.sub(_letter, piece[0]) if piece["run"] else piece[0],
        text,
    )


def _letter(match: re.Match[str]) -> str:
    code = int(match["short"] or match["long"], 16)
    letter = chr(code) if code < 0x110000 else ""
    return letter if re.fullmatch(r"[\w-]", letter) else match[0]


def keyword_error(
    query: str, keyword: str, prefixes: dict[str, str], base: str | None = None
) -> SyntaxError | None:
    """The parser's complaint where a query uses a keyword, or does not parse at all; None where it does
    neither. The query itself is never run.

    >>> keyword_error("ASK { ?service <urn:p> 'SERVICE' } # SERVICE", "service", {})
    >>> keyword_error("ASK { SERVICE <urn:x> { ?s ?p ?o } }", "service", {}) is None
    False
    """
    if keyword not in query.lower():
        return None
    return _error_without(query, keyword, prefixes, base)


def _error_without(
    query: str, keyword: str, prefixes: dict[str, str], base: str | None = None
) -> SyntaxError | None:
    """The parser's complaint about a query in which a word is spelled another way wherever it stands."""
    pattern = re.compile(re.escape(keyword), re.IGNORECASE)
    respelled = pattern.sub(lambda found: f"{found[0][0]}x{found[0][2:]}", query)
    try:
        ox.Store().query(respelled, prefixes=prefixes, base_iri=base)
    except SyntaxError as error:
        return error
    return None


def parses_but_for_service(query: str, prefixes: dict[str, str]) -> bool:
    """Whether a query that does not parse where SERVICE is no keyword does so where it is one. GRAPH, which
    stands in the same places, is put for it: no service is ever called.

    >>> parses_but_for_service("ASK { SERVICE SILENT <urn:x> { ?s ?p ?o } }", {})
    True
    >>> parses_but_for_service("ASK { SERVICE <urn:x> { ?s ?p } }", {})
    False
    """
    changed: list[str] = []
    end = 0
    for match in _TOKEN.finditer(query):
        kind, word = match.lastgroup, match[0].lower()
        if kind in ("word", "name") and word.startswith("service"):
            changed += query[end : match.start()], " GRAPH ", match[0][len("service") :]
            end = match.end()
            if word.startswith("servicesilent"):
                changed[-1] = match[0][len("servicesilent") :]
        elif word == "silent" and changed and not query[end : match.start()].strip():
            changed.append(" ")
            end = match.end()
    return bool(changed) and _error_without("".join(changed) + query[end:], "service", prefixes) is None


def is_update(query: str) -> bool:
    """Whether a text that is no query begins like an update."""
    rest = iter(words(query))
    for kind, word in rest:
        if kind == "word" and word not in ("prefix", "base", "version"):
            return word in _UPDATES
    return False


def dataset(
    query: str, prefixes: dict[str, str], base: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs that FROM and those that FROM NAMED names in a query, as absolute IRIs.

    >>> dataset("PREFIX d: <urn:d:> SELECT * FROM d:1 FROM NAMED <urn:x> { ?s ?p ?o }", {})
    (('urn:d:1',), ('urn:x',))
    >>> dataset("BASE <data/> ASK FROM <1> {}", {}, "http://host.example/sparql")
    (('http://host.example/data/1',), ())
    """
    known = dict(prefixes)
    default: list[str] = []
    named: list[str] = []
    tokens = words(query)
    for place, (kind, word) in enumerate(tokens):
        after = tokens[place + 1 : place + 3]
        match (kind, word), *after:
            case ("word", "base"), ("iri", iri), *_:
                base = resolved(iri, base)
            case ("word", "prefix"), ("name", prefix), ("iri", iri):
                known[prefix.removesuffix(":")] = resolved(iri, base)
            case ("word", "from"), ("word", "named"), graph:
                named.append(_absolute(graph, base, known))
            case ("word", "from"), ("iri" | "name", _) as graph, *_:
                default.append(_absolute(graph, base, known))
    return tuple(default), tuple(named)


def resolved(iri: str, base: str | None) -> str:
    """An IRI as it stands in a query, without its angle brackets, made absolute; as it is where it cannot be.

    >>> resolved("../b", "http://host.example/a/c")
    'http://host.example/b'
    """
    try:
        (quad,) = ox.parse(f"<{iri}> <urn:p> 0 .", ox.RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return iri
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject.value


def _absolute(token: tuple[str, str], base: str | None, prefixes: dict[str, str]) -> str:
    kind, text = token
    if kind == "iri":
        return resolved(text, base)
    prefix, _, local = text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
