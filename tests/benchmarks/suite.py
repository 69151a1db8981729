"""The benchmarks that `python -m tests.benchmarks` knows: what data each needs, and how it is scored.

The data folder holds `data/` with the open sets and `bin/` with their scorers; a set that is not
there is left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import kg.language
from kg.config import resource
from kg.pipeline import Reader
from tests.benchmarks import (
    annotation,
    attribution,
    calibration,
    conll,
    coreference,
    drawing,
    events,
    expected,
    exports,
    fine_names,
    names,
    parse,
    speed,
    triples,
    values,
)
from tests.benchmarks.command import MalformedError, read_json_lines, write_json_lines

Figures = dict[str, str]

SPEED_ARTICLES = 25  # some 20,000 words: start-up does not dominate, and it is done in a minute


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One row of the table: `measure` runs it, with a folder for what it writes."""

    name: str
    data: str
    measure: Callable[[Path], Figures]


def benchmarks(root: Path) -> Iterator[Benchmark]:
    """Those whose data is at hand under `root`, in the order of the stages."""
    data, scorers = root / "data", root / "bin"
    for path in sorted((data / "treebank").glob("*-dev.conllu")):
        for gold_tokens in (True, False):
            name = "trees, gold tokens" if gold_tokens else "trees, raw text"
            yield Benchmark(name, path.name, partial(_trees, path, None, gold_tokens))
        if path.name.startswith("gum"):
            yield Benchmark("trees, raw text", f"{path.name}, news", partial(_trees, path, "news", False))
    for path in sorted((data / "ner").glob("*-dev.iob2")):
        yield Benchmark("names", path.name, partial(_names, path))
        if fine_names.corpus(path) in fine_names.GROUPS:
            yield Benchmark("names, fine types", path.name, partial(_fine_names, path))
    for path in sorted((data / "ner").glob("redocred-dev.iob2")):
        yield Benchmark("dates, numbers", path.name, partial(_values, path))
    for path in sorted((data / "treebank").glob("gum-dev.conllu")):
        yield Benchmark("pronouns", path.name, partial(_pronouns, path))
    known: tuple[tuple[str, str, str, Callable[[Path, Path, Path], Figures]], ...] = (
        ("triples", "openie/carb_dev.jsonl", "score_triples.py", _triples),
        ("confidence", "openie/carb_dev.jsonl", "score_triples.py", _confidence),
        ("facts", "openie/wire57_fl_dev.jsonl", "score_facts.py", _facts),
        ("attribution", "attribution/dev.jsonl", "score_attribution.py", _attribution),
        ("events", "events/plover_dev.jsonl", "score_events.py", _events),
    )
    for name, file, scorer, measure in known:
        if (data / file).is_file() and (scorers / scorer).is_file():
            yield Benchmark(name, Path(file).name, partial(measure, data / file, scorers / scorer))
    yield Benchmark("expected claims", "seeds", _expected)
    articles = data / "attribution" / "dev.jsonl"
    for path in sorted((data / "treebank").glob("gum-dev.conllu")):
        yield Benchmark("annotation", path.name, partial(_annotation, path))
    yield Benchmark("exports", "made up", _exports)
    yield Benchmark("drawing", "made up", _drawing)
    yield Benchmark("speed", articles.name if articles.is_file() else "seeds", partial(_speed, articles))


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader()


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _measures(measures: dict[str, conll.Measure]) -> Figures:
    return {
        name: f"{_percent(m.f1)} (P {_percent(m.precision)}, R {_percent(m.recall)})"
        for name, m in measures.items()
    }


def _trees(path: Path, genre: str | None, gold_tokens: bool, folder: Path) -> Figures:
    gold = parse.of_genre(conll.read(path), genre)
    system = list(parse.parsed(kg.language.load(), gold, gold_tokens))
    conll.write(folder / f"{path.stem}-{'gold' if gold_tokens else 'raw'}.conllu", system)
    scores = parse.scores(gold, system)
    shown = ("UAS", "LAS", "UPOS", "lemma") if gold_tokens else ("sentences", "tokens", "UAS", "LAS")
    return {name: f"{scores[name]:.1f}" for name in shown}


def _names(path: Path, folder: Path) -> Figures:
    return _measures(names.scores(kg.language.load(), path))


def _fine_names(path: Path, folder: Path) -> Figures:
    return _measures(fine_names.scores(path))


def _values(path: Path, folder: Path) -> Figures:
    return _measures(values.scores(kg.language.load(), path))


def _pronouns(path: Path, folder: Path) -> Figures:
    found = coreference.resolved(coreference.read(path), coreference.by_pipeline)
    return _measures({name: coreference.measure(rows) for name, rows in coreference.sets(found)})


def _annotation(path: Path, folder: Path) -> Figures:
    report = annotation.report(path, 2)
    alone, together = report["one_process"], report["processes"]
    return {
        "words/s": f"{alone['words_per_second']:,} ({100 * alone['in_network']:.0f} % in onnxruntime)",
        "words/s, 2 processes": f"{together['words_per_second']:,}",
        "peak memory": f"{alone['peak_memory_mb']} MB",
        "of each of 2": f"{together['peak_memory_mb']} MB",
    }


