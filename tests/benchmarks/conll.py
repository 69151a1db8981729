"""CoNLL-U in and out, and the measures of the CoNLL 2018 shared task.

Words are compared by place: two words are the same where they cover the same characters, spaces not
counted. A multiword token's words share its characters out in order where their forms spell it
(“don't” = do + n't); where they do not, each covers all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.command import MalformedError, read_lines


@dataclass(slots=True)
class Word:
    """One syntactic word. `head` is 1-based in the sentence, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool = True


@dataclass(slots=True)
class Multiword:
    """A surface token of the words `first` to `last` (1-based, inclusive)."""

    first: int
    last: int
    form: str
    space_after: bool


@dataclass(slots=True)
class Sentence:
    """One sentence; `document` and `paragraph` say whether it begins one."""

    words: list[Word] = field(default_factory=list)
    multiwords: list[Multiword] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def document(self) -> str:
        """The id of the document that the sentence begins (“?” where it has none), else empty."""
        found = (comment for comment in self.comments if comment.startswith("# newdoc"))
        return next((comment.partition("=")[2].strip() or "?" for comment in found), "")

    @property
    def paragraph(self) -> bool:
        return bool(self.document) or any(comment.startswith("# newpar") for comment in self.comments)

    def tokens(self) -> Iterator[tuple[list[Word], str, bool]]:
        """Surface tokens: their words, form, and whether a space follows."""
        starts = {multiword.first: multiword for multiword in self.multiwords}
        index = 1
        while index <= len(self.words):
            multiword = starts.get(index)
            last = multiword.last if multiword else index
            words = self.words[index - 1 : last]
            token = multiword or words[0]
            yield words, token.form, token.space_after
            index = last + 1

    def text(self) -> str:
        """The sentence as its tokens and spaces spell it, with the space after it, if any."""
        return "".join(form + " " * space for _, form, space in self.tokens())


def read(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file; empty nodes are left out. Raises MalformedError."""
    sentences, current = [], Sentence()
    for number, line in enumerate([*read_lines(path), ""], 1):
        if not line.strip():
            if current.words:
                sentences.append(current)
            current = Sentence() if current.words else current
        elif line.startswith("#"):
            current.comments.append(line)
        else:
            try:
                _add(current, line.split("\t"))
            except ValueError:
                raise MalformedError(f"{path.name}:{number}: not a CoNLL-U line of ten columns") from None
    for sentence in sentences:
        if any(not 0 <= word.head <= len(sentence.words) for word in sentence.words):
            raise MalformedError(f"{path.name}: a head outside of “{sentence.text().strip()[:60]}”")
    return sentences


def _add(sentence: Sentence, row: list[str]) -> None:
    ident, form, lemma, upos, xpos, feats, head, deprel, _, misc = row
    space_after = "SpaceAfter=No" not in misc.split("|")
    if "." in ident:
        return
    if "-" in ident:
        first, last = (int(part) for part in ident.split("-"))
        sentence.multiwords.append(Multiword(first, last, form, space_after))
        return
    if int(ident) != len(sentence.words) + 1:
        raise ValueError(ident)
    sentence.words.append(Word(form, lemma, upos, xpos, feats, int(head), deprel, space_after))


def write(path: Path, sentences: Iterable[Sentence]) -> None:
    """Write sentences as CoNLL-U, comments first."""
    with path.open("w", encoding="utf-8") as file:
        for sentence in sentences:
            starts = {multiword.first: multiword for multiword in sentence.multiwords}
            lines = list(sentence.comments)
            for index, word in enumerate(sentence.words, 1):
                if index in starts:
                    token = starts[index]
                    blanks = "\t".join("_" * 7)
                    row = f"{token.first}-{token.last}\t{token.form}\t{blanks}"
                    lines.append(f"{row}\t{_misc(token.space_after)}")
                tags = (word.form, word.lemma, word.upos, word.xpos, word.feats)
                row = "\t".join(column or "_" for column in (*tags, str(word.head), word.deprel))
                lines.append(f"{index}\t{row}\t_\t{_misc(word.space_after)}")
            file.write("\n".join(lines) + "\n\n")


def _misc(space_after: bool) -> str:
    return "_" if space_after else "SpaceAfter=No"


@dataclass(frozen=True, slots=True)
class Measure:
    """Right ones among those given by the system and those in the gold data."""

    right: int
    system: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.system + self.gold) if self.system + self.gold else 0.0

    def row(self) -> dict[str, float]:
        """As the benchmark commands print it: shares to four places, and the number in the gold data."""
        figures = {"P": self.precision, "R": self.recall, "F1": self.f1}
        return {name: round(value, 4) for name, value in figures.items()} | {"gold": self.gold}


@dataclass(slots=True)
class _Layout:
    """A file as places: the characters without spaces, sentence spans, and words with their spans."""

    characters: str
    sentences: list[tuple[int, int]]
    words: list[tuple[tuple[int, int], Word, tuple[int, int] | None]]  # span, word, span of its head


def _layout(sentences: Iterable[Sentence]) -> _Layout:
    layout, length, pieces = _Layout("", [], []), 0, []
    for sentence in sentences:
        begin, spans = length, []
        for words, form, _ in sentence.tokens():
            surface = "".join(form.split())
            parts = ["".join(word.form.split()) for word in words]
            if "".join(parts) == surface:
                for part in parts:
                    spans.append((length, length + len(part)))
                    length += len(part)
            else:
                length += len(surface)
                spans.extend([(length - len(surface), length)] * len(words))
            pieces.append(surface)
        layout.sentences.append((begin, length))
        for word, span in zip(sentence.words, spans, strict=True):
            layout.words.append((span, word, spans[word.head - 1] if word.head else None))
    layout.characters = "".join(pieces)
    return layout


def score(gold: Iterable[Sentence], system: Iterable[Sentence]) -> dict[str, Measure]:
    """Sentences, tokens, UPOS, XPOS, lemma, UAS and LAS as in the CoNLL 2018 shared task (relation
    subtypes not counted), and “LAS subtypes”, which counts them. Raises MalformedError where the two
    are not the same text."""
    ours, theirs = _layout(system), _layout(gold)
    if ours.characters != theirs.characters:
        pairs = zip(ours.characters, theirs.characters, strict=False)
        place = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
        there, here = (text[place : place + 20] for text in (theirs.characters, ours.characters))
        raise MalformedError(f"not the text of the gold file: “{here}” for “{there}”")
    waiting: dict[tuple[int, int], list[int]] = {}
    for index, (span, _, _) in enumerate(ours.words):
        waiting.setdefault(span, []).append(index)
    right: Counter[str] = Counter()
    for span, word, head in theirs.words:
        if waiting.get(span):
            _, answer, answer_head = ours.words[waiting[span].pop(0)]
            attached = head == answer_head
            right["tokens"] += 1
            right["UPOS"] += word.upos == answer.upos
            right["XPOS"] += word.xpos == answer.xpos
            right["lemma"] += word.lemma in ("_", answer.lemma)
            right["UAS"] += attached
            right["LAS"] += attached and word.deprel.split(":")[0] == answer.deprel.split(":")[0]
            right["LAS subtypes"] += attached and word.deprel == answer.deprel
    same = len(set(ours.sentences) & set(theirs.sentences))
    return {
        "sentences": Measure(same, len(ours.sentences), len(theirs.sentences)),
        **{
            name: Measure(right[name], len(ours.words), len(theirs.words))
            for name in ("tokens", "UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS subtypes")
        },
    }
