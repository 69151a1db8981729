"""The training and dev sets that a settings file names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.language.training.corpora import (
    NON_COMMERCIAL,
    SCHEMES,
    Sentence,
    join,
    read_names,
    read_text,
    read_treebank,
)
from kg.language.training.name_types import docred_types, read_gazetteer


@dataclass(frozen=True)
class Settings:
    """One training run, as its TOML file states it. Rates are per step; `pieces_per_batch` and `window`
    (the longest run of sentences read together) are in wordpieces; `names_share` is the part of the
    sentences without trees that an epoch sees."""

    seed: int
    epochs: int
    pieces_per_batch: int
    window: int
    names_share: float
    encoder_rate: float
    head_rate: float
    weight_decay: float
    warm_up: float
    clip: float
    dropout: float
    head_dropout: float
    task_weights: dict[str, float]
    encoder: str = "all-MiniLM-L6-v2"  # of encoder.SIZES
    masked: float = 0.0  # share of the words that are not shown (as in Kondratyuk & Straka 2019)
    teachers_share: float = 0.0  # of the loss, where a sentence has gold and teachers' targets
    vectors_weight: float = 0.0  # of the loss against the first teacher's vectors
    averaged: float = 0.0  # decay per step of the average of weights that is scored and kept; 0: the last
    treebanks: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)  # what only teachers say something of


def read_settings(path: Path) -> Settings:
    """Settings from TOML. Raises TypeError for a missing or unknown key."""
    return Settings(**tomllib.loads(path.read_text("utf-8")))


def training_sentences(settings: Settings, data: Path, gazetteers: Path) -> list[Sentence]:
    """All training sentences: trees (with names where both are annotated), names alone, plain texts.
    `gazetteers` is the folder of the tables that narrow types of names."""
    gazetteer = read_gazetteer(gazetteers)
    trees = [
        sentence
        for bank in settings.treebanks
        for sentence in read_treebank(data / bank["path"], NON_COMMERCIAL)
    ]
    alone: list[Sentence] = []
    for source in settings.names:
        known = docred_types(data / source["relations"], gazetteer) if "relations" in source else None
        named = list(read_names(data / source["path"], SCHEMES[source["scheme"]], gazetteer, known))
        if source.get("only_with_tree"):
            trees = join(trees, named)
        else:
            alone += named
    texts = [sentence for text in settings.texts for sentence in read_text(data / text["path"])]
    return trees + alone + texts


def dev_sentences(data: Path, gazetteers: Path) -> dict[str, list[Sentence]]:
    """Dev sets by name: EWT and GUM (all genres), with names; Re-DocRED."""
    gazetteer = read_gazetteer(gazetteers)

    def named(path: str, scheme: str) -> list[Sentence]:
        return list(read_names(data / path, SCHEMES[scheme], gazetteer))

    return {
        "EWT dev": join(
            list(read_treebank(data / "treebank/ewt-dev.conllu")), named("ner/uner-ewt-dev.iob2", "btc")
        ),
        "GUM dev": join(
            list(read_treebank(data / "treebank/gum-dev.conllu")), named("ner/gum-named-dev.iob2", "gum")
        ),
        "Re-DocRED dev": named("ner/redocred-dev.iob2", "redocred"),
    }
