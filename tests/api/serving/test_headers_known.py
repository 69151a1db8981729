"""Headers that have been seen before are read as they were then, which is as waitress reads them."""

from __future__ import annotations

from copy import copy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from api.serving.connections import Parser

FIELDS = st.lists(
    st.sampled_from(
        [
            "Host: kg.test",
            "Accept: text/csv",
            "accept : */*",
            "Accept:\t*/* ",
            " folded",
            "Connection: close",
            "Connection: keep-alive",
            "Content-Length: 3",
            "Content-Length: x",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding:",
            "Expect: 100-continue",
            "Authorization: Bearer one",
            "under_score: dropped",
            "X: bare\rreturn",
            "X: caf\xe9",
            "no colon",
            "X: " + "x" * 2000,
        ]
    ),
    max_size=4,
)
STARTS = st.sampled_from(
    [
        "GET /sparql?query=ASK%7B%7D HTTP/1.1",
        "GET / HTTP/1.0",
        "POST /v1/documents?a=b#c HTTP/1.1",
        "GET //two?x HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET /",
        "\r\nGET / HTTP/1.1",
        "GET\r/ HTTP/1.1",
        "nothing",
    ]
)


def _adjustments() -> Adjustments:
    made = Adjustments()
    made.of_readers = copy(made)
    return made


ADJUSTMENTS = _adjustments()


def _read(kind: type[HTTPRequestParser], data: bytes) -> dict[str, object]:
    """What a parser of that kind knows after so many bytes: of what is refused, only why."""
    parser = kind(ADJUSTMENTS)
    parser.received(data)
    if parser.error:
        return {"error": type(parser.error), **vars(parser.error)}
    told = {name: value for name, value in vars(parser).items() if name not in ("adj", "body_rcv")}
    return told | {"body": type(parser.body_rcv)}


@given(FIELDS, STARTS, STARTS)
@example(["Transfer-Encoding:"], "GET / HTTP/1.1", "GET / HTTP/1.0")  # kept by HTTP/1.0 alone
def test_a_request_is_read_as_if_it_were_the_first(fields: list[str], first: str, second: str) -> None:
    for start in (first, second, first):
        data = "\r\n".join([start, *fields, "", "abc"]).encode("latin-1")
        assert _read(Parser, data) == _read(HTTPRequestParser, data)


@pytest.mark.parametrize(
    "field",
    ["Authorization: Bearer secret", "Content-Length: 3", "Expect: 100-continue", "transfer-encoding :"],
)
def test_what_is_no_one_elses_is_not_remembered(field: str) -> None:
    _read(Parser, f"GET / HTTP/1.1\r\nHost: kg.test\r\n{field}\r\n\r\n".encode())
    assert not any(field.encode() in fields for fields in Parser.known)


def test_only_so_many_are_remembered() -> None:
    for number in range(1000):
        _read(Parser, f"GET / HTTP/1.1\r\nHost: kg{number}.test\r\n\r\n".encode())
        assert 0 < len(Parser.known) <= 100
