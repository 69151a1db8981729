"""Universal Dependencies: parse the text of a treebank file and write the trees as CoNLL-U.

Without --gold-tokens the raw text is read (documents one by one, paragraphs apart by an empty line)
and sentences and tokens are found; with it, those of the file are kept. What was written is then
scored against the file, one JSON line on stdout: F1 in percent, words aligned by their characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Stretch

import kg.language
from tests.benchmarks import conll
from tests.benchmarks.command import Command, MalformedError, run


def documents(sentences: Iterable[conll.Sentence]) -> list[list[conll.Sentence]]:
    """The sentences grouped by document."""
    groups: list[list[conll.Sentence]] = []
    for sentence in sentences:
        if sentence.document or not groups:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def of_genre(sentences: list[conll.Sentence], genre: str | None) -> list[conll.Sentence]:
    """The sentences of documents like “GUM_news_iodine” for “news”; all for None."""
    if genre is None:
        return sentences
    groups = (group for group in documents(sentences) if genre in group[0].document.split("_"))
    return [sentence for group in groups for sentence in group]


def raw_text(sentences: Iterable[conll.Sentence]) -> str:
    """The text of one document, paragraphs apart by an empty line."""
    pieces: list[str] = []
    for sentence in sentences:
        if sentence.paragraph and pieces:
            pieces[-1] = pieces[-1].rstrip(" ")
            pieces.append("\n\n")
        pieces.append(sentence.text())
    return "".join(pieces).rstrip(" ")


def annotated(nlp: Language, sentences: list[conll.Sentence]) -> Doc:
    """A document with the tokens and sentences given, and everything else found by the pipeline."""
    words = [word.form for sentence in sentences for word in sentence.words]
    starts: list[bool | int | None] = [
        index == 0 for sentence in sentences for index in range(len(sentence.words))
    ]
    spaces = [
        space and word is token[-1]
        for sentence in sentences
        for token, _, space in sentence.tokens()
        for word in token
    ]
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def trees(doc: Doc) -> Iterator[conll.Sentence]:
    """The sentences of a Doc; tokens of spaces only are left out."""
    for stretch in doc.sents:
        tokens = [token for token in stretch if not token.is_space]
        if tokens:
            yield _tree(stretch, tokens)


def _tree(stretch: Stretch, tokens: list[Token]) -> conll.Sentence:
    places = {token.i: place for place, token in enumerate(tokens, 1)}
    sentence = conll.Sentence(comments=[f"# text = {' '.join(stretch.text.split())}"])
    for token in tokens:
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        root = token.dep_ == "ROOT" or head.i == token.i or head.i not in places
        following = token.doc[token.i + 1 : token.i + 2]
        space_after = bool(token.whitespace_) or any(t.is_space for t in following) or not following
        sentence.words.append(
            conll.Word(
                form=token.text,
                lemma=token.lemma_,
                upos=token.pos_,
                xpos=token.tag_,
                feats=str(token.morph),
                head=0 if root else places[head.i],
                deprel="root" if root else token.dep_,
                space_after=space_after,
            )
        )
    return sentence


def parsed(nlp: Language, gold: list[conll.Sentence], gold_tokens: bool) -> Iterator[conll.Sentence]:
    """The system's sentences for a gold file."""
    for number, group in enumerate(documents(gold), 1):
        if gold_tokens:
            kept = zip(group, trees(annotated(nlp, group)), strict=True)
            for original, sentence in kept:
                sentence.comments, sentence.multiwords = original.comments, original.multiwords
                for word, given in zip(sentence.words, original.words, strict=True):
                    word.form, word.space_after = given.form, given.space_after
                yield sentence
        else:
            for index, sentence in enumerate(trees(nlp(raw_text(group)))):
                if index == 0:
                    sentence.comments.insert(0, f"# newdoc id = {number}")
                yield sentence


def scores(gold: list[conll.Sentence], system: list[conll.Sentence]) -> dict[str, float]:
    """F1 of every measure in percent, to two places."""
    return {name: round(100 * measure.f1, 2) for name, measure in conll.score(gold, system).items()}


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.parse", __doc__)
    command.add_argument("gold", metavar="GOLD.conllu", type=Path)
    command.add_argument("output", metavar="OUT.conllu", type=Path)
    command.add_argument("--genre", help="only documents whose id has it as a part between “_”")
    command.add_argument("--gold-tokens", action="store_true", help="keep the file's sentences and tokens")
    given = command.parse_args(arguments)
    gold = of_genre(conll.read(given.gold), given.genre)
    if not gold:
        raise MalformedError(f"{given.gold.name}: no sentences in it")
    system = list(parsed(kg.language.load(), gold, given.gold_tokens))
    conll.write(given.output, system)
    print(json.dumps(scores(gold, system)))
    return 0


if __name__ == "__main__":
    run(main)
