"""What an operator may set; every limit that a request can meet is here or in `api.parameters`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`title` heads the pages. `max_body` is in bytes and bounds queries too; `timeout` is the
    seconds a query may take unless it asks for another, `max_timeout` the most it may ask for."""

    title: str = "Knowledge graph"
    max_body: int = 256 * 1024
    timeout: float = 15.0
    max_timeout: float = 60.0
