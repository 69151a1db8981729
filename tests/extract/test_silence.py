"""Why clauses make no claim: a case for each reason, with its parse stored as `case_files` describes it.

A line `- predicate: REASON` names the head of a clause and the `Silence` it has; all other clauses speak.
"""

from __future__ import annotations

import pytest

from kg.extract import verbal
from kg.extract.extraction import Sentence, extract
from kg.extract.silence import Silence
from tests.extract.case_files import Case, cases, read, stored

SILENT = """
## A question

> Has Norway sold the ferry?
```parse
1 Has    have   AUX   VBZ _ 3 aux   O
2 Norway Norway PROPN NNP _ 3 nsubj B-COUNTRY
3 sold   sell   VERB  VBN _ 0 root  O
4 the    the    DET   DT  _ 5 det   O
5 ferry  ferry  NOUN  NN  _ 3 obj   O
6 ?      ?      PUNCT .   _ 3 punct O
```
- sold: QUESTION

## Nobody is named who does it

> Selling the ferry took a year.
```parse
1 Selling sell  VERB  VBG _ 4 csubj O
2 the     the   DET   DT  _ 3 det   O
3 ferry   ferry NOUN  NN  _ 1 obj   O
4 took    take  VERB  VBD _ 0 root  O
5 a       a     DET   DT  _ 6 det   O
6 year    year  NOUN  NN  _ 4 obj   O
7 .       .     PUNCT .   _ 4 punct O
```
- Selling: NO_SUBJECT

## A question in quotation marks

> “Did it sink?” he asked.
```parse
1 “     "    PUNCT `` _ 4 punct O
2 Did   do   AUX   VBD _ 4 aux  O
3 it    it   PRON  PRP _ 4 nsubj O
4 sink  sink VERB  VB _ 8 ccomp O
5 ?     ?    PUNCT .  _ 4 punct O
6 ”     "    PUNCT '' _ 4 punct O
7 he    he   PRON  PRP _ 8 nsubj O
8 asked ask  VERB  VBD _ 0 root O
9 .     .    PUNCT .  _ 8 punct O
```
- sink: QUESTION
- asked: CUE

## A cue beside what it reports

> Norway, Reuters reported, paid.
```parse
1 Norway   Norway  PROPN NNP _ 6 nsubj     B-COUNTRY
2 ,        ,       PUNCT ,   _ 4 punct     O
3 Reuters  Reuters PROPN NNP _ 4 nsubj     B-ORG
4 reported report  VERB  VBD _ 1 parataxis O
5 ,        ,       PUNCT ,   _ 1 punct     O
6 paid     pay     VERB  VBD _ 0 root      O
7 .        .       PUNCT .   _ 6 punct     O
```
- reported: CUE

## A wh-word as predicate

> Nobody knows who he is.
```parse
1 Nobody nobody PRON  NN  _ 2 nsubj O
2 knows  know   VERB  VBZ _ 0 root  O
3 who    who    PRON  WP  _ 2 ccomp O
4 he     he     PRON  PRP _ 3 nsubj O
5 is     be     AUX   VBZ _ 3 cop   O
6 .      .      PUNCT .   _ 2 punct O
```
- knows: CUE
- who: WH_PREDICATE

## A wh-word as subject

> What happened surprised Norway.
```parse
1 What      what     PRON  WP  PronType=Rel 3 nsubj     O
2 happened  happen   VERB  VBD _            1 acl:relcl O
3 surprised surprise VERB  VBN _            0 root      O
4 Norway    Norway   PROPN NNP _            3 obj       B-COUNTRY
5 .         .        PUNCT .   _            3 punct     O
```
- happened: WH_ARGUMENT
- surprised: WH_ARGUMENT

## A subject that names nobody

> Nobody called.
```parse
1 Nobody nobody PRON  NN  _ 2 nsubj O
2 called call   VERB  VBD _ 0 root  O
3 .      .      PUNCT .   _ 2 punct O
```
- called: NAMELESS_ARGUMENT

## A verb of saying that has no content

> She added in a letter.
```parse
1 She    she    PRON  PRP _ 2 nsubj O
2 added  add    VERB  VBD _ 0 root  O
3 in     in     ADP   IN  _ 5 case  O
4 a      a      DET   DT  _ 5 det   O
5 letter letter NOUN  NN  _ 2 obl   O
6 .      .      PUNCT .   _ 2 punct O
```
- added: SAYING

## A noun of reporting

> Norway issued a statement that the ferry had sunk.
```parse
1  Norway    Norway    PROPN NNP _ 2 nsubj B-COUNTRY
2  issued    issue     VERB  VBD _ 0 root  O
3  a         a         DET   DT  _ 4 det   O
4  statement statement NOUN  NN  _ 2 obj   O
5  that      that      SCONJ IN  _ 9 mark  O
6  the       the       DET   DT  _ 7 det   O
7  ferry     ferry     NOUN  NN  _ 9 nsubj O
8  had       have      AUX   VBD _ 9 aux   O
9  sunk      sink      VERB  VBN _ 4 acl   O
10 .         .         PUNCT .   _ 2 punct O
```
- issued: REPORTING_NOUN

## A verb that only carries an infinitive

> Norway plans to sell the ferry.
```parse
1 Norway Norway PROPN NNP _ 2 nsubj B-COUNTRY
2 plans  plan   VERB  VBZ _ 0 root  O
3 to     to     PART  TO  _ 4 mark  O
4 sell   sell   VERB  VB  _ 2 xcomp O
5 the    the    DET   DT  _ 6 det   O
6 ferry  ferry  NOUN  NN  _ 4 obj   O
7 .      .      PUNCT .   _ 2 punct O
```
- plans: TRANSPARENT

## What is expected is no object

> They expect him to win.
```parse
1 They   they   PRON  PRP _ 2 nsubj O
2 expect expect VERB  VBP _ 0 root  O
3 him    he     PRON  PRP _ 2 obj   O
4 to     to     PART  TO  _ 5 mark  O
5 win    win    VERB  VB  _ 2 xcomp O
6 .      .      PUNCT .   _ 2 punct O
```
- expect: EXPECTING

## Nothing but a clause completes the verb

> The plan involves selling the ferry.
```parse
1 The      the     DET   DT  _ 2 det   O
2 plan     plan    NOUN  NN  _ 3 nsubj O
3 involves involve VERB  VBZ _ 0 root  O
4 selling  sell    VERB  VBG _ 3 xcomp O
5 the      the     DET   DT  _ 6 det   O
6 ferry    ferry   NOUN  NN  _ 4 obj   O
7 .        .       PUNCT .   _ 3 punct O
```
- involves: ONLY_CLAUSES

## The same in the passive

> The crew was told that the ferry had sunk.
```parse
1  The   the   DET   DT  _ 2 det        O
2  crew  crew  NOUN  NN  _ 4 nsubj:pass O
3  was   be    AUX   VBD _ 4 aux:pass   O
4  told  tell  VERB  VBN _ 0 root       O
5  that  that  SCONJ IN  _ 9 mark       O
6  the   the   DET   DT  _ 7 det        O
7  ferry ferry NOUN  NN  _ 9 nsubj      O
8  had   have  AUX   VBD _ 9 aux        O
9  sunk  sink  VERB  VBN _ 4 ccomp      O
10 .     .     PUNCT .   _ 4 punct      O
```
- told: ONLY_CLAUSES

## An expletive

> It was reported that the ferry had sunk.
```parse
1 It       it     PRON  PRP _ 3 expl       O
2 was      be     AUX   VBD _ 3 aux:pass   O
3 reported report VERB  VBN _ 0 root       O
4 that     that   SCONJ IN  _ 8 mark       O
5 the      the    DET   DT  _ 6 det        O
6 ferry    ferry  NOUN  NN  _ 8 nsubj      O
7 had      have   AUX   VBD _ 8 aux        O
8 sunk     sink   VERB  VBN _ 3 csubj:pass O
9 .        .      PUNCT .   _ 3 punct      O
```
- reported: EXPLETIVE

## An expletive that is parsed as a subject

> It was reported that the ferry had sunk.
```parse
1 It       it     PRON  PRP _ 3 nsubj:pass O
2 was      be     AUX   VBD _ 3 aux:pass   O
3 reported report VERB  VBN _ 0 root       O
4 that     that   SCONJ IN  _ 8 mark       O
5 the      the    DET   DT  _ 6 det        O
6 ferry    ferry  NOUN  NN  _ 8 nsubj      O
7 had      have   AUX   VBD _ 8 aux        O
8 sunk     sink   VERB  VBN _ 3 ccomp      O
9 .        .      PUNCT .   _ 3 punct      O
```
- reported: EXPLETIVE

## An infinitive raised over a passive

> The ferry is believed to have sunk.
```parse
1 The      the     DET   DT  _ 2 det        O
2 ferry    ferry   NOUN  NN  _ 4 nsubj:pass O
3 is       be      AUX   VBZ _ 4 aux:pass   O
4 believed believe VERB  VBN _ 0 root       O
5 to       to      PART  TO  _ 7 mark       O
6 have     have    AUX   VB  _ 7 aux        O
7 sunk     sink    VERB  VBN _ 4 xcomp      O
8 .        .       PUNCT .   _ 4 punct      O
```
- believed: PASSIVE_RAISING

## A cleft

> It was the captain who called.
```parse
1 It      it      PRON  PRP _            4 nsubj     O
2 was     be      AUX   VBD _            4 cop       O
3 the     the     DET   DT  _            4 det       O
4 captain captain NOUN  NN  _            0 root      O
5 who     who     PRON  WP  PronType=Rel 6 nsubj     O
6 called  call    VERB  VBD _            4 acl:relcl O
7 .       .       PUNCT .   _            4 punct     O
```
- captain: CLEFT

## An adjective that only carries an infinitive

> The ferry is likely to sink.
```parse
1 The    the    DET   DT  _ 2 det   O
2 ferry  ferry  NOUN  NN  _ 4 nsubj O
3 is     be     AUX   VBZ _ 4 cop   O
4 likely likely ADJ   JJ  _ 0 root  O
5 to     to     PART  TO  _ 6 mark  O
6 sink   sink   VERB  VB  _ 4 xcomp O
7 .      .      PUNCT .   _ 4 punct O
```
- likely: RAISING_ADJECTIVE

## An auxiliary whose verb is left out

> Norway pays, but Chile does not.
```parse
1 Norway Norway PROPN NNP _ 2 nsubj  B-COUNTRY
2 pays   pay    VERB  VBZ _ 0 root   O
3 ,      ,      PUNCT ,   _ 6 punct  O
4 but    but    CCONJ CC  _ 6 cc     O
5 Chile  Chile  PROPN NNP _ 6 nsubj  B-COUNTRY
6 does   do     AUX   VBZ _ 2 conj   O
7 not    not    PART  RB  _ 6 advmod O
8 .      .      PUNCT .   _ 2 punct  O
```
- does: ELLIPSIS

## What stands for a verb said before

> Norway paid, and Chile did so too.
```parse
1 Norway Norway PROPN NNP _ 2 nsubj  B-COUNTRY
2 paid   pay    VERB  VBD _ 0 root   O
3 ,      ,      PUNCT ,   _ 6 punct  O
4 and    and    CCONJ CC  _ 6 cc     O
5 Chile  Chile  PROPN NNP _ 6 nsubj  B-COUNTRY
6 did    do     VERB  VBD _ 2 conj   O
7 so     so     ADV   RB  _ 6 advmod O
8 too    too    ADV   RB  _ 6 advmod O
9 .      .      PUNCT .   _ 2 punct  O
```
- did: ELLIPSIS

## An existential without what exists

> There is, they say.
```parse
1 There there PRON  EX  _ 2 expl  O
2 is    be    VERB  VBZ _ 5 ccomp O
3 ,     ,     PUNCT ,   _ 2 punct O
4 they  they  PRON  PRP _ 5 nsubj O
5 say   say   VERB  VBP _ 0 root  O
6 .     .     PUNCT .   _ 5 punct O
```
- is: NOTHING_EXISTS
- say: CUE
"""

