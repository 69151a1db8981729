"""The SPARQL parser's complaints in words: where it stopped, not all that it would have taken there."""

from __future__ import annotations

import re

_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_NAME = re.compile(r"((?:[^\W\d_][\w.-]*)?):[\w.%\\-]*\s*$")
_SENTENCE = re.compile(r"(?:^|, )([A-Za-z][a-z]* [A-Za-z ]*[a-z])(?=, |$)")
_SHOWN = 30  # characters of the query


def told(query: str, error: SyntaxError, prefixes: dict[str, str]) -> str:
    """Where a query stops making sense and, where the parser knows, why.

    Args:
        prefixes: those that need not be declared.
    """
    found = _ERROR.match(str(error))
    if found is None:
        return "the query does not parse: " + " ".join(str(error).split())
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    rest = text[column - 1 :]
    reason = _undeclared(query, text[: column - 1], prefixes) or next(iter(_SENTENCE.findall(found[3])), "")
    shown = " ".join(rest.split())[:_SHOWN]
    where = f"line {line}, column {column}, {f'at “{shown}”' if shown else 'at its end'}"
    return f"the query does not parse: {where}{f': {reason}' if reason else ''}"


def _undeclared(query: str, before: str, prefixes: dict[str, str]) -> str:
    name = _NAME.search(before)
    if name is None or name[1] in prefixes:
        return ""
    declared = re.search(rf"\bPREFIX\s+{re.escape(name[1])}:", query, re.IGNORECASE)
    return "" if declared else f"the prefix “{name[1]}:” is not declared"
