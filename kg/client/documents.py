"""What a client writes: documents added and removed, jobs followed, updates and graphs sent."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx

from kg.client.answers import Document, Job
from kg.client.transport import Transport, Value, decoded

_OVER = ("done", "failed", "cancelled")
_FIRST_LOOK = 0.2  # seconds; each later one is half as long again
_LONGEST_LOOK = 5.0


class Writing:
    """The part of `Client` that writes; all of it needs a token."""

    _http: Transport

    def add_text(
        self,
        text: str,
        *,
        url: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
        timeout: float = 600.0,
    ) -> Document:
        """Reads a text and adds it, in place of an older one of the same `url`; waits until that is done.

        Raises: AuthenticationError; ApiError of the kind “bad-request” where there is nothing to read in it;
        TimeoutError.
        """
        said = {
            "text": text,
            "url": url,
            "title": title,
            "publisher": publisher,
            "published": published.isoformat() if published else None,
        }
        body = {name: value for name, value in said.items() if value is not None}
        return self._one(self._http.request("POST", "/v1/documents", json=body), timeout)

    def add_file(
        self, path: Path, *, media_type: str | None = None, timeout: float = 600.0
    ) -> Document | Job:
        """Uploads a file and adds what is in it. Returns the document; for a file of several, as JSON Lines,
        the job that tells what became of each. Raises as `add_text`.
        """
        with path.open("rb") as file:
            part = (path.name, file, media_type) if media_type else (path.name, file)
            response = self._http.request("POST", "/v1/documents", files={"file": part})
        return self._whole(response, timeout)

    def add_many(self, records: Iterable[dict[str, Any]], *, timeout: float = 3600.0) -> Job:
        """Adds texts with the members that `add_text` names, in one job; returns it when it is over."""
        response = self._http.request(
            "POST",
            "/v1/documents",
            content="".join(f"{_line(record)}\n" for record in records).encode(),
            headers={"Content-Type": "application/x-ndjson"},
        )
        return cast(Job, self._whole(response, timeout))

    def remove(self, document: str, *, timeout: float = 60.0) -> None:
        """Removes a document and all that was read out of it. Raises NotFoundError, AuthenticationError."""
        path = f"/v1/documents/{_quoted(document)}"
        response = self._http.request("DELETE", path)
        if response.status_code == 202:
            self.wait(decoded(response)["id"], timeout=timeout)

    def jobs(self, *, state: str | None = None, limit: int = 50) -> list[Job]:
        """The newest jobs, without their items."""
        return cast(list[Job], self._http.json("/v1/jobs", state=state, limit=limit)["items"])

    def job(self, id: str) -> Job:
        """One job, and what became of each of its items."""
        return cast(Job, self._http.json(f"/v1/jobs/{_quoted(id)}"))

    def wait(self, job: str, *, timeout: float = 600.0) -> Job:
        """The job when it is over. Raises TimeoutError after `timeout` seconds; the job goes on."""
        end, pause = time.monotonic() + timeout, _FIRST_LOOK
        while (seen := self.job(job))["state"] not in _OVER:
            if time.monotonic() + pause > end:
                raise TimeoutError(f"job {job} is not over after {timeout:g} s")
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_LOOK)
        return seen

    def cancel(self, job: str) -> Job:
        """Takes back what has not been begun of a job."""
        return cast(Job, decoded(self._http.request("DELETE", f"/v1/jobs/{_quoted(job)}")))

    def update(
        self,
        sparql: str,
        *,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        timeout: float = 60.0,
    ) -> None:
        """Carries out a SPARQL update. Raises QueryError, AuthenticationError."""
        parameters: dict[str, Value] = {"using-graph-uri": using, "using-named-graph-uri": using_named}
        response = self._http.request(
            "POST",
            "/sparql",
            parameters=parameters,
            content=sparql.encode(),
            headers={"Content-Type": "application/sparql-update"},
        )
        if response.status_code == 202:
            self.wait(decoded(response)["id"], timeout=timeout)

    def graph(self, iri: str | None, *, media_type: str = "text/turtle") -> bytes:
        """A whole graph of the store, in RDF; None for the default graph. Raises NotFoundError."""
        return self._http.request(
            "GET", "/graph-store", parameters=_graph(iri), headers={"Accept": media_type}
        ).content

    def put_graph(
        self, iri: str | None, data: bytes, *, media_type: str = "text/turtle", replace: bool = True
    ) -> None:
        """Writes RDF into a graph that is no document's: in place of what is there, or added to it."""
        self._http.request(
            "PUT" if replace else "POST",
            "/graph-store",
            parameters=_graph(iri),
            content=data,
            headers={"Content-Type": media_type},
        )

    def drop_graph(self, iri: str) -> None:
        """Removes a graph that is no document's. Raises NotFoundError."""
        self._http.request("DELETE", "/graph-store", parameters=_graph(iri))

    def _one(self, response: httpx.Response, timeout: float) -> Document:
        found = self._whole(response, timeout)
        if "state" not in found:
            return found
        item = cast(Job, found)["items"][0]
        if item["document"] is None:
            raise ValueError(item["error"] or f"the document was not added: {item['state']}")
        return cast(Document, self._http.json(f"/v1/documents/{_quoted(item['document'])}"))

    def _whole(self, response: httpx.Response, timeout: float) -> Document | Job:
        body = decoded(response)
        return self.wait(body["id"], timeout=timeout) if response.status_code == 202 else body


def _graph(iri: str | None) -> dict[str, Value]:
    return {"default": ""} if iri is None else {"graph": iri}


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, default=date.isoformat)


def _quoted(id: str) -> str:
    return quote(id, safe="")
