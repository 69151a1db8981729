"""Furniture: lines told by their form, and sentences that must not be taken for it."""

from __future__ import annotations

import time

import pytest

from kg.text import furniture

FURNITURE = {
    "caption": [
        "(Via Unsplash)",
        "[Photo: Mara Quill]",
        "(Mara Quill/Harbour Pictures)",
        "Photograph: Mara Quill/Reuters",
        "Photo by Mara Quill",
        "Image credit: Town of Lindow",
        "Mara Quill / Getty Images",
        "AP Photo/Mara Quill",
        "FILE PHOTO: The ferry leaves Lindow in 2019.",
        "A ferry leaves Lindow. (AP Photo/Mara Quill)",
    ],
    "byline": [
        "By Mara Quill",
        "BY MARA QUILL AND JON PIKE",
        "By Mara Quill, Jon Pike and Lee van Oort",
        "Written by Mara Quill",
        "Mara Quill, staff writer",
        "Mara Quill | Northland correspondent",
    ],
    "credit": [
        "This article was first published in Harbour Post on 3 June 2021.",
        "Originally published by Harbour Post",
        "Republished with permission of the Harbour Post.",
        "(Reporting by Mara Quill; Editing by Jon Pike)",
        "Mara Quill contributed to this report.",
        "Reporting by our correspondents in Lindow",
        "© 2021 Harbour Post",
        "Copyright 2021 Harbour Post. All rights reserved.",
        "Source: Town of Lindow",
    ],
    "section": [
        "Latest News",
        "RELATED",
        "Advertisement",
        "Read more: How the dam was built",
        "See also – The river in numbers",
        "Share on Facebook",
        "Share Tweet Email",
        "Sign up for our daily newsletter",
        "Follow Mara Quill on Twitter",
        "Read the full story here.",
        "E-mail the author: mara@example.org",
        "Contact: press office, weekdays only",
        "* * *",
    ],
    "metadata": [
        "14:05 GMT",
        "2.05pm",
        "10:20 a.m.",
        "Published 3 June 2021, 10:15 GMT",
        "Thu 3 Jun 2021 14.05 BST",
        "June 3, 2021",
        "2021-06-03",
        "5 min read",
        "https://example.org/dam",
    ],
}

SENTENCES = [
    "By Monday the river had fallen.",
    "By Monday the river had fallen",
    "By land and sea",
    "The story was first published in 1933.",
    "Photographs of the dam were shown to the mayor.",
    "(The mayor denied it.)",
    "He contributed to this victory.",
    "The ferry contributed to the noise.",
    "Share prices fell on Monday",
    "Follow the river to the sea",
    "Watch dogs were let loose in the harbour",
    "World leaders met in Lindow",
    "Contact with the ferry was lost.",
    "On June 3, 2021, the dam broke.",
    "2021",
    "May",
    "“Sign up for our newsletter,” he said.",
    "Get out of the town, the mayor told all who were still here.",
]


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines]
)
def test_furniture_is_told(kind: str, line: str) -> None:
    assert furniture.kind(line) == kind


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_none(line: str) -> None:
    assert furniture.kind(line) is None


def test_publisher() -> None:
    assert furniture.publisher("This story originally appeared in The Harbour Post.") == "The Harbour Post"
    assert furniture.publisher("Originally published in the Post on June 3") == "Post"
    assert furniture.publisher("© 2021 Harbour Post") is None


@pytest.mark.parametrize(
    "piece",
    ["A", "A ", "a ", "1", "1 ", "(", "By A ", "A/", "share ", "Read the ", "A, ", "@.", ":", "2:05 "],
)
def test_no_rule_takes_long_over_any_line(piece: str) -> None:
    begin = time.thread_time()
    furniture.kind((piece * 300)[:298] + "¬.")
    assert time.thread_time() - begin < 1  # of the processor: others may have it for longer
