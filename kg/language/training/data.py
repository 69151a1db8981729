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
    read_demonyms,
    read_names,
    read_treebank,
)


@dataclass(frozen=True)
class Settings:
    """One training run, as its TOML file states it. Rates are per step, `pieces` are wordpieces."""

    seed: int
    epochs: int
    pieces_per_batch: int
    encoder_rate: float
    head_rate: float
    weight_decay: float
    warm_up: float
    clip: float
    dropout: float
    head_dropout: float
    task_weights: dict[str, float]
    treebanks: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)


def read_settings(path: Path) -> Settings:
    """Settings from TOML. Raises TypeError for a missing or unknown key."""
    return Settings(**tomllib.loads(path.read_text("utf-8")))


def training_sentences(settings: Settings, data: Path, demonyms: Path) -> list[Sentence]:
    """All training sentences: trees (with names where both are annotated), then names alone."""
    words = read_demonyms(demonyms)
    trees = [
        sentence
        for bank in settings.treebanks
        for sentence in read_treebank(data / bank["path"], NON_COMMERCIAL)
    ]
    alone: list[Sentence] = []
    for source in settings.names:
        named = list(read_names(data / source["path"], SCHEMES[source["scheme"]], words))
        if source.get("only_with_tree"):
            trees = join(trees, named)
        else:
            alone += named
    return trees + alone


def dev_sentences(data: Path, demonyms: Path) -> dict[str, list[Sentence]]:
    """Dev sets by name: EWT, and GUM (all genres) with its names."""
    names = list(read_names(data / "ner/gum-named-dev.iob2", SCHEMES["gum"], read_demonyms(demonyms)))
    return {
        "EWT dev": list(read_treebank(data / "treebank/ewt-dev.conllu")),
        "GUM dev": join(list(read_treebank(data / "treebank/gum-dev.conllu")), names),
    }
