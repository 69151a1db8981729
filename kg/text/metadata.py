"""What is known about a document besides its text, as found in front matter, page or record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of a document; None where not given. `url` is an address the input gives itself."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    kind: str | None = None
    url: str | None = None