def _score(scorer: Path, *arguments: Path | str) -> str:
    """What a scorer printed. Raises MalformedError with its last line where it did not score."""
    command = [sys.executable, str(scorer), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MalformedError(f"{scorer.name}: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    return done.stdout


def _scored(scorer: Path, gold: Path, output: Path) -> dict[str, Any]:
    """The JSON of a scorer that writes one."""
    report = output.with_suffix(".json")
    _score(scorer, gold, output, "--json", report)
    scores: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return scores


def _triples(gold: Path, scorer: Path, folder: Path) -> Figures:
    output = folder / "triples.jsonl"
    lines = [row["sentence"] for row in read_json_lines(gold, sentence=str)]
    write_json_lines(output, triples.answers(lines, _reader(), "full"))
    scores = _scored(scorer, gold, output)[output.stem]
    precision, recall = _percent(scores["P"]), _percent(scores["R"])
    return {
        "F1": f"{_percent(scores['F1'])} (P {precision}, R {recall})",
        "AUC": _percent(scores["AUC"]),
        "exact F1": _percent(scores["exact_F1"]),
        "triples": str(scores["triples"]),
        **_peers(scorer, gold, "peers_dev"),
    }


def _confidence(gold: Path, scorer: Path, folder: Path) -> Figures:
    examples = calibration.rows(read_json_lines(gold, sentence=str, gold=list), _reader())
    _, figures = calibration.summary(*calibration.judged(examples))
    return {
        "ECE": f"{figures['ECE']:.3f}",
        "Brier": f"{figures['Brier']:.3f}",
        "claims": f"{figures['claims']}",
    }


def _peers(scorer: Path, gold: Path, folder: str) -> Figures:
    """The best F1 among the outputs of other systems that lie in `folder` beside the gold file."""
    outputs = sorted((gold.parent / folder).glob("*.jsonl"))
    if not outputs:
        return {}
    rows = (line.split() for line in _score(scorer, gold, *outputs).splitlines())
    known = {path.stem for path in outputs}
    best = max((float(row[3]), row[0]) for row in rows if row and row[0] in known)
    return {"best peer": f"{best[1]} {_percent(best[0])}"}


def _facts(gold: Path, scorer: Path, folder: Path) -> Figures:
    output = folder / "facts.jsonl"
    lines = [row["sentence"] for row in read_json_lines(gold, sentence=str)]
    write_json_lines(output, triples.answers(lines, _reader(), "minimal"))
    figures: Figures = {}
    for label, options in (("", ()), (" loose", ("--loose",))):
        last = _score(scorer, gold, output, *options).strip().splitlines()[-1].split()
        precision, recall, f1 = (_percent(float(value)) for value in last[1:4])
        figures |= {f"F1{label}": f"{f1} (P {precision}, R {recall})"}
    return figures | _peers(scorer, gold, "peers_wire57")


def _attribution(gold: Path, scorer: Path, folder: Path) -> Figures:
    output = folder / "attribution.jsonl"
    rows = list(read_json_lines(gold, id=str, text=str))
    write_json_lines(output, attribution.answers(rows, _reader()))
    scores = _scored(scorer, gold, output)["scores"]
    return {
        name: _percent(scores[name]["F1"]) for name in ("full", "full strict", "cue", "source", "content")
    }


def _events(gold: Path, scorer: Path, folder: Path) -> Figures:
    output = folder / "events.jsonl"
    lines = [row["sentence"] for row in read_json_lines(gold, sentence=str)]
    write_json_lines(output, events.answers(lines, _reader()))
    scores = _scored(scorer, gold, output)["scores"]
    return {name: _percent(scores[name]) for name in ("full F1", "full", "full P", "found", "root", "quad")}


def _expected(folder: Path) -> Figures:
    wanted = expected.read(resource("seeds") / "expected")
    scores = expected.score(expected.readings(resource("seeds") / "documents", wanted), wanted)
    return _measures({"edges": scores.edges, "claims": scores.claims})


def _exports(folder: Path) -> Figures:
    return dict(exports.figures())


def _drawing(folder: Path) -> Figures:
    return dict(drawing.figures())


def _speed(articles: Path, folder: Path) -> Figures:
    texts = resource("seeds") / "documents"
    if articles.is_file():
        texts = folder / "texts"
        texts.mkdir(exist_ok=True)
        for number, row in enumerate(islice(read_json_lines(articles, id=str, text=str), SPEED_ARTICLES), 1):
            (texts / f"{number:04}.txt").write_text(row["text"], "utf-8")
    report = speed.measure(texts)
    return {
        "words": f"{report['words']:,}",
        "cold": f"{report['seconds_cold']:.1f} s",
        "warm": f"{report['seconds_warm']:.1f} s",
        **{f"{stage} words/s": f"{rate:,.0f}" for stage, rate in report["words_per_second"].items()},
        "peak memory": f"{report['peak_memory_mb']:.0f} MB",
    }
