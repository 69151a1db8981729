"""One SPARQL server over HTTP: what is sent to it, and what goes wrong on the way."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from kg.errors import QueryError, QueryTimeoutError, StoreError
from kg.location import Address

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CONNECT = 5.0  # seconds
_WRONG = (400, 409, 422, 500)  # the request; Oxigraph and Virtuoso say 500 of what fails while it runs
_TOLD = 300  # characters of what a server says of an error
_DESCRIPTION = "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8"


def in_seconds(timeout: float) -> dict[str, str]:
    """How Fuseki and others are told when to give up a query; who does not know it passes it over."""
    return {"timeout": str(math.ceil(timeout))}


class Server:
    """Requests to one server. Threads may share it; processes may not.

    Attributes:
        deadline: the form fields that tell the server how many seconds a query may take.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        limits = httpx.Timeout(address.timeout, connect=min(_CONNECT, address.timeout))
        self.deadline: Callable[[float], dict[str, str]] = in_seconds
        # Reading the certificates of the world takes a moment.
        verify = address.query.startswith("https:")
        self._client = httpx.Client(timeout=limits, auth=_credentials(address), verify=verify)

    def described(self) -> httpx.Response:
        """What the server says of itself where it is asked nothing: its service description, if it has one.

        Raises:
            StoreError: it does not answer, or refuses the credentials.
        """
        answer = self._answered("GET", self.address.query, headers={"Accept": _DESCRIPTION})
        if answer.status_code in (401, 403):
            raise self._refused(answer)
        return answer

    def update(self, text: str) -> None:
        """Carries out an update.

        Raises:
            QueryError: the server cannot read it or carry it out.
            StoreError: it cannot be reached, refuses, or fails.
        """
        answer = self._answered("POST", self.address.update, data={"update": text})
        if answer.status_code in _WRONG:
            raise QueryError(f"the server of the graph does not carry out the update: {_told(answer)}")
        if not answer.is_success:
            raise self._refused(answer)

    def put(self, url: str, graph: Mapping[str, str], triples: str) -> None:
        """Puts N-Triples in place of a graph, by the Graph Store Protocol. Raises `StoreError`."""
        headers = {"Content-Type": "application/n-triples"}
        self._sent("PUT", url, params=dict(graph), content=triples.encode(), headers=headers)

    def delete(self, url: str, graph: Mapping[str, str]) -> None:
        """Deletes a graph, if there is one, by the Graph Store Protocol. Raises `StoreError`."""
        self._sent("DELETE", url, missing=True, params=dict(graph))

    @contextmanager
    def got(self, url: str, graph: Mapping[str, str]) -> Iterator[Body | None]:
        """A graph as N-Triples, by the Graph Store Protocol; None where there is none. Raises
        `StoreError`."""
        headers = {"Accept": "application/n-triples"}
        with self._stream("GET", url, params=dict(graph), headers=headers) as answer:
            if answer.status_code == 404:
                yield None
            elif answer.is_success:
                yield Body(self, answer)
            else:
                raise self._refused(answer)

    @contextmanager
    def queried(
        self,
        text: str,
        accept: str,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        timeout: float | None = None,
    ) -> Iterator[Body]:
        """The answer to a query, read while it comes. Leaving ends the transfer; whether the server then goes
        on with the query is its own affair.

        Raises:
            QueryError: the server cannot read the query or evaluate it.
            QueryTimeoutError: it keeps silent for longer than `timeout` seconds.
            StoreError: it cannot be reached, refuses, or fails.
        """
        form: dict[str, Any] = {
            "query": text,
            "default-graph-uri": default_graphs,
            "named-graph-uri": named_graphs,
        }
        options: dict[str, Any] = {}
        if timeout is not None:
            form.update(self.deadline(timeout))
            options["timeout"] = httpx.Timeout(timeout)
        with self._stream(
            "POST", self.address.query, data=form, headers={"Accept": accept}, **options
        ) as answer:
            if answer.is_success:
                yield Body(self, answer)
            elif answer.status_code in _WRONG:
                raise QueryError(f"the server of the graph does not answer the query: {_told(answer)}")
            else:
                raise self._refused(answer)

    def unreachable(self, error: httpx.HTTPError) -> StoreError:
        """The error for a server that could not be spoken with."""
        what = " ".join(str(error).split()) or type(error).__name__
        if isinstance(error, httpx.TimeoutException):
            what = "no answer in time"
        return StoreError(f"the server {self.address.shown} cannot be reached: {what}")

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def _answered(self, method: str, url: str, **request: Any) -> httpx.Response:
        try:
            return self._client.request(method, url, **request)
        except httpx.HTTPError as error:
            raise self.unreachable(error) from None

    def _sent(self, method: str, url: str, *, missing: bool = False, **request: Any) -> None:
        answer = self._answered(method, url, **request)
        if not (answer.is_success or (missing and answer.status_code == 404)):
            raise self._refused(answer)

    @contextmanager
    def _stream(self, method: str, url: str, **request: Any) -> Iterator[httpx.Response]:
        try:
            with self._client.stream(method, url, **request) as answer:
                yield answer
        except httpx.TimeoutException as error:
            if method == "POST":
                raise QueryTimeoutError("the server of the graph did not answer in time") from None
            raise self.unreachable(error) from None
        except httpx.HTTPError as error:
            raise self.unreachable(error) from None
        except SyntaxError as error:
            raise StoreError(f"the answer of {self.address.shown} cannot be read: {error.msg}") from None

    def _refused(self, answer: httpx.Response) -> StoreError:
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        return StoreError(f"the server {self.address.shown} refuses: {status}: {_told(answer)}")


class Body(io.RawIOBase):
    """What a server answers, as a file that is read while it comes."""

    def __init__(self, server: Server, answer: httpx.Response) -> None:
        super().__init__()
        self.media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        self.headers = answer.headers
        self._chunks = answer.iter_bytes()
        self._rest = memoryview(b"")
        self._server = server

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        while not self._rest:
            try:
                self._rest = memoryview(next(self._chunks))
            except StopIteration:
                return 0
            except httpx.HTTPError as error:
                raise self._server.unreachable(error) from None
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


class _Credentials(httpx.Auth):
    """Basic, or Digest where the server asks for it."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._asks_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._asks_digest:
            answer = yield next(self._basic.auth_flow(request))
            asked = answer.headers.get("www-authenticate", "").lower()
            if answer.status_code != 401 or not asked.startswith("digest"):
                return
            self._asks_digest = True
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)


class _Bearer(httpx.Auth):
    """A token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _credentials(address: Address) -> httpx.Auth | None:
    user = address.user or os.environ.get("KG_STORE_USER")
    if user:
        return _Credentials(user, address.password or os.environ.get("KG_STORE_PASSWORD", ""))
    token = os.environ.get("KG_STORE_TOKEN")
    return _Bearer(token) if token else None


def _told(answer: httpx.Response) -> str:
    """What a server says of an error, on one line."""
    try:
        text = answer.read().decode("utf-8", "replace")
    except httpx.HTTPError:
        return "no reason given"
    return " ".join(text.split())[:_TOLD] or "no reason given"
