"""Titles, dates, times, money, percentages, measures and numbers."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language import Doc, Span, load
from kg.language.values import KEY, NAME, values

LABELS = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "TITLE")

# Sentences with all their values in brackets: [words:LABEL].
SENTENCES = """
The port opened on [12 March 2022:DATE] and closed [last Friday:DATE].
On [Tuesday, Feb. 15, 2022:DATE], the ferry sank.
The fair runs on [May 4-6:DATE]; the [5th of May:DATE] is a holiday.
It rained from [4:DATE] to [6 June:DATE], and on [10:DATE] and [25 September:DATE].
The bridge fell in [March 1998:DATE], and in [late April:DATE] a new one was begun.
They married in [May:DATE]. May I march in?
In [January:DATE] [10:CARDINAL] ferries sank.
The file is of [2022-03-12:DATE], the letter of [12/03/2022:DATE].
Jazz of the [1990s:DATE], of the [late 1950s:DATE] and the [mid-1930s:DATE].
He missed the ['80s:DATE] and the [nineties:DATE].
The wall is of the [18th:DATE] or [19th century:DATE], the well of [500 BC:DATE].
He taught from [1763:DATE] to [1799:DATE] and died ([1804:DATE]).
In [2014:DATE] she won, and the [2016:DATE] final was hers too.
The season [2014–15:DATE] was wet, unlike [1999:DATE] - [2003:DATE].
Profits rose in the [first quarter of 2021:DATE] and in [Q3 2021:DATE].
He came [yesterday:DATE], or was it the [day before yesterday:DATE]?
[Earlier this week:DATE] and in [recent months:DATE] it rained.
In the [next three years:DATE] little will change.
She waited [two weeks:DATE], then [a few days:DATE], and left [a year ago:DATE].
It stood for [decades:DATE], and the [two-year:DATE] ban did not hurt.
A 16-year-old and [three:CARDINAL] seven-month-olds were saved.
They met on [Christmas Eve:DATE] and on [New Year's Day:DATE].
In the [summer of 2019:DATE] and in the [winter:DATE] nobody came.
The train left at [9 a.m. GMT:TIME], at [14:05:TIME] or at [half past nine:TIME].
Open from [9am:TIME] to [9:30pm:TIME], and [1400 GMT:TIME] is [nine o'clock:TIME] here.
It snowed [this morning:TIME], on [Tuesday night:TIME] and [overnight:TIME].
The call took [two and a half hours:TIME], or [30 minutes:TIME], or [an hour and a half:TIME]?
It cost [$1.5 billion:MONEY], [3 million euros:MONEY], [€40m:MONEY] or [£3bn:MONEY].
He owes [US$5:MONEY], [USD 700:MONEY], [50 cents:MONEY] and [tens of millions of dollars:MONEY].
A fine of [$5-$10 million:MONEY], or [a quarter of a million pounds:MONEY].
Between [5:PERCENT] and [10 percent:PERCENT] left, [3.5%:PERCENT] stayed, [20 per cent:PERCENT] slept.
The rate fell by [half a percentage point:PERCENT].
He ran [10 km:QUANTITY] at [20 miles per hour:QUANTITY] and lifted [100 kilograms:QUANTITY].
It was [-5 °C:QUANTITY] on [5 square kilometres:QUANTITY] of a [10-mile:QUANTITY] road.
He is [5 ft 10 in:QUANTITY] and weighs [200 pounds:QUANTITY].
Some [130,000:CARDINAL] soldiers, about [twenty-one:CARDINAL] tanks and [two dozen:CARDINAL] boats.
[Hundreds of thousands:CARDINAL] fled, [several hundred:CARDINAL] stayed.
[Two-thirds:CARDINAL] of them, [a third:CARDINAL] of us, [half:CARDINAL] of you and [1/2:CARDINAL] cup.
[Two hundred and fifty:CARDINAL] goats and [2000:CARDINAL] sheep.
The [first:ORDINAL], the [twenty-first:ORDINAL] and the [5th:ORDINAL] gate, but at first none.
See Article 5, page 12, No. 3 and note [4] on COVID-19 and the G-7; call 555-123-4567.
No one came, not this one, and one another we knew.
""".strip().splitlines()

# (words, tags, heads, relations, (begin, end, type) of names, titles)
TREES = [
    (
        "Portuguese finance minister Rui Sousa met spokeswoman Ana Reis",
        "JJ NN NN NNP NNP VBD NN NNP NNP",
        (2, 2, 3, 5, 3, 5, 7, 5, 7),
        "amod compound nmod:desc nsubj flat ROOT nmod:desc obj flat",
        ((0, 1, "NORP"), (3, 5, "PER"), (7, 9, "PER")),
        ["Portuguese finance minister", "spokeswoman"],
    ),
    (
        "Rui Sousa , the country 's former deputy prime minister , left",
        "NNP NNP , DT NN POS JJ NN JJ NN , VBD",
        (11, 0, 9, 4, 9, 4, 9, 9, 9, 0, 9, 11),
        "nsubj flat punct det nmod:poss case amod compound amod appos punct ROOT",
        ((0, 2, "PER"),),
        ["former deputy prime minister"],
    ),
    (
        "Peru 's river safety inspector , Ana Reis , left",
        "NNP POS NN NN NN , NNP NNP , VBD",
        (4, 0, 3, 4, 9, 6, 4, 6, 4, 9),
        "nmod:poss case compound compound nsubj punct appos flat punct ROOT",
        ((0, 1, "COUNTRY"), (6, 8, "PER")),
        ["river safety inspector"],
    ),
    (
        "Lima Harbour Board president Ana Reis",
        "NNP NNP NNP NN NNP NNP",
        (2, 2, 3, 4, 4, 4),
        "compound compound compound nmod:desc ROOT flat",
        ((0, 3, "ORG"), (4, 6, "PER")),
        ["president"],
    ),
    (
        "They judge Sousa and the minister went",
        "PRP VBP NNP CC DT NN VBD",
        (1, 1, 1, 6, 5, 6, 1),
        "nsubj ROOT obj cc det nsubj conj",
        ((2, 3, "PER"),),
        [],
    ),
    (
        "Senator King met Pope Francis",
        "NNP NNP VBD NNP NNP",
        (1, 2, 2, 4, 2),
        "nmod:desc nsubj ROOT nmod:desc obj",
        ((1, 2, "PER"), (3, 5, "PER")),
        ["Senator", "Pope"],
    ),
]

_WORDS = (
    "5 12 2022 1,000 3.5 9:30 9am 5th 1990s ’90s 40m $5 3bn 1/2 two twenty one hundred million dozens a few "
    "half third of and to or - – , . / % $ € £ percent per cent km miles pounds dollars US French the last "
    "next this May March January Tuesday Mon spring night a.m. GMT ago early late century BC years hours day "
    "before yesterday Christmas Eve old in at for President Minister former spokeswoman Dr. Anna is"
).split()
_PIECES = st.sampled_from(
    [*_WORDS, "\n", "\n\n", "\u00a0", "\x00", "½", "٣", "²", "’", "汉字", "👩‍👩‍👧", "x" * 200]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(_PIECES, max_size=30).map(" ".join),
    st.lists(_PIECES, max_size=30).map("".join),
)


def found(text: str) -> list[tuple[str, str]]:
    """The values of a text of which only the words are known."""
    doc = values(load().make_doc(text))
    return [(span.text, span.label_) for span in doc.spans[KEY]]


@pytest.mark.parametrize("marked", SENTENCES)
def test_values_of_a_sentence(marked: str) -> None:
    value = re.compile(r"\[([^\]]+):([A-Z]+)\]")
    assert found(value.sub(r"\1", marked)) == value.findall(marked)


@pytest.mark.parametrize(("words", "tags", "heads", "relations", "names", "titles"), TREES)
def test_titles_in_a_tree(words, tags, heads, relations, names, titles) -> None:
    vocab = spacy.blank("en").vocab
    doc = Doc(vocab, words.split(), tags=tags.split(), heads=list(heads), deps=relations.split())
    doc.set_ents([Span(doc, begin, end, label=kind) for begin, end, kind in names])
    spans = values(doc).spans[KEY]
    assert [span.text for span in spans if span.label_ == "TITLE"] == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Foreign Minister Ana Reis left.", ["Foreign Minister"]),
        ("Is vice-president Reis here, or President-elect Sousa?", ["vice-president", "President-elect"]),
        ("The Secretary of State Reis called Minister for Trade Sousa.",
         ["Secretary of State", "Minister for Trade"]),
        ("Dr. Reis met Mr Sousa, and the president slept.", ["Dr.", "Mr"]),
    ],
)  # fmt: skip
def test_titles_beside_a_capital(text: str, titles: list[str]) -> None:
    assert [text for text, label in found(text) if label == "TITLE"] == titles


@pytest.mark.parametrize(
    ("kind", "labels"), [("ORG", []), ("EVENT", ["DATE"]), ("TIME", ["DATE", "ORDINAL", "CARDINAL"])]
)
def test_a_number_in_a_name_is_part_of_it(kind: str, labels: list[str]) -> None:
    doc = load().make_doc("1998 First 40 Rally")
    doc.set_ents([Span(doc, 0, 4, label=kind)])
    assert [span.label_ for span in values(doc).spans[KEY]] == labels


def test_no_value_goes_over_the_end_of_a_sentence() -> None:
    words = "He saw 12 March begins today".split()
    doc = Doc(load().vocab, words, sent_starts=[word in ("He", "March") for word in words])
    assert [span.text for span in values(doc).spans[KEY]] == ["12", "today"]


def test_one_is_no_number_where_it_is_tagged_a_pronoun() -> None:
    doc = Doc(load().vocab, ["Take", "one", "or", "one"], tags=["VB", "CD", "CC", "PRP"])
    assert [span.start for span in values(doc).spans[KEY]] == [1]


def test_blocks_that_are_not_read_have_none() -> None:
    doc = load().make_doc("In 2014 it fell.\n\n(Photo: 2015)\n\nIn 2016 it rose.")
    doc._.blocks = [(32, 50), (0, 16)]
    assert [span.text for span in values(doc).spans[KEY]] == ["2014", "2016"]


def test_a_component_that_leaves_names_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    doc = nlp("Ana Reis came on Friday.")
    assert [span.text for span in doc.spans[KEY]] == ["Friday"]
    assert doc.ents == ()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    doc = values(load().make_doc(text))
    end = 0
    for span in doc.spans[KEY]:
        assert span.label_ in LABELS
        assert end <= span.start < span.end <= len(doc)
        assert doc.text[span.start_char : span.end_char] == span.text
        assert span.text == span.text.strip()
        end = span.end


@given(st.lists(_PIECES, max_size=30), st.data())
@settings(max_examples=100, deadline=None)
def test_any_annotation(words: list[str], data: st.DataObject) -> None:
    n = len(words)
    heads = [data.draw(st.integers(0, n - 1)) for _ in words]
    relations = [data.draw(st.sampled_from(("appos", "conj", "compound", "flat", "dep"))) for _ in words]
    try:
        doc = Doc(load().vocab, words, heads=heads, deps=relations)
    except ValueError:  # no tree
        doc = Doc(load().vocab, words)
    begin = data.draw(st.integers(0, max(n - 1, 0)))
    doc.set_ents([Span(doc, begin, min(begin + 2, n), label="PER")] if n else [])
    first = [(span.start, span.end, span.label_) for span in values(doc).spans[KEY]]
    assert [(span.start, span.end, span.label_) for span in values(doc).spans[KEY]] == first
