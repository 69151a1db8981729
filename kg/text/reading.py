"""Reading: from paths to documents. Finds the files, names them, and hands each to its format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document
from kg.text import jsonl, plain
from kg.text.decoding import decode
from kg.text.failure import Failure

STDIN = "-"


def read(
    paths: Sequence[Path | str], *, root: Path | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """The documents of `paths`: files (.txt, .md, .html, .htm, .jsonl), folders, and “-” for plain text
    on `stdin`. What cannot be read comes as a Failure in its place, and the others go on.

    Folders are read with all below them in the order of their paths; hidden files and files of other
    kinds are passed over. A file met twice is read once. A document's source is its path: relative to
    `root` if given, so that it is the same from any working directory; otherwise relative to the working
    directory for what lies below it, and as given for the rest.
    Text on `stdin` is named by its hash: a second one does not replace the first.
    """
    seen: set[str] = set()
    for given in [paths] if isinstance(paths, str | Path) else paths:
        if str(given) == STDIN:
            yield from _stream(stdin)
            continue
        for item in _files(Path(given)):
            path, reason = item
            source = _source(path, root)
            if reason:
                yield Failure(source, reason)
            elif (absolute := os.path.abspath(path)) not in seen:
                seen.add(absolute)
                yield from _file(path, source)


def _files(path: Path) -> Iterator[tuple[Path, str | None]]:
    """The files to read below `path`, each with None, or with the reason why it cannot be read."""
    if not path.is_dir():
        yield path, None
        return
    found: list[tuple[Path, str | None]] = []

    def unreadable(error: OSError) -> None:
        found.append((Path(error.filename), _reason(error)))

    for folder, folders, names in os.walk(path, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            (Path(folder, name), None)
            for name in names
            if not name.startswith(".") and Path(name).suffix.lower() in _FORMATS
        ]
    if not found:
        yield path, f"no file to read in this folder ({' '.join(_FORMATS)})"
    yield from sorted(found, key=lambda item: item[0].as_posix())


def _file(path: Path, source: str) -> Iterator[Document | Failure]:
    try:
        form = _FORMATS.get(path.suffix.lower())
        if form is None and path.exists():
            raise InputError(f"not a kind of file that is read ({' '.join(_FORMATS)})")
        if path.exists() and not path.is_file():
            raise InputError("is not a file")
        raw = path.read_bytes()
        if form is not None:
            yield from _parsed(raw, source, form, declared=path.suffix.lower() in (".html", ".htm"))
    except OSError as error:
        yield Failure(source, _reason(error))
    except InputError as error:
        yield Failure(source, str(error))
    except RecursionError:
        yield Failure(source, "is nested too deep")


def _stream(stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    if stdin is None:
        yield Failure(STDIN, "no standard input to read")
        return
    try:
        raw = stdin.read()
        yield from _parsed(raw, f"stdin:{sha256(raw).hexdigest()[:16]}", _plain)
    except OSError as error:
        yield Failure(STDIN, _reason(error))
    except InputError as error:
        yield Failure(STDIN, str(error))


def _parsed(
    raw: bytes,
    source: str,
    form: Callable[[str, str], Iterator[Document | Failure]],
    *,
    declared: bool = False,
) -> Iterator[Document | Failure]:
    text = decode(raw, declared=declared)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError("is empty")
    for item in form(text, source):
        if isinstance(item, Document) and not item.blocks:
            raise InputError("has no text in it")
        yield item


def _source(path: Path, root: Path | None) -> str:
    name, here = os.path.normpath(path), os.path.abspath(root or "")
    if root or PurePath(name).is_relative_to(here):
        name = os.path.relpath(os.path.abspath(path), here)
    # file names are bytes: what is no UTF-8 in one must not stop the document from being written down
    return PurePath(name).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _plain(text: str, source: str) -> Iterator[Document]:
    yield plain.read(text, source=source)


def _markdown(text: str, source: str) -> Iterator[Document]:
    from kg.text import markdown  # not before a Markdown file is met: it costs start-up time

    yield markdown.read(text, source=source)


def _html(text: str, source: str) -> Iterator[Document]:
    from kg.text import html  # likewise, and more of it

    yield html.read(text, source=source)


def _jsonl(text: str, source: str) -> Iterator[Document | Failure]:
    yield from jsonl.read(text, source=source)


_FORMATS: dict[str, Callable[[str, str], Iterator[Document | Failure]]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _jsonl,
}
