"""Documents made in a process beside, whatever they do to it."""

from __future__ import annotations

import time

import pytest

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.jobs import Desk, Kind, State, upload
from kg.jobs.parser import Parser
from kg.text import Form, Metadata, Sent

SLOW = f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>Peru thanked Chile.</p></body></html>"


def test_a_text_comes_back_as_it_is_read_here() -> None:
    sent = Sent("# Aid\n\nPeru sent *aid*.\n", Form.MARKDOWN, "urn:a", True, given=Metadata(publisher="Wire"))
    parser = Parser()
    assert parser.document(sent, 60) == sent.document()
    with pytest.raises(InputError, match="never closed"):
        parser.document(Sent("---\ntitle: x\n", Form.PLAIN, "urn:b"), 60)
    assert parser.document(sent, 60) == sent.document()


def test_a_page_that_takes_too_long_is_given_up() -> None:
    parser, begun = Parser(), time.monotonic()
    with pytest.raises(InputError, match="takes longer than 2 s to read"):
        parser.document(Sent(SLOW, Form.HTML, "urn:slow"), 2)
    assert time.monotonic() - begun < 60
    assert parser.document(Sent("Peru thanked Chile.", Form.PLAIN, "urn:c"), 60).text == "Peru thanked Chile."


def test_the_job_names_the_document(graph: KnowledgeGraph, desk: Desk) -> None:
    orders = [
        upload(Sent(text, form, source), seconds=seconds, characters=30)
        for text, form, source, seconds in (
            ("Peru thanked Chile.", Form.PLAIN, "urn:short", 60),
            (SLOW, Form.HTML, "urn:slow", 2),
            ("Peru thanked Chile. " * 2, Form.PLAIN, "urn:long", 60),
        )
    ]
    job = desk.wait(desk.submit(Kind.ADD, orders).id, 180)
    items = {item.source: (item.state, item.error_kind, item.error) for item in desk.items(job)}
    assert items == {
        "urn:short": (State.DONE, None, None),
        "urn:slow": (State.FAILED, "InputError", "takes longer than 2 s to read"),
        "urn:long": (State.FAILED, "InputTooLargeError", "a document may have 30 characters"),
    }
    assert [row.source for row in graph.documents()] == ["urn:short"]
