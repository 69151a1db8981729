"""What an operator may set: every limit that a request can meet, and who may reach what.

Each setting is read from the environment as `KG_` and its name in capitals (`KG_MAX_UPLOAD=32M`), or given as
an option of `kg serve`, which goes first. Sizes take K, M, G (powers of 1024); lists are parted by commas;
switches are 1 or 0, yes or no, true or false.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from rapidfuzz.distance import OSA

from api.current import extension
from kg.errors import InputError

logger = logging.getLogger(__name__)

_SIZE = re.compile(r"([0-9]{1,12})([KMG]?)(?:i?B)?", re.IGNORECASE)
_FACTOR = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_YES, _NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off")
_SLIPS = 2  # letters by which a variable may differ from one that it seems to be meant for
_LEVELS = ("debug", "info", "warning", "error")


def _set(default: Any, unit: str, about: str, *, least: float = 0) -> Any:
    return field(default=default, metadata={"unit": unit, "about": about, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field's metadata say its `unit`, what it is `about`, and the `least` it may be.

    Raises `InputError` for a value out of its range."""

    title: str = _set("Knowledge graph", "text", "What heads the pages.")

    max_body: int = _set(2**20, "bytes", "The longest query, and the longest body of who may not write.")
    max_upload: int = _set(64 * 2**20, "bytes", "The longest document, graph or update.")
    max_documents: int = _set(1000, "documents", "The most documents of one request.", least=1)
    max_characters: int = _set(2_000_000, "characters", "The longest text of a document.", least=1)
    max_bytes: int = _set(2**30, "bytes", "The largest answer; a larger one is broken off.", least=1)
    max_rows: int = _set(0, "rows", "The most rows of an answer to a query, or triples; 0: any number.")
    max_depth: int = _set(200, "levels", "How deep brackets may be nested in a query.", least=1)
    max_parameters: int = _set(100, "parameters", "The most pairs in a URL's query or a form.", least=1)
    max_address: int = _set(8192, "characters", "The longest path of a URL, and each header but the query.")
    max_page: int = _set(500, "rows", "The most that a list gives at once: the largest `limit`.", least=1)

    timeout: float = _set(15.0, "seconds", "What a query may take unless it asks.", least=0.001)
    max_timeout: float = _set(60.0, "seconds", "The most time that a query may ask for.", least=0.001)
    update_timeout: float = _set(30.0, "seconds", "What an update may take, or a graph put.", least=0.001)
    parse_timeout: float = _set(10.0, "seconds", "What the markup of a document may take.", least=0.001)
    max_wait: float = _set(60.0, "seconds", "The most that a request waits for a job.", least=0)
    waiting: int = _set(
        6, "requests", "Requests of a worker that may wait for jobs; more are told 202.", least=1
    )
    readers: int = _set(2, "processes", "Processes of a worker that answer one query each.", least=1)
    reader_memory: int = _set(2 * 2**30, "bytes", "What one query may take of memory.", least=2**26)
    kept_answers: int = _set(
        16 * 2**20, "bytes", "What a worker keeps of small answers to queries until a write; 0: nothing."
    )
    queue: int = _set(64, "queries", "How many of a worker's queries may wait; more are told 503.")
    exports: int = _set(2, "exports", "How many a worker makes at once; more are told 503.", least=1)
    export_timeout: float = _set(600.0, "seconds", "What an export may take.", least=0.001)
    export_memory: int = _set(2 * 2**30, "bytes", "What one export may take of memory.", least=2**26)

    workers: int = _set(0, "processes", "How many answer requests; 0: one for each CPU, at most 4.")
    threads: int = _set(8, "requests", "How many requests a worker works on at once.", least=1)
    grace: float = _set(10.0, "seconds", "What running requests have when the server is told to stop.")
    connections: int = _set(1000, "connections", "How many a worker holds; more wait.", least=10)
    max_headers: int = _set(64 * 2**10, "bytes", "The longest first line and headers.", least=2**10)
    idle_time: float = _set(75.0, "seconds", "How long a connection may wait for its next request.", least=1)
    receive_time: float = _set(20.0, "seconds", "For a request to come in, and 1 s for 16 KiB.", least=1)
    send_time: float = _set(30.0, "seconds", "In which a client must take some of its answer.", least=1)

    query_rate: float = _set(0.0, "per second", "Requests of one client or token that read; 0: any number.")
    query_burst: int = _set(100, "requests", "How many of these may come at once.", least=1)
    write_rate: float = _set(0.0, "per second", "Requests of one client or token that write; 0: any number.")
    write_burst: int = _set(100, "requests", "How many of these may come at once.", least=1)

    read_token: bool = _set(False, "switch", "Whether reading needs a token too.")
    metrics: bool = _set(True, "switch", "Whether /metrics is there.")
    cors_origins: tuple[str, ...] = _set(("*",), "list", "Origins whose pages may use the API; * is any.")
    hosts: tuple[str, ...] = _set((), "list", "Names the server answers to; `.name` with those under it.")
    trusted_proxies: int = _set(0, "proxies", "How many proxies before the server write X-Forwarded-*.")

    log_level: str = _set("info", "level", "debug, info (each request), warning or error.")
    slow_query: float = _set(1.0, "seconds", "Queries that take longer are logged; 0: none.")
    audit_size: int = _set(16 * 2**20, "bytes", "Size of a file of the audit log.", least=2**12)
    audit_files: int = _set(10, "files", "How many full files of the audit log are kept.", least=1)

    def __post_init__(self) -> None:
        for setting in fields(self):
            value, least = getattr(self, setting.name), setting.metadata["least"]
            if isinstance(value, int | float) and not value >= least:
                raise InputError(f"{setting.name} must be at least {least:g}, not {value:g}")
        if self.max_timeout < self.timeout:
            object.__setattr__(self, "max_timeout", self.timeout)
        if self.log_level not in _LEVELS:
            raise InputError(f"log_level must be one of {', '.join(_LEVELS)}, not {self.log_level!r}")
        for origin in self.cors_origins:
            if origin != "*" and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", origin):
                raise InputError(f"cors_origins: {origin!r} is no origin such as https://host.example")

    @classmethod
    def read(cls, environment: Mapping[str, str], **options: Any) -> Settings:
        """The settings of an environment; `options` that are not None go before it. A variable that seems to
        be a misspelt one is warned of: what it was to limit would have no limit.

        >>> Settings.read({"KG_MAX_UPLOAD": "8M", "KG_TIMEOUT": "5"}, timeout=2.0).timeout
        2.0

        Raises:
            InputError: a value cannot be read, or is out of its range.
        """
        given: dict[str, Any] = {}
        known = {f"KG_{setting.name.upper()}": setting for setting in fields(cls)}
        for other in sorted(name for name in environment.keys() - known.keys() if name.startswith("KG_")):
            meant = min(known, key=lambda name: OSA.distance(other, name))
            if OSA.distance(other, meant) <= _SLIPS:
                logger.warning("$%s is no setting: is $%s meant?", other, meant)
        for name, setting in known.items():
            text = environment.get(name, "").strip()
            if text:
                given[setting.name] = _value(name, text, type(setting.default), setting.metadata["unit"])
        return cls(**given | {name: value for name, value in options.items() if value is not None})


def settings() -> Settings:
    """Those of the current application."""
    return cast(Settings, extension("kg.settings"))


def _value(name: str, text: str, kind: type, unit: str) -> Any:
    try:
        if kind is tuple:
            return tuple(part.strip() for part in text.split(",") if part.strip())
        if kind is bool:
            return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}[text.lower()]
        if unit == "bytes":
            found = _SIZE.fullmatch(text)
            if found is None:
                raise ValueError
            return int(found[1]) * _FACTOR[found[2].upper()]
        return kind(text)
    except (KeyError, ValueError):
        raise InputError(f"${name} is {text!r}, which is no value in {unit}") from None
