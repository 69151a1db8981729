"""Documents of the GUM treebank with their mentions: CoNLL-U whose last column holds `Entity=` brackets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.extract.phrases import Phrase
from kg.language import Doc, Language

# Types of mentions → types of names; the others are names of something else.
_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "TIME"}
_BRACKET = re.compile(r"(\()?([^()]+)(\))?")


@dataclass(slots=True)
class GoldMention:
    """A mention of the thing `group`, tokens `start` to `end` (exclusive) of the document. `head` is the
    token that the rest hangs on; of coordinated heads it is the first."""

    group: str
    kind: str
    start: int
    end: int = -1
    head: int = -1
    pronominal: bool = False
    coordinated: bool = False


@dataclass(slots=True)
class GoldDocument:
    """One document: `rows` are its words' columns, `heads` and `starts` (of sentences) indices of words."""

    name: str
    genre: str = ""
    rows: list[list[str]] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [row[1] for row in self.rows]


def read(path: Path, without: frozenset[str] = frozenset()) -> list[GoldDocument]:
    """The documents of a file, plain or gzipped, but for genres left out. Raises ValueError where the file
    is not CoNLL-U or its brackets do not match."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    documents: list[GoldDocument] = []
    opened: list[GoldMention] = []
    for block in filter(None, text.split("\n\n")):
        lines = block.strip("\n").split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "):
                documents.append(GoldDocument(line.removeprefix("# newdoc id = ")))
                opened = []
            elif line.startswith("# meta::genre = "):
                documents[-1].genre = line.removeprefix("# meta::genre = ")
        if not documents:
            raise ValueError(f"{path.name}: a sentence before the first document")
        _add_sentence(documents[-1], [line.split("\t") for line in lines if line[:1] != "#"], opened)
    for document in documents:
        _finish(document)
    return [document for document in documents if document.genre not in without]


def _add_sentence(document: GoldDocument, rows: list[list[str]], opened: list[GoldMention]) -> None:
    base, last, spaced = len(document.rows), 0, True
    document.starts.append(base)
    for row in rows:
        if len(row) != 10:
            raise ValueError(f"{document.name}: not a line of ten columns: {' '.join(row)}")
        space = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            last, spaced = int(row[0].split("-")[1]), space
        elif "." not in row[0]:
            number, head, place = int(row[0]), int(row[6]), len(document.rows)
            document.rows.append(row)
            document.heads.append(base + head - 1 if head else place)
            document.spaces.append(space if number > last else number == last and spaced)
            _brackets(document, row[9], place, opened)


def _brackets(document: GoldDocument, column: str, place: int, opened: list[GoldMention]) -> None:
    value = next((v.removeprefix("Entity=") for v in column.split("|") if v.startswith("Entity=")), "")
    for opening, content, closing in _BRACKET.findall(value):
        group, *rest = content.split("-")
        group = group.split("[")[0]
        if opening:
            opened.append(GoldMention(group, rest[0], place))
        if closing:
            found = next((m for m in reversed(opened) if m.group == group), None)
            if found is None:
                raise ValueError(f"{document.name}: mention {group} ends and has not begun")
            found.end = place + 1
            opened.remove(found)
            document.mentions.append(found)


def _finish(document: GoldDocument) -> None:
    """Heads of mentions; in the order of the text, the longer first."""
    heads, rows = document.heads, document.rows
    for m in document.mentions:
        inside = range(m.start, m.end)
        m.head = next((i for i in inside if heads[i] not in inside or heads[i] == i), m.start)
        m.pronominal = rows[m.head][3] == "PRON"
        m.coordinated = any(heads[i] == m.head and rows[i][7] == "conj" for i in inside)
    document.mentions.sort(key=lambda m: (m.start, -m.end))


def annotated(document: GoldDocument) -> Doc:
    """The document with the treebank's tags, lemmas and trees, and names where a mention has a proper noun
    for its head."""
    rows = document.rows
    return Doc(
        _BLANK.vocab,
        words=document.words,
        spaces=document.spaces,
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=document.heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
        ents=_names(document),
    )


_BLANK = Language()


def _names(document: GoldDocument) -> list[str]:
    """IOB tags; of nested names the outermost."""
    tags = ["O"] * len(document.rows)
    for m in sorted(document.mentions, key=lambda m: m.start - m.end):
        if document.rows[m.head][3] == "PROPN":
            begin, end = m.head, m.head + 1
            while begin > m.start and _in_name(document.rows[begin - 1]):
                begin -= 1
            while end < m.end and _in_name(document.rows[end]):
                end += 1
            if set(tags[begin:end]) == {"O"}:
                kind = _TYPES.get(m.kind, "MISC")
                tags[begin:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - begin - 1)]
    return tags


def _in_name(row: list[str]) -> bool:
    upos, xpos, relation = row[3], row[4], row[7]
    if relation == "nmod:desc" or upos == "NOUN" or xpos in (",", ":", "POS", "-LRB-", "-RRB-"):
        return False
    return upos == "PROPN" or relation in ("flat", "compound", "case", "punct", "nummod")


def groups(document: GoldDocument) -> dict[int, str]:
    """The group of each mention of one word, by the word's place; of two that cover it, the inner."""
    return {m.start: m.group for m in document.mentions if m.end == m.start + 1}


def named_by(document: GoldDocument, phrase: Phrase) -> Iterator[GoldMention]:
    """The mentions that a phrase is: its head stands in them, and theirs is one of its words. A coordination
    is named by none of its conjuncts."""
    words = {token.i for token in phrase.tokens}
    for m in document.mentions:
        if m.start <= phrase.head.i < m.end and m.head in words and not m.coordinated:
            yield m
