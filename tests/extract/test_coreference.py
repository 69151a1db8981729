"""Coreference: chains, agreement, pronouns that stand for nothing, and the training's reading of GUM."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.coreference import Coreference
from kg.extract.coreference_agreement import gender, noun_class
from kg.extract.coreference_pleonastic import pleonastic
from kg.extract.coreference_weights import best, weights
from kg.extract.training.antecedents import examples
from kg.extract.training.gum import GoldDocument, annotated, groups, named_by, read
from kg.extract.training.ranking import Example, fit
from kg.tables import write_weights

# Form, lemma, UPOS, XPOS, head, relation, and where a mention begins or ends its brackets.
MEETING = """
Mrs mrs NOUN NNP 2 nmod:desc Entity=(1-person-new
Adler Adler PROPN NNP 3 nsubj Entity=1)
met meet VERB VBD 0 root _
Karl Karl PROPN NNP 3 obj Entity=(2-person-new
Berg Berg PROPN NNP 4 flat Entity=2)
. . PUNCT . 3 punct _

She she PRON PRP 2 nsubj Entity=(1-person-giv)
thanked thank VERB VBD 0 root _
him he PRON PRP 2 obj Entity=(2-person-giv)
. . PUNCT . 2 punct _
"""
PAIR = """
Vera Vera PROPN NNP 4 nsubj Entity=(3-person-new(1-person-new)
and and CCONJ CC 3 cc _
Boris Boris PROPN NNP 1 conj Entity=(2-person-new)3)
sang sing VERB VBD 0 root _
. . PUNCT . 4 punct _

They they PRON PRP 2 nsubj Entity=(3-person-giv)
bowed bow VERB VBD 0 root _
. . PUNCT . 2 punct _
"""
FAMILY = """
Anna Anna PROPN NNP 6 nsubj Entity=(1-person-new
Novak Novak PROPN NNP 1 flat Entity=1)
and and CCONJ CC 4 cc _
Peter Peter PROPN NNP 1 conj Entity=(2-person-new
Novak Novak PROPN NNP 4 flat Entity=2)
left leave VERB VBD 0 root _
. . PUNCT . 6 punct _

Anna Anna PROPN NNP 2 nsubj Entity=(1-person-giv)
drove drive VERB VBD 0 root _
. . PUNCT . 2 punct _

She she PRON PRP 2 nsubj Entity=(1-person-giv)
sang sing VERB VBD 0 root _
. . PUNCT . 2 punct _
"""
QUESTION = """
Karl Karl PROPN NNP 2 nsubj Entity=(1-person-new)
smiled smile VERB VBD 0 root _
. . PUNCT . 2 punct _

Asked ask VERB VBN 8 advcl _
whether whether SCONJ IN 5 mark _
he he PRON PRP 5 nsubj Entity=(2-person-new)
would would AUX MD 5 aux _
stay stay VERB VB 1 ccomp _
, , PUNCT , 1 punct _
Boris Boris PROPN NNP 8 nsubj Entity=(2-person-giv)
nodded nod VERB VBD 0 root _
. . PUNCT . 8 punct _
"""
RAIN = """
It it PRON PRP 2 nsubj _
rained rain VERB VBD 0 root _
. . PUNCT . 2 punct _

