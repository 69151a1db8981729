"""Adding and removing documents, the jobs that do it, and what was found at which place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import validate
from werkzeug.test import TestResponse

from api.description.write_schemas import JOB_WITH_ITEMS
from api.settings import Settings
from tests.api.guarded import Guarded, guarded
from tests.api.test_problems import problem

URL = "/v1/documents"
TEXT = "Turkey thanked Greece. NATO sent ships to Italy."


@pytest.fixture(scope="module")
def place() -> Iterator[Guarded]:
    with guarded(Settings(max_documents=5, max_characters=3000, max_upload=40_000)) as place:
        yield place


def post(place: Guarded, body: Any, media_type: str | None, query: str = "", **headers: str) -> TestResponse:
    data = body.encode() if isinstance(body, str) else body
    return place.client.post(
        URL + query,
        data=data,
        content_type=media_type,
        headers={**place.bearing("write"), "Prefer": "wait=60", **headers},
    )


def listed(place: Guarded) -> dict[str, str]:
    items = place.client.get(URL, query_string={"limit": 500}).get_json()["items"]
    return {item["source"]: item["id"] for item in items}


def test_a_text(place: Guarded) -> None:
    answer = post(place, TEXT, "text/plain", "?source=urn:a&title=Thanks&published=2022-02-15&publisher=Wire")
    assert answer.status_code == 201, answer.text
    made = answer.get_json()
    assert (made["source"], made["title"], made["publisher"]) == ("urn:a", "Thanks", "Wire")
    assert (made["published"], made["claims"] > 0) == ("2022-02-15", True)
    assert answer.headers["Location"] == made["url"] == f"{URL}/{made['id']}"
    assert place.client.get(made["url"]).get_json() == made
    again = post(place, TEXT, "text/plain", "?source=urn:a&title=Thanks&published=2022-02-15&publisher=Wire")
    assert (again.status_code, again.get_json()) == (200, made)


def test_the_same_source_replaces(place: Guarded) -> None:
    first = post(place, "Spain thanked Portugal.", "text/plain", "?source=urn:b").get_json()
    second = post(place, "Spain left Portugal.", "text/plain", "?source=urn:b")
    assert second.status_code == 201
    assert place.client.get(first["url"]).status_code == 404
    assert listed(place)["urn:b"] == second.get_json()["id"]


def test_what_has_no_source_gets_one(place: Guarded) -> None:
    made = post(place, "Peru sent aid to Chile.", "text/plain").get_json()
    assert made["source"].startswith("upload:")
    assert post(place, "Peru sent aid to Chile.", "text/plain").get_json() == made


@pytest.mark.parametrize(
    ("media_type", "body", "title"),
    [
        ("text/markdown", "# Aid for Chile\n\nPeru sent *aid* to Chile.\n", "Aid for Chile"),
        (
            "text/html",
            "<html><head><title>Aid for Chile</title></head><body><article><h1>Aid for Chile</h1>"
            + "<p>Peru sent aid to Chile on Monday, and Bolivia sent ships to Peru.</p>" * 4
            + "<script>alert(1)</script></article></body></html>",
            "Aid for Chile",
        ),
        (
            "application/json",
            json.dumps(
                {"text": "Peru sent food to Chile.", "title": "Food", "source": "a note", "kind": "wire"}
            ),
            "Food",
        ),
    ],
)
def test_forms(place: Guarded, media_type: str, body: str, title: str) -> None:
    answer = post(place, body, media_type)
    assert answer.status_code == 201, answer.text
    made = answer.get_json()
    assert made["title"] == title
    assert "alert" not in place.client.get(f"{made['url']}/text").text
    if media_type == "application/json":
        assert (made["source"], made["kind"]) == ("a note", "wire")


def test_json_lines(place: Guarded) -> None:
    lines = [
        {"text": "Egypt thanked Jordan.", "source": "line a"},
        {"no": 1},
        {"text": "Jordan thanked Egypt."},
    ]
    answer = post(place, "\n".join(map(json.dumps, lines)), "application/x-ndjson")
    assert answer.status_code == 200, answer.text
    job = answer.get_json()
    validate(job, JOB_WITH_ITEMS)
    assert (job["state"], job["total"], job["done"], job["failed"]) == ("done", 3, 2, 1)
    assert [item["state"] for item in job["items"]] == ["done", "failed", "done"]
    assert "line 2: has no “text”" in job["items"][1]["error"]
    assert listed(place)["line a"] == job["items"][0]["document"]
    assert place.client.get(job["url"], headers=place.bearing("write")).get_json() == job


def test_files(place: Guarded) -> None:
    files = {
        "file": [
            (io.BytesIO(b"Cuba thanked Haiti."), "../../etc/cuba.txt"),
            (io.BytesIO(b"\x7fELF\0\0"), "haiti.txt"),
            (io.BytesIO(b"MZ"), "haiti.exe"),
            (io.BytesIO(b"<p>x"), "haiti.txt", "text/html"),
        ]
    }
    job = post(place, files, None).get_json()
    assert [item["source"] for item in job["items"]] == [
        "upload:cuba.txt",
        "upload:haiti.txt",
        "upload:haiti.exe",
        "upload:haiti.txt",
    ]
    assert [item["state"] for item in job["items"]] == ["done", "failed", "failed", "failed"]
    one = post(place, {"file": (io.BytesIO(b"Cuba left Haiti."), "left.txt")}, None, "?source=urn:left")
    assert (one.status_code, one.get_json()["source"]) == (201, "urn:left")
    bad = post(place, {"file": (io.BytesIO(b"MZ"), "haiti.exe")}, None)
    problem(bad, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("body", "media_type", "query", "status", "kind"),
    [
        ("", "text/plain", "", 400, "bad-request"),
        (" \n", "text/plain", "", 400, "bad-request"),
        (b"\0\1\2", "text/plain", "", 400, "bad-request"),
        ("{", "application/json", "", 400, "bad-request"),
        ("[]", "application/json", "", 400, "bad-request"),
        ('{"text": 1}', "application/json", "", 400, "bad-request"),
        ('{"text": "A word.", "source": 1}', "application/json", "", 400, "bad-request"),
        ('{"text": "A word.", "published": "soon"}', "application/json", "", 400, "bad-request"),
        ("[" * 100_000, "application/json", "", 413, "too-large"),
        ("[" * 20_000, "application/json", "", 400, "bad-request"),
        ("<p>x", "text/html", "", 400, "bad-request"),
        ("---\ntitle: x\n", "text/plain", "", 400, "bad-request"),
        ("", "application/x-ndjson", "", 400, "bad-request"),
        (TEXT, "application/pdf", "", 415, "unsupported-media-type"),
        (TEXT, None, "", 415, "unsupported-media-type"),
        (TEXT, "text/plain", "?published=soon", 400, "invalid-parameter"),
        (TEXT, "text/plain", "?path=/etc/passwd", 400, "invalid-parameter"),
        ("Words. " * 1000, "text/plain", "", 413, "too-large"),
        ('{"text": "A word."}\n' * 6, "application/x-ndjson", "", 413, "too-large"),
        ('{"text": "A word."}', "application/x-ndjson", "?source=urn:x", 400, "invalid-parameter"),
    ],
)
def test_refusals(
    place: Guarded, body: str | bytes, media_type: str | None, query: str, status: int, kind: str
) -> None:
    before = listed(place)
    answer = post(place, body, media_type, query)
    if answer.status_code == 200 and media_type == "application/x-ndjson":
        assert answer.get_json()["state"] == "failed"
    else:
        problem(answer, status, kind)
    assert listed(place) == before


def test_not_waiting(place: Guarded) -> None:
    answer = post(place, "Malta thanked Cyprus.", "text/plain", "?source=urn:later", Prefer="wait=0")
    assert answer.status_code == 202
    job = answer.get_json()
    assert answer.headers["Location"] == job["url"]
    events = place.client.get(job["events_url"], headers=place.bearing("write"))
    assert events.mimetype == "text/event-stream"
    last = [line for line in events.text.splitlines() if line.startswith("data: ")][-1]
    assert json.loads(last.removeprefix("data: "))["state"] == "done"
    assert "event: end" in events.text
    assert "urn:later" in listed(place)


def test_removing(place: Guarded) -> None:
    made = post(place, "Kenya thanked Ghana.", "text/plain", "?source=urn:gone").get_json()
    assert place.client.delete(made["url"]).status_code == 401
    assert place.client.delete(made["url"], headers=place.bearing("write")).status_code == 204
    assert place.client.get(made["url"]).status_code == 404
    problem(place.client.delete(made["url"], headers=place.bearing("write")), 404, "not-found")


def test_jobs(place: Guarded) -> None:
    post(place, "Kenya left Ghana.", "text/plain", "?source=urn:job")
    writing = place.bearing("write")
    first = place.client.get("/v1/jobs?limit=1", headers=writing).get_json()
    assert (first["items"][0]["kind"], first["items"][0]["state"]) == ("add", "done")
    assert "items" not in first["items"][0]
    second = place.client.get(f"/v1/jobs?limit=1&cursor={first['next']}", headers=writing).get_json()
    assert second["items"][0]["id"] != first["items"][0]["id"]
    cancelled = place.client.delete(first["items"][0]["url"], headers=writing)
    assert (cancelled.status_code, cancelled.get_json()["state"]) == (200, "done")
    problem(place.client.get("/v1/jobs/unheard-of", headers=writing), 404, "not-found")
    problem(place.client.get("/v1/jobs?state=lost", headers=writing), 400, "invalid-parameter")
    assert place.client.get("/v1/jobs").status_code == 401
    assert place.client.get("/v1/jobs", headers=place.bearing("read")).status_code == 403


def test_places_in_the_text(place: Guarded) -> None:
    made = post(place, TEXT, "text/plain", "?source=urn:places").get_json()
    whole = place.client.get(f"{made['url']}/text")
    assert (whole.text, whole.mimetype) == (TEXT, "text/plain")
    assert place.client.get(f"{made['url']}/text?start=15&end=21").text == "Greece"
    mentions = place.client.get(f"{made['url']}/mentions").get_json()["items"]
    assert [row["text"] for row in mentions][:3] == ["Turkey", "Greece", "NATO"]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in mentions)
    part = place.client.get(f"{made['url']}/mentions?start=15&end=21").get_json()["items"]
    assert [row["text"] for row in part] == ["Greece"]
    page = place.client.get(f"{made['url']}/mentions?limit=1").get_json()
    rest = place.client.get(f"{made['url']}/mentions?cursor={page['next']}").get_json()
    assert page["items"] + rest["items"] == mentions
    claims = place.client.get(f"{made['url']}/claims").get_json()["items"]
    late = place.client.get(f"{made['url']}/claims?start=23").get_json()["items"]
    assert late and len(late) < len(claims)
    assert {row["subject"]["label"] for row in late} == {"NATO"}
    for address in ("text?start=5&end=5", "mentions?cursor=x", "claims?start=-1"):
        assert place.client.get(f"{made['url']}/{address}").status_code == 400
    for address in ("text", "mentions", "claims"):
        assert place.client.get(f"{URL}/unheard-of/{address}").status_code == 404


def test_tokens(place: Guarded) -> None:
    assert place.client.post(URL, data=TEXT, content_type="text/plain").status_code == 401
    answer = place.client.post(URL, data=TEXT, content_type="text/plain", headers=place.bearing("read"))
    assert answer.status_code == 403
