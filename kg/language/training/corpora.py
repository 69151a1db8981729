"""Reading the training data: treebanks in CoNLL-U, names in IOB2.

One `Sentence` type serves every task; a task that a corpus does not annotate is None there and
gives no loss. Name corpora disagree on what they annotate, so each token carries the *set* of tags
that its annotation allows (partial labels): where a corpus has no TIME class, `O` allows TIME too.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import conllu

from kg.language.labels import NAME_TAGS, lemma_script

# GUM genres whose texts are licensed for non-commercial use only: left out of every shipped model.
NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "whow"})

_COARSE = {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC",)}
_GUM = {
    "person": ("PER",), "organization": ("ORG",), "place": ("LOC",), "event": ("EVENT",),
    "time": ("TIME",), "abstract": ("MISC",), "object": ("MISC",), "substance": ("MISC",),
    "animal": ("MISC",), "plant": ("MISC",),
}  # fmt: skip
_CROSSNER = {
    "politician": ("PER",), "person": ("PER",), "politicalparty": ("ORG",),
    "organisation": ("ORG",), "election": ("EVENT",), "event": ("EVENT",), "country": ("LOC",),
    "location": ("LOC",), "misc": ("MISC",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameScheme:
    """How one corpus annotates names: its types as ours, and the types it leaves unmarked."""

    types: Mapping[str, tuple[str, ...]]
    unmarked: tuple[str, ...] = ()
    demonyms_marked: bool = False


SCHEMES = {
    "gum": NameScheme(_GUM),
    "redocred": NameScheme(
        {**_COARSE, "TIME": ("TIME",), "MISC": ("MISC", "EVENT"), "NUM": ()},
        demonyms_marked=True,
    ),
    "wikigold": NameScheme({**_COARSE, "MISC": ("MISC", "EVENT")}, unmarked=("TIME",), demonyms_marked=True),
    "crossner": NameScheme(_CROSSNER, unmarked=("TIME",), demonyms_marked=True),
    "coarse": NameScheme(_COARSE, unmarked=("TIME", "EVENT", "MISC")),
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


def read_demonyms(path: Path) -> frozenset[str]:
    """The demonyms of a gazetteer (first column), with their plurals, for `read_names`."""
    words = [
        line.split("\t")[0]
        for line in path.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return frozenset(words) | frozenset(word + "s" for word in words)


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
            )


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _feats(feats: dict[str, str] | None) -> str:
    return "|".join(f"{key}={value}" for key, value in sorted((feats or {}).items())) or "_"


def read_names(path: Path, scheme: NameScheme, demonyms: frozenset[str]) -> Iterator[Sentence]:
    """Sentences of an IOB2 file, each token with the set of our tags that its tag allows."""
    for sent_id, rows in _iob_blocks(path):
        forms = tuple(form for form, _ in rows)
        tags = [tag for _, tag in rows]
        names = []
        for index, (form, tag) in enumerate(zip(forms, tags, strict=True)):
            alone = tag.startswith("B-") and tags[index + 1 : index + 2] != ["I-" + tag[2:]]
            if scheme.demonyms_marked and alone and form in demonyms:
                names.append(frozenset(NAME_TAGS))  # corpora disagree here: no loss at all
            else:
                names.append(_allowed(tag, scheme))
        yield Sentence(forms=forms, names=tuple(names), sent_id=sent_id)


def _allowed(tag: str, scheme: NameScheme) -> frozenset[str]:
    if tag == "O" or not scheme.types[tag[2:]]:
        return frozenset({"O"} | {f"{p}-{kind}" for kind in scheme.unmarked for p in "BI"})
    return frozenset(f"{tag[0]}-{kind}" for kind in scheme.types[tag[2:]])


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
