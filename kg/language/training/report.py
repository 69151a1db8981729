"""What a run was: settings, data, machine, scores and hours, as JSON and as a section of the model card."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from kg.language.training.corpora import Sentence
from kg.language.training.data import Settings
from kg.language.training.encoder_weights import SHA256
from kg.language.training.precision import precision

Scores = dict[str, dict[str, float]]


class Report:
    """The report of one run folder; goes on where the run was interrupted."""

    def __init__(self, folder: Path, settings: Settings, sentences: list[Sentence], device: str) -> None:
        self._path = folder / "report.json"
        self.content: dict[str, Any] = {
            "settings": asdict(settings),
            "sentences": len(sentences),
            "words": sum(len(s.forms) for s in sentences),
            "words_with_tree": sum(len(s.forms) for s in sentences if s.heads is not None),
            "encoder_sha256": SHA256,
            "machine": f"{_processor()}, {os.cpu_count()} cores, {device}",
            "precision": str(precision(device)).removeprefix("torch."),
            "torch": torch.__version__,
            "epochs": [],
        }
        if self._path.exists():
            self.content["epochs"] = json.loads(self._path.read_text("utf-8"))["epochs"]

    def add(self, epoch: int, seconds: float, scores: Scores) -> None:
        """The dev scores after an epoch that took so long, scoring not counted."""
        kept = [one for one in self.content["epochs"] if one["epoch"] < epoch]
        self.content["epochs"] = [*kept, {"epoch": epoch, "seconds": round(seconds), "scores": scores}]
        self._path.write_text(json.dumps(self.content, indent=1) + "\n", "utf-8")


def line(scores: dict[str, float]) -> str:
    """The scores of one dev set for the screen."""
    return "  ".join(f"{name} {value:.2f}" for name, value in scores.items())


def card(report: dict[str, Any], hashes: dict[str, str]) -> str:
    """The model card's section on a run, in Markdown."""
    minutes = sum(one["seconds"] for one in report["epochs"]) / 60
    last = report["epochs"][-1]["epoch"]
    shown = [one for one in report["epochs"] if one["epoch"] in {1, 2, 4, last // 2, last * 3 // 4, last}]
    rows = [
        f"| {one['epoch']} | " + " | ".join(_cells(one["scores"][name]) for name in one["scores"]) + " |"
        for one in shown
    ]
    names = list(report["epochs"][-1]["scores"])
    return "\n".join(
        [
            f"{report['sentences']:,} sentences, {report['words']:,} words,",
            f"{report['words_with_tree']:,} of them with trees. {last} epochs in {minutes:.0f} minutes",
            f"({report['machine']}, {report['precision']}, torch {report['torch']}).",
            "",
            "| after epoch | " + " | ".join(names) + " |",
            "|" + "---|" * (len(names) + 1),
            *rows,
            "",
            "| file | sha256 |",
            "|---|---|",
            *(f"| `{name}` | `{digest}` |" for name, digest in hashes.items()),
        ]
    )


def _cells(scores: dict[str, float]) -> str:
    shown = ("LAS", "starts", "names", "spans")
    return ", ".join(f"{name} {scores[name]:.1f}" for name in shown if name in scores)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [row.split(":", 1)[1].strip() for row in lines if row.startswith("model name")]
    return named[0] if named else platform.machine()
