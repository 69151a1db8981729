"""Where a graph is kept: in a folder, or on another SPARQL server.

`sparql+http://HOST/…` and `sparql+https://HOST/…` name a server. What follows “sparql+” is the URL that takes
its queries; these options may stand behind “?”, their values absolute or relative to that URL:

update=URL         takes updates; by default what takes queries
graph-store=URL    the Graph Store Protocol; by default what the kind of server is known to have
default-graph=WHAT “own” or “union”: what a query sees that names no graph, where the server does not say
timeout=SECONDS    how long one request may take, 60 unless said otherwise

A bare `sparql+http://HOST:PORT/` stands for the URLs of Oxigraph's server: /query, /update and /store.
User and password stand before the host, or in `KG_STORE_USER` and `KG_STORE_PASSWORD`; a bearer token in
`KG_STORE_TOKEN`. No message and no log names them.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from platformdirs import user_cache_path, user_state_path

from kg.errors import InputError

_SCHEMES = ("sparql+http://", "sparql+https://")
_TIMEOUT = 60.0
_OPTIONS = ("update", "graph-store", "default-graph", "timeout")


@dataclass(frozen=True, slots=True)
class Address:
    """The URLs of a SPARQL server, without credentials; but options of its own in them may be secret.

    Attributes:
        graph_store: None where only the kind of server tells.
        union: whether its default graph is the union of the named ones; None where it says so itself.
        timeout: seconds a request may take.
    """

    query: str = field(repr=False)
    update: str = field(repr=False)
    graph_store: str | None = field(default=None, repr=False)
    union: bool | None = None
    timeout: float = _TIMEOUT
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The URL as messages name it: without options, which may hold secrets."""
        return urlunsplit(urlsplit(self.query)._replace(query=""))


@dataclass(frozen=True, slots=True)
class Location:
    """A folder, or a server: one of the two is set.

    >>> print(Location.of("sparql+http://me:secret@localhost:7878/"))
    sparql+http://localhost:7878/query
    >>> Location.of("sparql+http://localhost/ds?update=changes").server.update
    'http://localhost/changes'
    """

    folder: Path | None = None
    server: Address | None = None
    option: str = field(default="", repr=False, compare=False)

    @classmethod
    def of(cls, named: str | Path | Location) -> Location:
        """What a user named. Raises `InputError` for a URL that is none."""
        if isinstance(named, Location):
            return named
        if isinstance(named, str) and named.lower().startswith(_SCHEMES):
            return cls(server=_address(named[len("sparql+") :]), option=named)
        if isinstance(named, str) and named.lower().startswith(("http://", "https://")):
            raise InputError("a store on a server is named sparql+http://… or sparql+https://…")
        return cls(folder=Path(named), option=str(named))

    @property
    def state_folder(self) -> Path:
        """Where this machine keeps what belongs to the graph but is no statement: jobs, tokens, locks.
        The store's own folder; for a server, one of the user's, named by the server's URL."""
        if self.folder is not None:
            return self.folder
        return user_state_path("kg", appauthor=False) / "servers" / self._name

    @property
    def cache_folder(self) -> Path:
        """Where this machine keeps what can be made anew from the graph."""
        if self.folder is not None:
            return self.folder
        return user_cache_path("kg", appauthor=False) / "servers" / self._name

    def exists(self) -> bool:
        """Whether there is something already; a server is taken to be there."""
        return self.folder is None or self.folder.exists()

    def __str__(self) -> str:
        """As messages name it, without credentials."""
        return f"sparql+{self.server.shown}" if self.server else str(self.folder)

    @property
    def _name(self) -> str:
        assert self.server is not None
        urls = f"{self.server.query} {self.server.update}"
        return hashlib.sha256(urls.encode()).hexdigest()[:16]


def _address(url: str) -> Address:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"the store's URL cannot be read: {error}") from None
    if not host or parts.fragment or any(mark.isspace() for mark in url):
        raise InputError("the store's URL must name a host, and have neither “#” nor blanks")
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    options = {key: value for key, value in pairs if key in _OPTIONS}
    rest = urlencode([(key, value) for key, value in pairs if key not in _OPTIONS])
    bare = SplitResult(parts.scheme, place, parts.path or "/", rest, "")
    query, update, store = bare.geturl(), bare.geturl(), None
    if bare.path == "/":
        query, update, store = (bare._replace(path=path).geturl() for path in ("/query", "/update", "/store"))
    given = options.get("graph-store")
    return Address(
        query=query,
        update=_beside(query, options["update"]) if options.get("update") else update,
        graph_store=_beside(query, given) if given else store,
        union=_union(options.get("default-graph")),
        timeout=_seconds(options.get("timeout")),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _beside(query: str, url: str) -> str:
    """An endpoint beside the one for queries: credentials go to no other host."""
    found = urljoin(query, url)
    if urlsplit(found)[:2] != urlsplit(query)[:2]:
        raise InputError("the URLs of one store must be of one host")
    return found


def _union(option: str | None) -> bool | None:
    if option not in (None, "own", "union"):
        raise InputError("default-graph of the store's URL must be “own” or “union”")
    return None if option is None else option == "union"


def _seconds(option: str | None) -> float:
    try:
        seconds = _TIMEOUT if option is None else float(option)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise InputError("timeout of the store's URL must be a number of seconds")
    return seconds
