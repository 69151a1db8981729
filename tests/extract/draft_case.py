"""`python -m tests.extract.draft_case TEXT…`: drafts of cases, to be corrected by hand.

The parse is the language model's and the claims are what comes out of it now: neither is right because
it stands here. `--again FILE…` prints a case file's cases with what comes out of their stored parses.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.language import Doc, Token, annotate, load
from tests.extract.case_files import Case, cases, run


def parsed(doc: Doc) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The sentences of an annotated document as rows of a case."""
    sentences = []
    for sentence in doc.sents:
        start = sentence.start - 1
        sentences.append(
            tuple(
                (
                    *(str(w.i - start), w.text, w.lemma_, w.pos_, w.tag_, _features(w)),
                    *(("0", "root") if w.head == w else (str(w.head.i - start), w.dep_)),
                    w.ent_iob_ if w.ent_iob_ == "O" else f"{w.ent_iob_}-{w.ent_type_}",
                )
                for w in sentence
            )
        )
    return tuple(sentences)


def _features(word: Token) -> str:
    """What the rules look at: whether a pronoun is relative."""
    return "PronType=Rel" if "PronType=Rel" in str(word.morph) else "_"


def written(case: Case) -> str:
    """The case in Markdown, its rows in columns, with the claims that come out of its parse."""
    rows = [row for sentence in case.parse for row in sentence]
    widths = [max(len(row[column]) for row in rows) for column in range(9)]
    tables = [
        "\n".join(
            " ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in sentence
        )
        for sentence in case.parse
    ]
    found = run(case)
    listed = [f"- {line} | {' '.join(rules)}" for line, rules in found.claims] or ["- nothing"]
    listed += [f"- {line}" for line in (*found.attributed, *found.rendered)]
    head = [f"## {case.title}", "", *([case.note, ""] if case.note else []), f"> {case.text}", ""]
    return "\n".join([*head, "```parse", "\n\n".join(tables), "```", "", *listed])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.extract.draft_case", description=__doc__)
    parser.add_argument("texts", nargs="*", metavar="TEXT")
    parser.add_argument("--again", nargs="*", type=Path, default=[], metavar="FILE")
    arguments = parser.parse_args()
    for text in arguments.texts:
        case = Case("draft", "What it shows", text, parsed(annotate(load(), text)), ())
        print(written(case), end="\n\n")
    for path in arguments.again:
        for case in cases(path.parent):
            if case.file == path.stem:
                print(written(case), end="\n\n")


if __name__ == "__main__":
    main()
