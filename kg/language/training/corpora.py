"""Reading the training data: treebanks in CoNLL-U, names in IOB2.

One `Sentence` type serves every task; a task that a corpus does not annotate is None there and
gives no loss. Name corpora disagree on what they annotate, so each token carries the *set* of tags
that its annotation allows (partial labels): where a corpus has no TIME class, `O` allows TIME too, and
an organization that may be a government body or not allows both.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import conllu

from kg.language import annotate, load
from kg.language.labels import NAME_TAGS, lemma_script
from kg.language.training.name_types import SUBSETS, Gazetteer, fine_types
from kg.resolve.names import fold

# Words of a sentence → (begin, end) of a name in it → the types it may have.
Known = Mapping[tuple[str, ...], Mapping[tuple[int, int], tuple[str, ...]]]

# GUM genres whose texts are licensed for non-commercial use only: left out of every shipped model.
NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "whow"})

# Corpus type → our type where it is one of ours, or a coarse type that `name_types` narrows.
_COARSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "TIME": "TIME", "NUM": ""}
_GUM = {
    "person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "TIME",
    "abstract": "MISC", "object": "MISC", "substance": "MISC", "animal": "MISC", "plant": "MISC",
}  # fmt: skip
_CROSSNER = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG=", "organisation": "ORG",
    "election": "EVENT", "event": "EVENT", "country": "COUNTRY", "location": "LOC", "misc": "MISC",
}  # fmt: skip
_WNUT = {
    "person": "PER", "corporation": "ORG=", "group": "ORG", "location": "LOC", "product": "PRODUCT",
    "creative-work": "WORK",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameScheme:
    """How one corpus annotates names: its types as ours, the types it leaves unmarked, whether it marks
    nationalities, and whether its sentences stand alone rather than follow one another."""

    types: Mapping[str, str]
    unmarked: tuple[str, ...] = ()
    nationalities: bool = False
    alone: bool = False


SCHEMES = {
    "gum": NameScheme(_GUM),
    "redocred": NameScheme(_COARSE, nationalities=True),
    "wikigold": NameScheme(_COARSE, unmarked=("TIME",), nationalities=True),
    "crossner": NameScheme(_CROSSNER, unmarked=("TIME",), nationalities=True, alone=True),
    "btc": NameScheme(_COARSE, unmarked=("TIME", "EVENT", "WORK", "PRODUCT", "MISC"), alone=True),
    "wnut": NameScheme(_WNUT, unmarked=("TIME", "EVENT", "FAC", "MISC"), alone=True),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One training sentence. `heads` are 1-based, 0 for the root; `names` are allowed tag sets."""

    forms: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    feats: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    scripts: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    deprels: tuple[str, ...] | None = None
    names: tuple[frozenset[str], ...] | None = None
    sent_id: str = ""
    begins: str = ""  # "document" or "paragraph" where one begins with this sentence


def read_treebank(path: Path, skip_genres: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, plain or gzipped, without documents of the given genres."""
    genre = ""
    with _open(path) as file:
        for tokens in conllu.parse_incr(file):
            genre = tokens.metadata.get("meta::genre", "" if "newdoc id" in tokens.metadata else genre)
            if genre in skip_genres:
                continue
            words = [token for token in tokens if isinstance(token["id"], int)]
            yield Sentence(
                forms=tuple(word["form"] for word in words),
                upos=tuple(word["upos"] for word in words),
                xpos=tuple(word["xpos"] or "_" for word in words),
                feats=tuple(_feats(word["feats"]) for word in words),
                lemmas=tuple(word["lemma"] for word in words),
                scripts=tuple(lemma_script(word["form"], word["lemma"]) for word in words),
                heads=tuple(word["head"] for word in words),
                deprels=tuple(word["deprel"] for word in words),
                sent_id=tokens.metadata.get("sent_id", ""),
                begins=_begins(tokens.metadata),
            )


def read_text(path: Path) -> Iterator[Sentence]:
    """Sentences of plain text that nobody has annotated, for teachers to label: a paragraph a line, an empty
    line between documents. Words and sentences are those that the shipped model finds."""
    pipeline = load()
    for document in path.read_text("utf-8").split("\n\n"):
        begins = "document"
        for paragraph in filter(None, document.split("\n")):
            for sentence in annotate(pipeline, paragraph).sents:
                forms = tuple(word.text for word in sentence if not word.is_space)
                if forms:
                    yield Sentence(forms, begins=begins)
                begins = ""
            begins = "paragraph"


def _begins(comments: Mapping[str, str]) -> str:
    if "newdoc id" in comments:
        return "document"
    return "paragraph" if "newpar" in comments or "newpar id" in comments else ""


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _feats(feats: dict[str, str] | None) -> str:
    return "|".join(f"{key}={value}" for key, value in sorted((feats or {}).items())) or "_"


def read_names(
    path: Path, scheme: NameScheme, gazetteer: Gazetteer, known: Known | None = None
) -> Iterator[Sentence]:
    """Sentences of an IOB2 file, each token with the set of our tags that its tag allows; `known` are
    types of names of some sentences, by their words."""
    for sent_id, rows in _iob_blocks(path):
        forms = tuple(form for form, _ in rows)
        allowed = [frozenset({"O"} | {f"{p}-{kind}" for kind in scheme.unmarked for p in "BI"})] * len(forms)
        here = (known or {}).get(forms, {})
        for begin, end, kind in _spans([tag for _, tag in rows]):
            types = here.get((begin, end)) or _types(forms[begin:end], scheme.types[kind], gazetteer)
            for index in range(begin, end if types else begin):
                prefix = "B" if index == begin else "I"
                allowed[index] = frozenset(f"{prefix}-{one}" for one in types)
        for index, form in enumerate(forms):
            if "O" in allowed[index] and form[:1].isupper() and fold(form) in gazetteer.groups:
                # a word of nationality: a name in some corpora and none in others
                allowed[index] = frozenset({"B-NORP"} if scheme.nationalities else NAME_TAGS)
        first = scheme.alone or bool(re.fullmatch(r"docred-\d+-0", sent_id))
        yield Sentence(forms, names=tuple(allowed), sent_id=sent_id, begins="document" if first else "")


def _types(words: tuple[str, ...], kind: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    if not kind:
        return ()  # counted as no name
    return fine_types(words, kind, gazetteer) if kind in SUBSETS else (kind.rstrip("="),)


def _spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    for begin, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = begin + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            yield begin, end, tag[2:]


def _iob_blocks(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    sent_id, rows = "", []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# sent_id"):
            sent_id = line.split("=", 1)[1].strip()
        elif line.strip():
            form, tag = line.split("\t")
            rows.append((form, tag))
        elif rows:
            yield sent_id, rows
            sent_id, rows = "", []
    if rows:
        yield sent_id, rows


def join(trees: list[Sentence], names: list[Sentence]) -> list[Sentence]:
    """Trees with the names of the same sentence where both annotate it; the others as they are."""
    by_id = {sentence.sent_id: sentence for sentence in names if sentence.sent_id}
    joined = []
    for tree in trees:
        named = by_id.pop(tree.sent_id, None)
        if named is None or named.forms != tree.forms:
            joined.append(tree)
        else:
            fields = {slot: getattr(tree, slot) for slot in Sentence.__slots__}
            joined.append(Sentence(**{**fields, "names": named.names}))
    return joined
