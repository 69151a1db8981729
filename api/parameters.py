"""What a query parameter is, and how those of a request are read. `parameter_table` declares them.

A value out of its range is refused with the parameter's name, never clamped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from api.current import asked, extension
from api.problems import ProblemError
from api.settings import settings

_INTEGER = re.compile(r"[+-]?[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TEXTS = ("string", "iri", "date")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter. `type` is a JSON Schema type, "iri", or "date"; bounds are inclusive."""

    name: str
    description: str
    type: str = "string"
    default: str | int | float | None = None
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 1000
    repeated: bool = False
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """The JSON Schema that OpenAPI shows for it."""
        if self.type in _TEXTS:
            one: dict[str, Any] = {"type": "string", "maxLength": self.max_length}
            if self.type != "string":
                one["format"] = self.type
        else:
            one = {"type": self.type, "minimum": self.minimum, "maximum": self.maximum}
        if self.choices:
            one = {"type": "string", "enum": list(self.choices)}
        if self.default is not None:
            one["default"] = self.default
        return {"type": "array", "items": one} if self.repeated else one

    def read(self, text: str) -> str | int | float:
        """The value that `text` stands for; raises a 400 `ProblemError` that names the parameter."""
        if self.type in ("integer", "number"):
            pattern = _INTEGER if self.type == "integer" else _NUMBER
            if not pattern.fullmatch(text):
                article = "an" if self.type == "integer" else "a"
                raise refused(self.name, f"is not {article} {self.type}: {text[:40]!r}")
            value = int(text) if self.type == "integer" else float(text)
            if (self.minimum is not None and value < self.minimum) or (
                self.maximum is not None and value > self.maximum
            ):
                allowed = f"from {_shown(self.minimum)} to {_shown(self.maximum)}"
                raise refused(self.name, f"must be {allowed}, not {text}")
            return value
        if len(text) > self.max_length:
            raise refused(self.name, f"is longer than {self.max_length} characters")
        if _CONTROL.search(text):
            raise refused(self.name, "contains control characters")
        if self.choices and text not in self.choices:
            raise refused(self.name, f"must be one of {', '.join(self.choices)}, not {text[:40]!r}")
        if self.type == "iri" and not _IRI.fullmatch(text):
            raise refused(self.name, f"is not an absolute IRI: {text[:80]!r}")
        if self.type == "date" and not _is_day(text):
            raise refused(self.name, f"is not a date like 2022-02-15: {text[:40]!r}")
        return text


def _shown(bound: float | None) -> str:
    """A bound in digits, as who reads of it would type it: 1000000 rather than 1e+06."""
    return f"{bound:.12g}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def refused(name: str, reason: str) -> ProblemError:
    """The 400 for parameter `name`; `reason` continues the sentence that starts with its name."""
    return ProblemError("invalid-parameter", f"Parameter {name!r} {reason}.", parameter=name)


def read(given: MultiDict[str, str] | None = None) -> dict[str, Any]:
    """The parameters of the current request, checked, with defaults: one key for each declared.

    `given` are the pairs as sent, by default those of the URL. An empty string counts as not
    given where a text is wanted. Under /v1 a parameter that is not declared is refused, elsewhere it is
    ignored. Raises a 400 `ProblemError`.
    """
    request = asked()
    pairs = form(request.query_string) if given is None else given
    table = extension("kg.parameters").get(request.endpoint, ())
    if request.path.startswith("/v1/"):
        unknown = sorted(pairs.keys() - {parameter.name for parameter in table})
        if unknown:
            known = ", ".join(parameter.name for parameter in table) or "none"
            raise refused(unknown[0][:40], f"is not known here; known: {known}")
    return {
        parameter.name: _value(parameter, pairs.getlist(parameter.name))
        if parameter.name in pairs
        else _absent(parameter)
        for parameter in table
    }


def form(encoded: bytes) -> MultiDict[str, str]:
    """The pairs of a form or a URL's query; raises a 400 `ProblemError` where it is no UTF-8."""
    most = settings().max_parameters
    try:
        text = encoded.decode("utf-8")
        return MultiDict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=most))
    except UnicodeDecodeError:
        raise ProblemError("bad-request", "The parameters are not UTF-8.") from None
    except ValueError:
        raise ProblemError("bad-request", f"More than {most} parameters.") from None


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    if parameter.type in _TEXTS:
        texts = [text for text in texts if text]
    if parameter.repeated:
        return tuple(parameter.read(text) for text in texts)
    if len(texts) > 1:
        raise refused(parameter.name, "is given more than once")
    return parameter.read(texts[0]) if texts else _absent(parameter)


def _absent(parameter: Parameter) -> Any:
    """The value of a parameter that is not given."""
    if parameter.required:
        raise refused(parameter.name, "is missing")
    return () if parameter.repeated else parameter.default
