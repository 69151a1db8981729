"""What could not be read, and why: handed on beside the documents, so that the others go on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no document. `reason` is one line fit for a user, without the source."""

    source: str
    reason: str
