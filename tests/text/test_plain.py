"""Plain text: verbatim, with the right blocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.text import document, read
from tests.text.shown import marked, shown

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"

ARTICLE = """Ferry at the quay of Lindow
Ferry at the quay of Lindow.
(Via Harbour Pictures)
Top Stories

Northland could be about to open its harbours again

Northland says it will let some ferries sail from Monday.

Lindow, Northland.
(Photo: Mara Quill)

The mayor doubted it. “We have seen no ship,” she said.

This story originally appeared in the Harbour Post."""


def test_article_with_captions_label_headline_and_credit() -> None:
    found = document(ARTICLE, source="ferry.txt")
    assert shown(found) == [
        ("caption", "Ferry at the quay of Lindow"),
        ("caption", "Ferry at the quay of Lindow."),
        ("caption", "(Via Harbour Pictures)"),
        ("section", "Top Stories"),
        ("headline", "Northland could be about to open its harbours again"),
        ("paragraph", "Northland says it will let some ferries sail from Monday."),
        ("caption", "Lindow, Northland."),
        ("caption", "(Photo: Mara Quill)"),
        ("paragraph", "The mayor doubted it. “We have seen no ship,” she said."),
        ("credit", "This story originally appeared in the Harbour Post."),
    ]
    assert found.title == "Northland could be about to open its harbours again"
    assert found.publisher == "Harbour Post"
    assert found.text == ARTICLE


def test_seed_article() -> None:
    if not SEED.exists():
        pytest.skip("the seed article is not at hand")
    (found,) = read([SEED], root=SEED.parent)
    kinds = [kind for kind, _ in shown(found)]
    assert kinds[:6] == ["caption", "caption", "caption", "section", "headline", "paragraph"]
    assert kinds.count("caption") == 5 and kinds.count("paragraph") == 11 and kinds[-1] == "credit"
    assert found.source == "article.txt" and found.publisher is not None
    assert found.text == SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "The river is falling",
        "The river is falling.",
        "NORTHLAND WINS",
        "By Mara Quill",
        "Photo: Mara Quill",
        "Will the Dam Hold?",
    ],
)
def test_a_single_line_is_a_paragraph_whatever_its_form(text: str) -> None:
    assert marked(text) == [("paragraph", text)]


def test_sentences_are_all_paragraphs() -> None:
    lines = ["The dam held.", "“Who built it?” he asked.", "Did it hold?", "Nobody knew!"]
    assert marked("\n".join(lines)) == [("paragraph", line) for line in lines]


def test_bare_lines_without_any_sentence_are_paragraphs() -> None:
    assert [kind for kind, _ in marked("The dam held\nThe river fell\nThe town slept")] == ["paragraph"] * 3


def test_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Engineers said on Thursday that the dam above Lindow had held through\n"
        "a third night of rain, and that the river was falling. Officials of\n"
        "Northland, who had asked for help, said that they could now do without.\n"
        "The mayor agreed.\n"
        "\n"
        "Schools would open again on Monday."
    )
    assert [kind for kind, _ in marked(text)] == ["paragraph", "paragraph"]


def test_one_paragraph_a_line_without_blank_lines() -> None:
    lines = [
        "Dam holds as river falls",
        "By Mara Quill",
        "Engineers said on Thursday that the dam above Lindow had held through a third night of rain, and "
        "that the river was falling again by the hour.",
        "The mayor told residents that they could go home.",
        "Schools will open on Monday, the town said in a statement on its site, adding that its buses would "
        "run as usual on all lines but one.",
    ]
    expected = ["headline", "byline", "paragraph", "paragraph", "paragraph"]
    assert marked("\n".join(lines)) == list(zip(expected, lines, strict=True))


def test_windows_line_ends_and_offsets() -> None:
    assert marked("River falls fast today\r\n\r\nThe dam held.\r\nIt rained.\r\n") == [
        ("headline", "River falls fast today"),
        ("paragraph", "The dam held."),
        ("paragraph", "It rained."),
    ]


def test_dateline_stamp_and_bullet_are_cut_off() -> None:
    text = (
        "LINDOW, June 3 (Harbour News) — The dam above the town has held, engineers said.\n\n"
        "14:05 GMT The mayor tells residents to go home.\n\n"
        "10:20 a.m.\n\n"
        "13:05 GMT\n\n"
        "• The bridge stays closed\n"
        "• Schools open on Monday\n"
    )
    assert marked(text) == [
        ("metadata", "LINDOW, June 3 (Harbour News) —"),
        ("paragraph", "The dam above the town has held, engineers said."),
        ("metadata", "14:05 GMT"),
        ("paragraph", "The mayor tells residents to go home."),
        ("metadata", "10:20 a.m."),
        ("metadata", "13:05 GMT"),
        ("metadata", "•"),
        ("paragraph", "The bridge stays closed"),
        ("metadata", "•"),
        ("paragraph", "Schools open on Monday"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "LEAGUE — the old one — has said no to the plan of the harbour towns again.",
        "10.30 per cent of the boats were lost in the storm.",
        "14:05 GMT was the hour at which the ferry was due to leave.",
        "NORTHLAND CRISIS — What we know",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert marked(text) == [("paragraph", text)]


def test_sections_and_standfirst() -> None:
    text = (
        "Dam holds as river falls\n\nA third night of rain did less harm than many had feared\n\n"
        "The dam held.\n\nWhat comes next\n\nSchools open on Monday.\n\nMore soon"
    )
    assert [kind for kind, _ in marked(text)] == [
        "headline", "paragraph", "paragraph", "section", "paragraph", "section",
    ]  # fmt: skip


def test_a_known_title_is_the_headline_even_with_a_full_stop() -> None:
    found = marked("Dam holds.\n\nThe river fell.", title="Dam holds")
    assert found == [("headline", "Dam holds."), ("paragraph", "The river fell.")]


def test_another_line_than_the_known_title_is_a_label() -> None:
    found = marked("For immediate release\n\nThe river fell.", title="Dam holds")
    assert found == [("section", "For immediate release"), ("paragraph", "The river fell.")]


def test_front_matter() -> None:
    text = (
        "---\ntitle: Dam holds\ndate: 3 June 2021\npublisher: 'Harbour Post'\nkind: report\nmood: glad\n---\n"
        "The dam held.\n"
    )
    found = document(text, source="dam")
    assert (found.title, found.publisher, found.kind) == ("Dam holds", "Harbour Post", "report")
    assert found.published == date(2021, 6, 3)
    assert [kind for kind, _ in shown(found)] == ["metadata", "paragraph"]
    assert found.text == text
    assert document(text, source="dam", title="Other").title == "Other"


def test_front_matter_source_names_the_document_only_if_it_is_an_address() -> None:
    address = document("---\nsource: https://example.org/dam\n---\nIt held.", source="a.txt")
    name = document("---\nsource: Harbour Post\n---\nIt held.", source="a.txt")
    assert (address.source, address.publisher) == ("https://example.org/dam", None)
    assert (name.source, name.publisher) == ("a.txt", "Harbour Post")


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    assert [kind for kind, _ in marked("---\nThe dam held.\n---\nIt rained.")] == [
        "section", "paragraph", "section", "paragraph",
    ]  # fmt: skip


def test_front_matter_that_is_never_closed() -> None:
    with pytest.raises(InputError, match="line 1: "):
        document("---\ntitle: Dam\n\nThe dam held.", source="a")


def test_date_line_before_the_text_is_the_date() -> None:
    text = "Dam holds as river falls\n\nPublished: 3 June 2021\n\nThe dam held.\n\n4 June 2021"
    assert document(text, source="a").published == date(2021, 6, 3)
    assert document(text, source="a", published=date(2020, 1, 1)).published == date(2020, 1, 1)


def test_identity_depends_on_text_and_metadata_only() -> None:
    one = document("The dam held.", source="a")
    assert one.id == document("The dam held.", source="b").id
    others = [
        document("The dam held!", source="a"),
        document("The dam held.", source="a", title="Dam"),
        document("The dam held.", source="a", publisher="Dam"),
        document("The dam held.", source="a", published=date(2021, 6, 3)),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5
    assert len(one.id) == 16 and int(one.id, 16) >= 0
