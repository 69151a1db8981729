"""CoNLL-U in and out, and the measures on hand-made trees."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.benchmarks import conll, parse
from tests.benchmarks.command import MalformedError

GOLD = """\
# newdoc id = d1
# newpar
# text = They don't go.
1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tgone\tgo\tVERB\tVB\t_\t_\t_\t4:conj\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = Troops were moved.
1\tTroops\ttroops\tNOUN\tNNS\t_\t3\tnsubj:pass\t_\t_
2\twere\tbe\tAUX\tVBD\t_\t3\taux:pass\t_\t_
3\tmoved\tmove\tVERB\tVBN\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


@pytest.fixture
def gold(tmp_path: Path) -> list[conll.Sentence]:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, "utf-8")
    return conll.read(path)


def test_raw_text_has_an_empty_line_between_paragraphs(gold: list[conll.Sentence]) -> None:
    assert parse.raw_text(gold) == "They don't go.\n\nTroops were moved."


def test_writing_and_reading_keeps_everything_but_empty_nodes(
    gold: list[conll.Sentence], tmp_path: Path
) -> None:
    conll.write(tmp_path / "out.conllu", gold)
    assert (tmp_path / "out.conllu").read_text("utf-8").splitlines() == [
        line for line in GOLD.splitlines() if not line.startswith("4.1")
    ]
    assert conll.read(tmp_path / "out.conllu") == gold


def test_gold_against_itself_is_all_right(gold: list[conll.Sentence]) -> None:
    assert {measure.f1 for measure in conll.score(gold, gold).values()} == {1.0}


def test_wrong_labels_heads_and_subtypes_are_counted_each(gold: list[conll.Sentence]) -> None:
    system = deepcopy(gold)
    system[0].words[0].deprel = "obj"
    system[0].words[1].head = 1
    system[1].words[0].deprel = "nsubj"
    measures = conll.score(gold, system)
    right = {name: measures[name].right for name in ("UPOS", "UAS", "LAS", "LAS subtypes")}
    assert right == {"UPOS": 9, "UAS": 8, "LAS": 7, "LAS subtypes": 6}


def test_words_are_aligned_by_their_characters(gold: list[conll.Sentence]) -> None:
    joined = deepcopy(gold)
    first, second = joined
    first.multiwords.clear()
    del first.words[2]
    first.words[1].form, first.words[1].head = "don't", 3
    first.words[0].head, first.words[2].head, first.words[3].head = 3, 0, 3
    for word in second.words:
        word.head += 4 if word.head else 3
    whole = conll.Sentence(words=[*first.words, *second.words])
    measures = conll.score(gold, [whole])
    assert (measures["tokens"].right, measures["tokens"].system, measures["tokens"].gold) == (7, 8, 9)
    assert (measures["sentences"].right, measures["sentences"].system, measures["sentences"].gold) == (
        0,
        1,
        2,
    )
    assert measures["UAS"].right == 6  # all but “moved”, no longer a root


def test_another_text_is_refused(gold: list[conll.Sentence]) -> None:
    with pytest.raises(MalformedError, match="not the text of the gold file"):
        conll.score(gold, gold[:1])


@pytest.mark.parametrize(
    "line", ["1\tword\n\n", "2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n", "1\ta\ta\tX\tX\t_\t7\tdep\t_\t_\n\n"]
)
def test_malformed_lines_are_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text(line, "utf-8")
    with pytest.raises(MalformedError, match=r"bad\.conllu"):
        conll.read(path)
