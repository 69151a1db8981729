"""Requests to one server: with the token, tried again when it is busy, problems raised as errors."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import httpx

from kg.client import problems
from kg.client.problems import BrokenAnswerError

Plain: TypeAlias = str | int | float | bool | None
Value: TypeAlias = Plain | Sequence[str]

_AGAIN = frozenset({429, 502, 503, 504})
_FIRST_PAUSE = 0.25  # seconds; each later one is twice as long
_LONGEST_PAUSE = 30.0


class Transport:
    """One server. `retries` are those of requests that the server was too busy for, or that may be sent
    twice without harm and got no answer."""

    def __init__(
        self,
        base: str,
        *,
        token: str | None,
        timeout: float,
        retries: int,
        transport: httpx.BaseTransport | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._client = httpx.Client(
            base_url=base.rstrip("/"), headers=headers, timeout=timeout, transport=transport
        )
        self._retries = retries
        self._sleep = sleep

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def json(self, path: str, **parameters: Value) -> Any:
        """The JSON at `path`. Raises `ApiError`."""
        return decoded(self.request("GET", path, parameters=parameters))

    def request(
        self,
        method: str,
        path: str,
        *,
        parameters: Mapping[str, Value] | None = None,
        headers: Mapping[str, str] | None = None,
        **body: Any,
    ) -> httpx.Response:
        """The whole response. Raises `ApiError`, and `httpx.TransportError` where there is none."""
        request = self._client.build_request(
            method, path, params=_pairs(parameters or {}), headers=headers, **body
        )
        return self._sent(request, stream=False)

    @contextmanager
    def stream(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **body: Any
    ) -> Iterator[httpx.Response]:
        """A response whose body is still to be read. Raises as `request`, and `BrokenAnswerError` where the
        server breaks off."""
        response = self._sent(self._client.build_request(method, path, headers=headers, **body), stream=True)
        try:
            yield response
        except httpx.RemoteProtocolError as error:
            raise BrokenAnswerError("the answer ended before it was whole") from error
        finally:
            response.close()

    def _sent(self, request: httpx.Request, *, stream: bool) -> httpx.Response:
        pause = _FIRST_PAUSE
        for left in range(self._retries, -1, -1):
            try:
                response = self._client.send(request, stream=stream)
            except httpx.TransportError:
                if not left or request.method not in ("GET", "HEAD"):
                    raise
                self._sleep(pause)
            else:
                if response.is_success or response.status_code in (303, 304):
                    return response
                response.read()
                error = problems.of(response)
                response.close()
                # A deadline that has passed passes again.
                if not left or response.status_code not in _AGAIN or error.kind == "deadline":
                    raise error
                wait = pause if error.retry_after is None else error.retry_after
                self._sleep(min(wait, _LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("unreachable")


def decoded(response: httpx.Response) -> Any:
    """The JSON of a response. Raises `BrokenAnswerError`."""
    try:
        return json.loads(response.content)
    except ValueError as error:
        raise BrokenAnswerError(f"no JSON at {response.url}") from error


def _pairs(parameters: Mapping[str, Value]) -> list[tuple[str, Plain]]:
    pairs: list[tuple[str, Plain]] = []
    for name, value in parameters.items():
        if isinstance(value, bool):
            pairs.append((name, "true" if value else "false"))
        elif isinstance(value, (str, int, float)):
            pairs.append((name, value))
        elif value is not None:
            pairs.extend((name, one) for one in value)
    return pairs