CASES = [read(block, "silence") for block in SILENT.split("\n## ")[1:]]


def sentences(case: Case) -> list[Sentence]:
    return extract(stored(case), None, lambda word: None).sentences


def silences(sentence: Sentence) -> dict[str, Silence | None]:
    """Each clause's reason, by its predicate."""
    return {
        clause.head.text: verbal.silence(clause, sentence.clauses, sentence.frames)
        for clause in sentence.clauses.values()
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_reason(case: Case) -> None:
    expected = {predicate: Silence[name] for predicate, name in (row.split(": ") for row in case.expected)}
    (sentence,) = sentences(case)
    found = {predicate: reason for predicate, reason in silences(sentence).items() if reason is not None}
    assert found == expected


def test_every_reason_has_a_case() -> None:
    shown = {row.split(": ")[1] for case in CASES for row in case.expected}
    assert shown == {reason.name for reason in Silence}


@pytest.mark.parametrize("case", [*cases(), *CASES], ids=str)
def test_a_clause_is_silent_where_it_makes_no_claim_and_nowhere_else(case: Case) -> None:
    for sentence in sentences(case):
        for clause in sentence.clauses.values():
            reason = verbal.silence(clause, sentence.clauses, sentence.frames)
            drafts = list(verbal.drafts(clause, sentence.clauses, sentence.frames))
            assert (reason is None) == bool(drafts), f"{clause.head}: {reason}"


def test_reasons_read_apart() -> None:
    assert len({str(reason) for reason in Silence}) == len(Silence)