It it PRON PRP 3 expl _
is be AUX VBZ 3 cop _
odd odd ADJ JJ 0 root _
that that SCONJ IN 6 mark _
Mia Mia PROPN NNP 6 nsubj Entity=(1-person-new)
left leave VERB VBD 3 csubj _
. . PUNCT . 3 punct _
"""
HEADER = "# newdoc id = TALE_news_one\n# meta::genre = news\n"


def document(text: str, folder: Path) -> GoldDocument:
    """A document written as above, read as the treebank is."""
    blocks = []
    for sentence in text.strip().split("\n\n"):
        lines = []
        for number, row in enumerate(sentence.splitlines(), 1):
            form, lemma, upos, xpos, head, relation, misc = row.split()
            lines.append("\t".join([str(number), form, lemma, upos, xpos, "_", head, relation, "_", misc]))
        blocks.append("\n".join(lines))
    path = folder / "tale.conllu"
    path.write_text(HEADER + "\n\n".join(blocks) + "\n\n", "utf-8")
    return read(path)[0]


def links(found: GoldDocument) -> dict[str, str]:
    """Pronoun → the label of what it stands for."""
    doc = annotated(found)
    coreference = Coreference()
    for sentence in doc.sents:
        coreference.read(list(sentence), [])
    return {doc[index].text: phrase.label for index, phrase in coreference.links.items()}


def test_titles_tell_who_is_who(tmp_path: Path) -> None:
    assert links(document(MEETING, tmp_path)) == {"She": "Adler", "him": "Karl Berg"}


def test_a_pair_leaves_they_open(tmp_path: Path) -> None:
    assert links(document(PAIR, tmp_path)) == {}


def test_a_shared_surname_is_not_one_person(tmp_path: Path) -> None:
    assert links(document(FAMILY, tmp_path)) == {"She": "Anna"}


def test_weather_and_extraposition_stand_for_nothing(tmp_path: Path) -> None:
    doc = annotated(document(RAIN, tmp_path))
    assert [pleonastic(word) for word in doc if word.lower_ == "it"] == ["weather", "expletive"]
    assert links(document(RAIN, tmp_path)) == {}


def test_gender_and_class(tmp_path: Path) -> None:
    doc = annotated(document(MEETING, tmp_path))
    assert [gender(doc[1]), gender(doc[3])] == ["female", ""]
    assert noun_class(doc[1]) == "PER"


def test_a_file_is_read_with_its_mentions(tmp_path: Path) -> None:
    found = document(PAIR, tmp_path)
    assert [(m.group, m.start, m.end, m.head, m.coordinated) for m in found.mentions] == [
        ("3", 0, 3, 0, True),
        ("1", 0, 1, 0, False),
        ("2", 2, 3, 2, False),
        ("3", 5, 6, 5, False),
    ]
    assert (found.genre, groups(found)[5]) == ("news", "3")
    assert read(tmp_path / "tale.conllu", frozenset({"news"})) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tHe\n", "a sentence before the first document"),
        (HEADER + "1\tHe\n", "not a line of ten columns"),
        (HEADER + "1\tHe\the\tPRON\tPRP\t_\t0\troot\t_\tEntity=4)\n", "mention 4 ends and has not begun"),
    ],
)
def test_a_malformed_file_is_named(text: str, message: str, tmp_path: Path) -> None:
    tmp_path.joinpath("broken.conllu").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=message):
        read(tmp_path / "broken.conllu")


def test_examples_mark_the_right_chain(tmp_path: Path) -> None:
    she, him = examples(document(MEETING, tmp_path))
    assert [sum(she.right), sum(him.right)] == [1, 1]
    assert not she.right[0] and not him.right[0]
    (they,) = examples(document(PAIR, tmp_path))
    assert they.right[0]  # open, or with the pair that nothing names
    assert len(examples(document(MEETING, tmp_path), ("he",))) == 1


def test_a_phrase_is_the_mention_that_shares_its_head(tmp_path: Path) -> None:
    found = document(MEETING, tmp_path)
    coreference = Coreference()
    for sentence in annotated(found).sents:
        coreference.read(list(sentence), [])
    assert [m.group for m in named_by(found, coreference.links[6])] == ["1"]


def test_a_question_put_first_is_about_who_is_asked(tmp_path: Path) -> None:
    found = document(QUESTION, tmp_path)
    coreference = Coreference()
    for sentence in annotated(found).sents:
        coreference.read(list(sentence), [])
    assert coreference.links[5].label == "Boris"


def test_fitting_learns_what_is_right_and_repeats_itself() -> None:
    example = Example([["near"], ["far"]], [True, False])
    found = fit([example] * 30)
    assert found["near"] > 0 > found["far"]
    assert found == fit([example] * 30)
    assert best([["far"], ["near"]], found) == 1


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    write_weights(path, {"near": 1.234, "far": -0.5, "none": 0.001}, ["Made up."])
    assert path.read_text("utf-8") == "# Made up.\nfar\t-0.50\nnear\t1.23\n"
    assert weights(path) == {"near": 1.23, "far": -0.5}
