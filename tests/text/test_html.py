"""Saved pages: the article, its metadata, and the same on every day and in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from kg.errors import InputError
from kg.text import html
from tests.text.shown import shown

PAGE = """<!doctype html><html><head><meta charset="utf-8">
<title>Dam holds as river falls - Harbour Post</title>
<meta property="og:title" content="Dam holds as river falls">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-06-03T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Dam holds as river falls</h1>
<p>Engineers said the dam above Lindow had held through a third night of rain,
and that the river was falling.</p>
<figure><img src="x.jpg"><figcaption>The dam. (Photo: M. Quill)</figcaption></figure>
<h2>What comes next</h2>
<p>The mayor told residents that they could go home &amp; sleep in their own <b>beds</b>.</p>
<ul><li>The bridge stays closed.</li><li>Schools open on Monday.</li></ul>
<blockquote><p>“We were lucky,” she said.</p></blockquote></article>
<div id="comments"><p>What a great story this is!</p></div>
<footer>© 2021 Harbour Post</footer></body></html>"""


def test_article() -> None:
    found = html.read(PAGE, source="dam.html")
    assert (found.title, found.publisher) == ("Dam holds as river falls", "Harbour Post")
    assert found.published == date(2021, 6, 3)
    assert shown(found) == [
        ("headline", "Dam holds as river falls"),
        (
            "paragraph",
            "Engineers said the dam above Lindow had held through a third night of rain, "
            "and that the river was falling.",
        ),
        ("section", "What comes next"),
        ("paragraph", "The mayor told residents that they could go home & sleep in their own beds."),
        ("paragraph", "The bridge stays closed."),
        ("paragraph", "Schools open on Monday."),
        ("paragraph", "“We were lucky,” she said."),
    ]


def test_no_date_is_guessed() -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2021-06-03T08:00:00Z">', "")
    assert html.read(undated, source="dam.html").published is None


def test_line_breaks_part_lines() -> None:
    page = (
        "<html><body><p>The dam held, they said.<br>All slept.<br><br>The bridge is shut.</p></body></html>"
    )
    assert [words for _, words in shown(html.read(page, source="a"))] == [
        "The dam held, they said.",
        "All slept.",
        "The bridge is shut.",
    ]


@pytest.mark.parametrize(
    "page", ["<p></p>", "no markup", "<html><body><script>x</script></body></html>", "<" * 50]
)
def test_page_without_article(page: str) -> None:
    with pytest.raises(InputError) as error:
        html.read(page, source="dam.html")
    assert "\n" not in str(error.value)


def test_same_in_another_process_and_hash_seed() -> None:
    code = "import sys; from kg.text import html; print(html.read(sys.stdin.read(), source='dam.html').id)"
    ids = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=PAGE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert ids == [html.read(PAGE, source="dam.html").id] * 2
